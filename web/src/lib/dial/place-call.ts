import { t } from "#lib/i18n/language.svelte.ts";
import { live } from "#lib/live/live.svelte.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { tell } from "#lib/work/tell.ts";
import { shownNumber } from "#lib/work/words.ts";
import { dialledNumber, isDiallable } from "./dialled-number.ts";
import { dialPad } from "./dial-pad-state.svelte.ts";

/** Whether this page's phone could call now; who may call whom is for the server to say. */
export function canPlaceCalls(): boolean {
  const { me } = live;
  return (
    live.switch?.kind === "freeswitch" &&
    phone.place === "here" &&
    phone.registration.state === "registered" &&
    phone.call === undefined &&
    me?.activity === "idle" &&
    (me.chosen === "online" || me.chosen === "outbound")
  );
}

/** Calls from this page's phone: from the dial pad, or by a click on a number that is shown somewhere. */
export async function placeCall(given: string, via: "pad" | "click"): Promise<void> {
  const number = dialledNumber(given);
  if (!isDiallable(number)) {
    toasts.bad(t("dial.failed", { number: given, why: t("dial.refused.number-invalid") }));
    return;
  }
  dialPad.last = undefined;
  await tell(
    (why) => t("dial.failed", { number: shownNumber(number), why }),
    async () => {
      const isUnderWay = await phone.dial(number, via);
      if (!isUnderWay) toasts.bad(t("dial.failed", { number: shownNumber(number), why: t("dial.phoneNotReady") }));
      else if (via === "pad") dialPad.number = "";
    },
  );
}
