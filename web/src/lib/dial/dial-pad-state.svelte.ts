import type { MessageKey } from "#lib/i18n/catalogue.ts";

/** What stays in the dial pad while other cards are in its place. */
class DialPadState {
  number = $state("");
  /** The last call from here, where nobody answered it, and why in words. */
  last: { readonly number: string; readonly why: MessageKey } | undefined = $state.raw();
}

export const dialPad = new DialPadState();
