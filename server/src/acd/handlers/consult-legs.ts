import type { AcdEvent } from "../events.ts";
import { complete, dropConsulted } from "../rules/consults.ts";
import { writeConsultOffer } from "../rules/consult-facts.ts";
import { agentHungUp } from "../rules/endings.ts";
import { startRecovery } from "../rules/recovery.ts";
import { requeue } from "../rules/segments.ts";
import { expectAsk } from "../rules/steering.ts";
import type { LegId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, ConsultRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";

type Ended = Extract<AcdEvent, { type: "leg.ended" }>;

/** The phone of whom an agent consults. */
export function consultRinging(s: EngineState, call: CallRecord, consult: ConsultRecord): void {
  if (consult.state !== "dialing") return;
  consult.state = "ringing";
  consult.ringingAt = s.now;
  writeConsultOffer(s, call, consult, "ringing");
  s.output.calls.add(call.callId);
  s.deadlines.arm({ kind: "consult", callId: call.callId }, s.now + consult.ringMs + timings.ringGraceMs);
}

export function consultLifted(s: EngineState, call: CallRecord, consult: ConsultRecord): void {
  if (consult.answeredAt !== undefined) return;
  consult.answeredAt = s.now;
  s.deadlines.arm({ kind: "consult", callId: call.callId }, s.now + timings.bridgeMs);
}

/** Whoever was consulted, or the third in a conference, is gone; agent and customer talk on. */
export function consultLegGone(s: EngineState, call: CallRecord, { cause }: Ended): void {
  dropConsulted(s, call, { cause, legGone: true });
}

/**
 * The leg of the agent who consults is gone. Hung up on purpose it leaves the customer to whom it talked with; lost, it is called back;
 * whatever it was, the customer is not hung up for it unless both had been talking.
 */
export function consultingLegGone(s: EngineState, call: CallRecord, { by, cause }: Ended, at: number): void {
  const { consult, segment } = call;
  if (consult === undefined || segment === undefined) return;
  const meant = segment.hangUpAsked || (by === "party" && cause !== "media-lost");
  if (consult.with === "both" || (meant && consult.with === "target" && consult.state === "talking")) {
    complete(s, call, true, at);
    return;
  }
  const talkedWithCustomer = consult.with === "customer";
  dropConsulted(s, call, { cause: "normal", legGone: false });
  if (!meant) startRecovery(s, call, at);
  else if (talkedWithCustomer) agentHungUp(s, call, at, true);
  else leaveToQueue(s, call, at);
}

/** The switch could not bring an agent's leg where it belongs. */
export function agentCommandFailed(s: EngineState, call: CallRecord, legId: LegId, command: string): void {
  // What was told before the present consult, or of one that has failed already, says nothing any more.
  if (call.state !== "talking" || (command === "leg.consult" && call.consult?.state !== "dialing")) return;
  if (legId === call.consult?.legId) dropConsulted(s, call, { cause: "unknown", legGone: false });
  else if (legId === call.segment?.agentLegId) {
    if (call.consult !== undefined) dropConsulted(s, call, { cause: "unknown", legGone: false });
    startRecovery(s, call, s.now, "normal");
  }
}

/** An agent who left while the customer heard music: the call goes to the head of the queue. */
export function leaveToQueue(s: EngineState, call: CallRecord, at: number): void {
  requeue(s, call, at);
  expectAsk(s, call);
}
