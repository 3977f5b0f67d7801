import { agentHungUp, endCall } from "../rules/endings.ts";
import { closeLeg, hangUpLeg } from "../rules/legs.ts";
import { endListenBy } from "../rules/listening.ts";
import { failOffer } from "../rules/offers.ts";
import { giveUpRecovery, resumeFailed } from "../rules/recovery.ts";
import { bridgeSegment } from "../rules/segments.ts";
import { expectAsk, tellCustomerLeg } from "../rules/steering.ts";
import type { Deadline, DeadlineKind } from "../state/deadlines.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";
import { limits, timings } from "../state/timings.ts";
import { onAgentAskDeadline } from "./agent-asks.ts";
import { takeAsk } from "./asks.ts";
import { onConsultDeadline, onRoomDeadline } from "./consults.ts";
import { onDialDeadline } from "./dials.ts";
import { onEnded } from "./legs.ts";
import { onAcwDeadline, onSessionDeadline } from "./people.ts";
import { endSurvey } from "./surveys.ts";
import { onSwitchDeadline } from "./switch.ts";

type Handlers = { readonly [Kind in DeadlineKind]: (s: EngineState, due: Extract<Deadline, { kind: Kind }>) => void };

/** What each deadline means; those of a call are for calls that still are. */
const handlers: Handlers = {
  offer: ofCall(offerDue),
  dial: ofCall(onDialDeadline),
  // Told now, as if it had asked.
  ask: ofCall(takeAsk),
  retry: ofCall(retryDue),
  silence: ofCall(silenceDue),
  recovery: ofCall((s, call) => giveUpRecovery(s, call, { at: s.now, phoneLost: true })),
  "hang-up": ofCall((s, call) => agentHungUp(s, call, s.now)),
  "leg-ask": (s, { legId }) => onAgentAskDeadline(s, legId),
  consult: ofCall(onConsultDeadline),
  room: ofCall(onRoomDeadline),
  survey: ofCall(endSurvey),
  "leg-close": (s, { legId }) => legCloseDue(s, legId),
  "leg-gone": (s, { legId }) =>
    onEnded(s, {
      type: "leg.ended",
      legId,
      cause: "unknown",
      by: "lost",
      raw: { q850: undefined, sip: undefined, text: undefined },
    }),
  acw: (s, { agent }) => onAcwDeadline(s, agent),
  listen: (s, { agent }) => endListenBy(s, agent),
  session: (s, { agent }) => onSessionDeadline(s, agent),
  switch: onSwitchDeadline,
};

export function handleDeadline(s: EngineState, due: Deadline): void {
  // While the switch is away none of its silence means anything; its return gives each thing its time again.
  if (s.switchAwaySince !== undefined && isAboutSwitch(due.kind)) s.deadlines.arm(due, s.now + timings.switchAwayMs);
  else (handlers[due.kind] as (s: EngineState, due: Deadline) => void)(s, due);
}

function isAboutSwitch(kind: DeadlineKind): boolean {
  return kind !== "switch" && kind !== "acw" && kind !== "session" && kind !== "retry";
}

function ofCall(handle: (s: EngineState, call: CallRecord) => void) {
  return (s: EngineState, { callId }: { readonly callId: string }): void => {
    const call = s.calls.get(callId);
    if (call !== undefined) handle(s, call);
  };
}

function offerDue(s: EngineState, call: CallRecord): void {
  const { offer } = call;
  if (offer === undefined) return;
  if (offer.answeredAt !== undefined) {
    // Answered, and neither its end nor the customer's ask came: they talk. To drop a talk for one lost event is worse.
    bridgeSegment(s, call, offer, offer.answeredAt);
    return;
  }
  const rang = offer.ringingAt !== undefined;
  const cause = rang ? "no-answer" : "unknown";
  failOffer(s, call, { state: rang ? "no-answer" : "failed", cause, at: s.now, hangUp: "no-answer" });
  expectAsk(s, call);
  if (offer.resume) resumeFailed(s, call, offer, cause);
}

function retryDue(s: EngineState, call: CallRecord): void {
  const later = Object.values(call.declined).filter((at) => at + s.config.retryMissedAfterMs > s.now);
  if (later.length > 0) {
    s.deadlines.arm({ kind: "retry", callId: call.callId }, Math.min(...later) + s.config.retryMissedAfterMs);
  }
  if (call.state === "waiting") s.queued.add(call.callId);
}

function silenceDue(s: EngineState, call: CallRecord): void {
  call.silences += 1;
  if (call.silences === 1) tellCustomerLeg(s, call);
  else endCall(s, call, { reason: "lost", at: s.now, cause: "unknown", hangUp: "normal" });
}

function legCloseDue(s: EngineState, legId: string): void {
  const leg = s.legs.get(legId);
  if (leg === undefined) return;
  const { cause = "normal", tries = 0 } = leg.closing ?? {};
  if (tries < limits.hangUpTries) hangUpLeg(s, legId, cause);
  else closeLeg(s, leg, { at: s.now, cause: "unknown", raw: undefined });
}
