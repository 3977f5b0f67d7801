import { live } from "#lib/live/live.svelte.ts";
import type { CallView } from "#lib/live/live-state.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { currentCall } from "./current-call.ts";
import type { CurrentCall } from "./current-call.ts";

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
      sip: phone.call,
      simulated: live.switch?.kind === "simulated",
      phoneHere: phone.place === "here",
    }),
  );
  /** The talk that was last here; after-call work is about it. */
  last: LastCall | undefined = $state.raw();
  /** The person pressed mute or unmute and the server has not said so yet. */
  muteWish: boolean | undefined = $state();
  hangingUp: string | undefined = $state();
  /** One Esc was pressed; the next within two seconds hangs up. */
  escapeArmed = $state(false);

  get view(): CallView | undefined {
    return live.myCall;
  }

  get muted(): boolean {
    return this.muteWish ?? live.myCall?.segment?.muted ?? false;
  }
}

export const work = new Work();
