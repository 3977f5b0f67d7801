import { live } from "#lib/live/live.svelte.ts";
import type { CallView } from "#lib/live/live-state.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { currentCall } from "./current-call.ts";
import type { CurrentCall } from "./current-call.ts";

export type PanelPurpose = "transfer" | "consult" | "conference";

export interface LastCall {
  readonly name: string | undefined;
  readonly number: string;
  readonly talkMs: number;
}

/** The one call the workbench shows, put together from the live state and this page's phone. */
class Work {
  readonly current: CurrentCall = $derived(
    currentCall({
      me: live.me,
      view: live.myCall,
      // A talk one listens to is somebody else's.
      sip: phone.call?.listens === true ? undefined : phone.call,
      simulated: live.switch?.kind === "simulated",
      phoneHere: phone.place === "here",
    }),
  );
  /** The talk that was last here; after-call work is about it. */
  last: LastCall | undefined = $state.raw();
  /*
   * What the person has asked for and the server has not yet done. Each is about one call by its id: the next call may be
   * here before the answer is.
   */
  muteWish: { readonly callId: string; readonly on: boolean } | undefined = $state.raw();
  hangingUp: string | undefined = $state();
  /** Esc was pressed once in this call; the next within two seconds hangs it up. */
  escapeArmedFor: string | undefined = $state();

  /** The list of colleagues stands open for this call. */
  panel: { readonly callId: string; readonly purpose: PanelPurpose } | undefined = $state.raw();
  /** The call in which all three shall talk as soon as the one asked for has answered. */
  conferenceFor: string | undefined = $state();
  /** The call in which this agent let the consulted go by hand. */
  gaveUp: string | undefined = $state();

  /** The keypad stands open for this call. */
  keypadFor: string | undefined = $state();

  /** Only the phone that holds the call can press keys in it, and on hold the customer listens to music. */
  get takesKeys(): boolean {
    const { here, phase, consult } = this.current;
    return here && consult === undefined && phase === "talking" && phone.call?.phase === "talking" && !this.held;
  }

  get view(): CallView | undefined {
    return live.myCall;
  }

  get held(): boolean {
    return this.current.heldAt !== undefined;
  }

  get muted(): boolean {
    const wish = this.muteWish;
    if (wish !== undefined && wish.callId === this.current.callId) return wish.on;
    return this.mutedAtServer;
  }

  /** As the switch has it; a consulted agent has its own. */
  get mutedAtServer(): boolean {
    const { consult, segment } = live.myCall ?? {};
    return (this.current.consult?.role === "target" ? consult?.muted : segment?.muted) ?? false;
  }
}

export const work = new Work();
