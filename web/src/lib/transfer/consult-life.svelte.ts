import { untrack } from "svelte";
import { ask } from "#lib/api/client.ts";
import { tOr, t } from "#lib/i18n/language.svelte.ts";
import { live } from "#lib/live/live.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { work } from "#lib/work/current-call.svelte.ts";
import { callerName } from "#lib/work/words.ts";
import { colleague } from "./agent-labels.svelte.ts";
import { consultStep } from "./consult-actions.ts";
import { consultEnd } from "./consult-end.ts";

/** What goes on around a consult whatever page is open; called once while the frame is built. */
export function runConsultLife(): void {
  sayHowItEnded();
  goOnToConference();
}

function sayHowItEnded(): void {
  $effect(() => {
    const { callId, consult, name, number } = work.current;
    if (callId === undefined || consult === undefined) return;
    return () =>
      untrack(() => {
        const after = live.calls.get(callId);
        if (after?.consult !== undefined) return;
        const end = consultEnd(consult, after, live.me?.agent);
        const gaveUp = work.gaveUp === callId;
        work.gaveUp = undefined;
        const words = { customer: callerName(name, number), target: colleague(consult.other) };
        if (end === "handed-over") toasts.good(t("consult.handedOver", words));
        else if (end === "not-answered" && !gaveUp) void sayNotAnswered(callId, consult.other, words);
        else if (end === "other-left" && !gaveUp) toasts.good(t("consult.otherLeft", words));
      });
  });
}

/** Why it was not answered stands in the call's record. */
async function sayNotAnswered(
  callId: string,
  agent: string,
  words: { customer: string; target: string },
): Promise<void> {
  const record = await ask((api) => api.GET("/calls/{callId}", { params: { path: { callId } } })).catch(
    () => undefined,
  );
  const offer = record?.offers.findLast((one) => one.agent === agent);
  const why = tOr(`consult.end.${offer?.state ?? "failed"}`, t("consult.end.failed"));
  toasts.bad(t("consult.notAnswered", { ...words, why }));
}

/** Asked for all three at once, the consult is only the way there. */
function goOnToConference(): void {
  $effect(() => {
    const { callId, consult } = work.current;
    if (callId === undefined || work.conferenceFor !== callId) return;
    if (consult?.role !== "by" || consult.place !== "agents") return;
    work.conferenceFor = undefined;
    untrack(() => void consultStep("conference"));
  });
}
