import { ask } from "#lib/api/client.ts";
import type { ChosenState } from "#lib/api/schema.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import type { MessageKey } from "#lib/i18n/catalogue.ts";
import { live } from "#lib/live/live.svelte.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { session } from "#lib/session/session.svelte.ts";
import { consultStep } from "#lib/transfer/consult-actions.ts";
import { colleague } from "#lib/transfer/agent-labels.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { callerName } from "./words.ts";
import { work } from "./current-call.svelte.ts";
import { tell } from "./tell.ts";

/** How long the server may take to end the leg before the page does it itself. */
const hangUpGraceMs = 800;

/** The switch confirms a hold or says that it failed within this long. */
const holdWithinMs = 4000;

const isSimulated = (): boolean => live.switch?.kind === "simulated";

/** Going anywhere but offline opens the microphone first, so that the browser asks now and not while a customer waits. */
export async function chooseState(state: ChosenState, breakReason?: string): Promise<void> {
  await tell(
    (why) => t("error.state", { state: t(`state.${state}`), why }),
    async () => {
      if (state === "online" && phone.place === "here" && !isSimulated()) await phone.microphone.open();
      await ask((api) =>
        api.POST("/agents/me/state", { body: { state, ...(breakReason === undefined ? {} : { breakReason }) } }),
      );
    },
  );
}

export async function answer(): Promise<void> {
  const { callId, name, number, phase, here } = work.current;
  if (phase !== "ringing" || !here) return;
  await tell(
    (why) => t("error.answer", { name: callerName(name, number), why }),
    async () => {
      if (!isSimulated()) await phone.answer();
      else if (callId) await ask((api) => api.POST("/calls/{callId}/answer", { params: { path: { callId } } }));
    },
  );
}

export async function reject(): Promise<void> {
  const { callId, name, number, consult } = work.current;
  if (callId === undefined) {
    phone.decline(callId);
    return;
  }
  const done = await tell(
    (why) => t("error.reject", { why }),
    () => ask((api) => api.POST("/calls/{callId}/reject", { params: { path: { callId } } })),
  );
  if (!done) phone.decline(callId);
  else if (consult) toasts.good(t("consult.rejected", { other: colleague(consult.other) }));
  else toasts.good(t("ringing.rejected", { name: callerName(name, number) }));
}

/** The server ends the call; this page's phone goes silent at once and ends its leg itself where the server is away. */
export async function hangUp(): Promise<void> {
  const { callId, name, number, consult } = work.current;
  work.escapeArmedFor = undefined;
  // Its own leg goes on: one hangs up on whom one consults, or leaves the other two to each other.
  if (consult?.role === "by" && consult.place !== "customer") {
    await consultStep(consult.place === "conference" ? "complete" : "retrieve");
    return;
  }
  if (callId === undefined) {
    phone.hangUp(callId);
    return;
  }
  if (work.hangingUp === callId) return;
  work.hangingUp = callId;
  phone.setMuted(true);
  const endHere = (): void => {
    phone.hangUp(callId);
    if (work.hangingUp === callId) work.hangingUp = undefined;
  };
  const grace = setTimeout(endHere, hangUpGraceMs);
  const done = await tell(
    () => t("error.hangUp", { name: callerName(name, number) }),
    () => ask((api) => api.POST("/calls/{callId}/hang-up", { params: { path: { callId } } })),
  );
  if (done) return;
  clearTimeout(grace);
  endHere();
}

/** Silence is immediate here and true at the server; sound comes back only when the server said so. */
export async function toggleMute(): Promise<void> {
  const { callId, phase } = work.current;
  if (callId === undefined || phase !== "talking" || work.held) return;
  const on = !work.muted;
  if (on) work.muteWish = { callId, on };
  const failure: MessageKey = on ? "error.mute" : "error.unmute";
  const done = await tell(
    (why) => t(failure, { why }),
    () => ask((api) => api.POST("/calls/{callId}/mute", { params: { path: { callId } }, body: { on } })),
  );
  // Where muting failed the wish stays: better silent here than heard by mistake.
  if (done) work.muteWish = { callId, on };
}

let holdsAsked = 0;

/** The page shows a hold when the switch has done it, never before: the agent must not speak freely into a live line. */
export async function toggleHold(): Promise<void> {
  const { callId, phase, name, number, consult } = work.current;
  if (callId === undefined || phase !== "talking" || consult !== undefined) return;
  const on = !work.held;
  const asked = ++holdsAsked;
  const failure: MessageKey = on ? "error.hold" : "error.retrieve";
  const done = await tell(
    (why) => t(failure, { name: callerName(name, number), why }),
    () => ask((api) => api.POST("/calls/{callId}/hold", { params: { path: { callId } }, body: { on } })),
  );
  if (!done) return;
  setTimeout(() => {
    if (asked !== holdsAsked || work.current.callId !== callId || work.current.phase !== "talking") return;
    if (work.held !== on) toasts.bad(t(failure, { name: callerName(name, number), why: t("error.holdNotDone") }));
  }, holdWithinMs);
}

export function toggleKeypad(): void {
  if (!work.takesKeys) return;
  const { callId } = work.current;
  work.keypadFor = work.keypadFor === undefined || work.keypadFor !== callId ? callId : undefined;
}

/** Straight from this page's phone, as sound is: no digit passes the server or is written down. */
export function sendDigit(digit: string): boolean {
  const done = work.takesKeys && phone.sendDigit(work.current.callId, digit);
  if (!done) toasts.bad(t("error.digit", { digit }));
  return done;
}

export async function endAcw(): Promise<void> {
  await tell(
    (why) => t("error.acw", { why }),
    () => ask((api) => api.POST("/agents/me/acw/end")),
  );
}

export async function placeTestCall(): Promise<boolean> {
  return tell(
    (why) => t("error.demo", { why }),
    () => ask((api) => api.POST("/demo/calls", { body: {} })),
  );
}

export async function signOut(): Promise<void> {
  await tell(
    (why) => t("error.signOut", { why }),
    () => session.signOut(),
  );
}
