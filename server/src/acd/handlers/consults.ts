import type { AcdEvent } from "../events.ts";
import type { AgentName, CallId } from "../model.ts";
import { complete, confer, consultAnswered, dropConsulted, startConsult, swap } from "../rules/consults.ts";
import { agentOfTarget, refusalOfTarget } from "../rules/handovers.ts";
import { expectMeeting, hasMet } from "../rules/meeting.ts";
import { startRecovery } from "../rules/recovery.ts";
import { tellCustomerLeg } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, SegmentRecord } from "../state/records.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/** Refused, nothing has changed: the customer is with the agent as before, on hold or not. */
export function onConsultAsked(s: EngineState, event: Event<"call.consult-asked">): void {
  const found = talkOf(s, event);
  if (found === undefined) return;
  const { call, segment } = found;
  if (call.consult !== undefined) {
    s.refuse("consulting");
    return;
  }
  const refusal = refusalOfTarget(s, event.agent, event.target);
  if (refusal !== undefined) {
    s.refuse(refusal);
    return;
  }
  const agent = agentOfTarget(s, event.target, event.agent);
  if (agent === undefined) s.refuse("target-busy");
  else startConsult(s, call, segment, { target: event.target, agent });
}

export function onConsultStepAsked(s: EngineState, event: Event<"call.consult-step-asked">): void {
  const found = talkOf(s, event);
  if (found === undefined) return;
  const { call, segment } = found;
  const { consult } = call;
  if (consult === undefined) {
    s.refuse("not-consulting");
    return;
  }
  if (event.step === "retrieve") {
    dropConsulted(s, call, { cause: "normal", legGone: false });
    return;
  }
  if (consult.state !== "talking") {
    s.refuse("consult-not-answered");
    return;
  }
  if (event.step === "complete") complete(s, call);
  else if (consult.with === "both") s.refuse("not-consulting");
  else if (event.step === "swap") {
    if (consult.with !== event.to) swap(s, call, consult, segment);
  } else confer(s, call, consult, segment);
}

/** The leg is where it was told to be. The customer follows an agent, never the other way round. */
export function onJoined(s: EngineState, { legId, room }: Event<"leg.joined">): void {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (leg === undefined || call?.state !== "talking" || !call.inRoom || room !== call.room) {
    s.ignore("nobody of a talk in a room");
    return;
  }
  const belongs = [call.customerLegId, call.segment?.agentLegId, call.consult?.legId].includes(legId);
  if (!belongs || (legId !== call.segment?.agentLegId && call.consult?.with === "target")) {
    s.ignore("the leg has been told to be elsewhere since");
    return;
  }
  if (!call.roomLegs.includes(legId)) call.roomLegs.push(legId);
  for (const segment of [call.segment, call.consult?.segment]) {
    if (segment?.agentLegId === legId) segment.recordAtJoin = false;
  }
  expectMeeting(s, call);
  if (!hasMet(call) && legId !== call.customerLegId && call.customer === "settled") tellCustomerLeg(s, call);
}

export function onConsultDeadline(s: EngineState, call: CallRecord): void {
  const { consult } = call;
  if (consult === undefined) return;
  // Answered, and neither its end nor the agent's ask came: they talk.
  if (consult.answeredAt !== undefined) consultAnswered(s, call, consult);
  else {
    const cause = consult.ringingAt === undefined ? "unknown" : "no-answer";
    dropConsulted(s, call, { cause, legGone: false, hangUp: "no-answer" });
  }
}

/** They did not find each other: the agent's leg is not what it is believed to be, so it is called anew. */
export function onRoomDeadline(s: EngineState, call: CallRecord): void {
  if (call.state !== "talking" || call.consult?.with === "target") return;
  if (call.consult !== undefined) dropConsulted(s, call, { cause: "unknown", legGone: false });
  startRecovery(s, call, s.now, "normal");
}

function talkOf(
  s: EngineState,
  { agent, callId }: { readonly agent: AgentName; readonly callId: CallId },
): { call: CallRecord; segment: SegmentRecord } | undefined {
  const call = s.calls.get(callId);
  const { segment } = call ?? {};
  if (call === undefined || segment?.agent !== agent || call.state !== "talking" || segment.hangUpAsked) {
    s.refuse("not-talking");
    return undefined;
  }
  return { call, segment };
}
