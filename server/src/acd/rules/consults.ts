import type { HandoverOutcome, LegEndCause, TransferTarget } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, ConsultRecord, SegmentRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { expectAgentAsk, tellAgentLeg } from "./agent-steering.ts";
import { agentChanged, moveAgent } from "./agents.ts";
import { writeCall } from "./calls.ts";
import { writeConsult, writeConsultOffer } from "./consult-facts.ts";
import { endHold } from "./holds.ts";
import { hangUpLeg, openLeg } from "./legs.ts";
import { expectMeeting, leaveRoom, meetAnew } from "./meeting.ts";
import { freeFromRinging, offerStateOf, preferredPhone, type OfferEnd } from "./offers.ts";
import { endSegmentOf, newSegment, writeSegment } from "./segments.ts";
import { afterWork } from "./sessions.ts";
import { expectAsk } from "./steering.ts";

/**
 * The customer hears music and the agent rings somebody else. The agent's leg leaves the customer's, which asks by itself as after any talk;
 * from here on the customer depends on nobody's leg.
 */
export function startConsult(
  s: EngineState,
  call: CallRecord,
  segment: SegmentRecord,
  { target, agent }: { target: TransferTarget; agent: AgentRecord },
): void {
  if (segment.heldAt !== undefined) {
    endHold(segment, s.now);
    s.output.command({ type: "leg.retrieve", legId: segment.agentLegId });
  }
  const consult: ConsultRecord = {
    consultId: s.newId(),
    by: segment.agent,
    target,
    agent: agent.name,
    legId: s.newId(),
    phone: preferredPhone(agent) ?? "browser",
    extension: agent.config.extension ?? "",
    ringMs: s.groups.get(call.group)?.config.ringMs ?? 0,
    startedAt: s.now,
    segmentId: s.newId(),
    state: "dialing",
    ringingAt: undefined,
    answeredAt: undefined,
    with: "target",
    room: undefined,
    segment: undefined,
  };
  call.consult = consult;
  call.roomLegs = [];
  openLeg(s, { legId: consult.legId, callId: call.callId, role: "agent", agent: agent.name });
  writeConsultOffer(s, call, consult, "dialing");
  writeConsult(s, call, consult, "open");
  writeSegment(s, call, segment, "consulting");
  moveTo(s, segment.agent, "consulting");
  moveAgent(s, agent, "ringing");
  agent.callId = call.callId;
  agentChanged(s, agent, "system", "offer");
  tellAgentLeg(s, call, segment.agentLegId);
  expectAsk(s, call);
  s.deadlines.arm({ kind: "consult", callId: call.callId }, s.now + timings.legAppearsMs);
}

export function consultAnswered(s: EngineState, call: CallRecord, consult: ConsultRecord): void {
  if (consult.state === "talking") return;
  consult.state = "talking";
  consult.answeredAt ??= s.now;
  s.deadlines.clear({ kind: "consult", callId: call.callId });
  writeConsultOffer(s, call, consult, "answered", { at: consult.answeredAt, cause: undefined });
  writeConsult(s, call, consult, "open");
  moveTo(s, consult.agent, "consulting");
}

/** Whom it was with is let go or has gone; its leg is somebody else's business. */
export function endConsult(
  s: EngineState,
  call: CallRecord,
  outcome: HandoverOutcome,
  cause: LegEndCause = "normal",
  at = s.now,
): void {
  const { consult } = call;
  if (consult === undefined) return;
  s.deadlines.clear({ kind: "consult", callId: call.callId });
  writeConsult(s, call, consult, outcome);
  leaveRoom(s, call, consult.legId);
  call.consult = undefined;
  const agent = s.agents.get(consult.agent);
  if (consult.segment !== undefined) {
    endSegmentOf(s, call, consult.segment, at, "talk-ended");
    return;
  }
  if (consult.state !== "talking") {
    const end: OfferEnd = { state: outcome === "abandoned" ? "caller-gone" : endOfRinging(cause), cause, at };
    writeConsultOffer(s, call, consult, end.state, end);
    if (agent?.callId === call.callId && agent.activity === "ringing") freeFromRinging(s, agent, end);
    return;
  }
  if (agent?.callId !== call.callId) return;
  moveAgent(s, agent, "idle");
  agent.callId = undefined;
  agentChanged(s, agent, "system", "consult-ended");
  afterWork(s, agent);
}

/** Who consults gave up before the other answered: nobody's miss. */
function endOfRinging(cause: LegEndCause): OfferEnd["state"] {
  return cause === "normal" ? "caller-gone" : offerStateOf(cause);
}

/** The third is let go and agent and customer talk as before. */
export function dropConsulted(
  s: EngineState,
  call: CallRecord,
  how: { cause: LegEndCause; legGone: boolean; hangUp?: "normal" | "rejected" | "no-answer" },
): void {
  const { consult, segment } = call;
  if (consult === undefined || segment === undefined) return;
  const wasWith = consult.with;
  const answered = consult.state === "talking";
  if (!how.legGone) hangUpLeg(s, consult.legId, how.hangUp ?? "normal");
  let outcome: HandoverOutcome = answered ? "retrieved" : "failed";
  if (wasWith === "both") outcome = "conferenced";
  endConsult(s, call, outcome, how.cause);
  call.inRoom = true;
  if (wasWith === "target") meetAnew(s, call);
  writeSegment(s, call, segment, "talking");
  moveTo(s, segment.agent, "talking");
  // Left alone by the other leg, the agent's asks by itself.
  if (wasWith === "target") expectAgentAsk(s, segment.agentLegId);
  expectMeeting(s, call);
}

/** The agent changes between the two; who is left hears music. */
export function swap(s: EngineState, call: CallRecord, consult: ConsultRecord, segment: SegmentRecord): void {
  s.output.calls.add(call.callId);
  if (consult.with === "target") {
    consult.with = "customer";
    call.inRoom = true;
    meetAnew(s, call);
    tellAgentLeg(s, call, consult.legId);
    expectAgentAsk(s, segment.agentLegId);
    expectMeeting(s, call);
    return;
  }
  consult.with = "target";
  consult.room = s.newId();
  tellAgentLeg(s, call, consult.legId);
  tellAgentLeg(s, call, segment.agentLegId);
  // The room ends for the customer as well.
  expectAsk(s, call);
  expectMeeting(s, call);
}

export function confer(s: EngineState, call: CallRecord, consult: ConsultRecord, segment: SegmentRecord): void {
  const wasWith = consult.with;
  consult.with = "both";
  consult.segment = segmentOfConsulted(s, call, consult);
  call.inRoom = true;
  if (wasWith === "target") meetAnew(s, call);
  tellAgentLeg(s, call, consult.legId);
  if (wasWith === "target") expectAgentAsk(s, segment.agentLegId);
  writeSegment(s, call, segment, "conferencing");
  writeSegment(s, call, consult.segment, "conferencing");
  for (const name of [segment.agent, consult.agent]) moveTo(s, name, "conferencing");
  expectMeeting(s, call);
}

/** The consulted gets the customer, the agent leaves: by its own wish, or because its leg has gone. */
export function complete(s: EngineState, call: CallRecord, legGone = false, at = s.now): void {
  const { consult, segment } = call;
  if (consult === undefined || segment === undefined) return;
  const next = consult.segment ?? segmentOfConsulted(s, call, consult);
  s.deadlines.clear({ kind: "consult", callId: call.callId });
  s.deadlines.clear({ kind: "hang-up", callId: call.callId });
  writeConsult(s, call, consult, "completed");
  call.consult = undefined;
  leaveRoom(s, call, segment.agentLegId);
  if (!legGone) hangUpLeg(s, segment.agentLegId, "normal");
  call.segment = next;
  endSegmentOf(s, call, segment, at, "transferred");
  call.agent = next.agent;
  call.inRoom = true;
  if (consult.with !== "both") meetAnew(s, call);
  writeCall(s, call);
  writeSegment(s, call, next, "talking");
  moveTo(s, next.agent, "talking");
  // With both, the customer and the consulted are where they belong already.
  if (consult.with !== "both") tellAgentLeg(s, call, next.agentLegId);
  if (consult.with === "customer") expectAsk(s, call);
  expectMeeting(s, call);
}

/** With all three talking it has a segment already, and once it has the customer it is muted still. */
export function setConsultedMuted(consult: ConsultRecord, on: boolean): void {
  consult.muted = on;
  if (consult.segment !== undefined) consult.segment.muted = on;
}

function segmentOfConsulted(s: EngineState, call: CallRecord, consult: ConsultRecord): SegmentRecord {
  const records = s.groups.get(call.group)?.config.record === true;
  return {
    ...newSegment({ ...consult, offerId: consult.consultId, agentLegId: consult.legId }, s.now),
    muted: consult.muted === true,
    recordingParts: records ? 1 : 0,
    recordAtJoin: records,
  };
}

function moveTo(s: EngineState, name: string, activity: "talking" | "consulting" | "conferencing"): void {
  const agent = s.agents.get(name);
  if (agent === undefined || agent.activity === activity) return;
  moveAgent(s, agent, activity);
  agentChanged(s, agent, "system", activity === "talking" ? "bridged" : activity);
}
