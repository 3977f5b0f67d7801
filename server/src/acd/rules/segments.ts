import type { SegmentFact } from "../facts.ts";
import type { SegmentState } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, OfferRecord, SegmentRecord } from "../state/records.ts";
import { agentChanged, moveAgent, type AgentStateWhy } from "./agents.ts";
import { joinQueue, leaveQueue, moveCustomer, setCallState } from "./calls.ts";
import { closeHandover } from "./handover-facts.ts";
import { endHold } from "./holds.ts";
import { endListensOf } from "./listening.ts";
import { writeOffer } from "./offers.ts";
import { afterWork } from "./sessions.ts";
import { clearStepDeadlines } from "./steering.ts";

/** The open offer of the call became a talk: a new segment, or the next part of one whose agent was called back. */
export function bridgeSegment(s: EngineState, call: CallRecord, offer: OfferRecord, at: number): void {
  clearStepDeadlines(s, call);
  if (!offer.resume) writeOffer(s, call, offer, "answered", { at, cause: undefined });
  call.offer = undefined;
  moveCustomer(s, call, "settled");
  call.hasWaited = true;
  call.recovery = undefined;
  call.returned = undefined;
  call.inRoom = false;
  call.roomLegs = [];
  call.leftAlone = false;
  s.deadlines.clear({ kind: "recovery", callId: call.callId });
  const parts = offer.recordingPart ?? 0;
  if (offer.resume && call.segment !== undefined) {
    call.segment.agentLegId = offer.agentLegId;
    call.segment.recordingParts = Math.max(call.segment.recordingParts, parts);
    call.segment.muted = false;
    endHold(call.segment, at);
  } else {
    call.segment = { ...newSegment(offer, at), recordingParts: parts };
    call.agent = offer.agent;
    call.answeredAt ??= at;
    leaveQueue(s, call, "answered", at);
    closeHandover(s, call, "answered", at);
  }
  call.declined = {};
  s.deadlines.clear({ kind: "retry", callId: call.callId });
  setCallState(s, call, "talking");
  writeSegment(s, call, call.segment, "talking");
  const agent = s.agents.get(offer.agent);
  if (agent === undefined) return;
  moveAgent(s, agent, "talking");
  agentChanged(s, agent, "system", "bridged", at);
}

export function newSegment(
  given: Pick<SegmentRecord, "segmentId" | "offerId" | "agent" | "phone" | "agentLegId">,
  bridgedAt: number,
): SegmentRecord {
  const { segmentId, offerId, agent, phone, agentLegId } = given;
  return {
    segmentId,
    offerId,
    dialled: false,
    agent,
    phone,
    agentLegId,
    bridgedAt,
    recordingParts: 0,
    muted: false,
    heldAt: undefined,
    heldMs: 0,
    hangUpAsked: false,
    recordAtJoin: false,
  };
}

/** The agent's part is over: after-call work as its group sets it, none for an agent who is leaving. */
export function endSegment(s: EngineState, call: CallRecord, at: number, why: AgentStateWhy = "talk-ended"): void {
  const { segment } = call;
  if (segment === undefined) return;
  call.segment = undefined;
  call.recovery = undefined;
  call.inRoom = false;
  call.roomLegs = [];
  call.leftAlone = false;
  for (const kind of ["recovery", "hang-up", "room"] as const) s.deadlines.clear({ kind, callId: call.callId });
  endSegmentOf(s, call, segment, at, why);
}

/** Of one agent among several in the call. */
export function endSegmentOf(
  s: EngineState,
  call: CallRecord,
  segment: SegmentRecord,
  at: number,
  why: AgentStateWhy,
): void {
  const endedAt = Math.max(at, segment.bridgedAt);
  endHold(segment, endedAt);
  endListensOf(s, segment.segmentId);
  const agent = s.agents.get(segment.agent);
  if (agent === undefined || agent.callId !== call.callId) {
    writeSegment(s, call, segment, "ended", { endedAt, releasedAt: endedAt });
    return;
  }
  const until = workEndsAt(s, call, segment, endedAt);
  const leaves = agent.removed || agent.signOutAsked !== undefined;
  const row = writeSegment(s, call, segment, "ended", { endedAt });
  moveAgent(s, agent, "acw");
  agent.wrapUp = { segment: row, until };
  if (leaves || (until !== undefined && until <= endedAt)) {
    releaseAgent(s, agent, "system", why, endedAt);
    return;
  }
  agentChanged(s, agent, "system", why, endedAt);
  if (until === undefined) return;
  if (until <= s.now) releaseAgent(s, agent, "system", "acw-ended", until);
  else s.deadlines.arm({ kind: "acw", agent: agent.name }, until);
}

/** Undefined: when the agent says so, which the organization may want after calls placed by hand (S19). */
function workEndsAt(s: EngineState, call: CallRecord, { dialled }: SegmentRecord, endedAt: number): number | undefined {
  if (!dialled) return endedAt + (s.groups.get(call.group)?.config.wrapUpMs ?? 0);
  return s.config.workAfterManualCalls ? undefined : endedAt;
}

/** Ends the after-call work; the agent is free again from now on. */
export function releaseAgent(s: EngineState, agent: AgentRecord, by: string, why: AgentStateWhy, at = s.now): void {
  if (agent.wrapUp === undefined) return;
  const { segment } = agent.wrapUp;
  const releasedAt = Math.max(at, segment.endedAt ?? at);
  s.output.fact(segment.segmentId, { table: "segments", row: { ...segment, releasedAt } });
  agent.wrapUp = undefined;
  moveAgent(s, agent, "idle");
  agent.callId = undefined;
  agent.idleSince = releasedAt;
  s.deadlines.clear({ kind: "acw", agent: agent.name });
  agentChanged(s, agent, by, why, releasedAt);
  afterWork(s, agent);
}

/** The segment ends and the caller waits again, at its first place, which is the head of the queue. */
export function requeue(s: EngineState, call: CallRecord, at: number): void {
  endSegment(s, call, at);
  joinQueue(s, call, s.now);
  setCallState(s, call, "waiting");
}

export function writeSegment(
  s: EngineState,
  call: CallRecord,
  segment: SegmentRecord,
  state: SegmentState,
  end?: { endedAt: number; releasedAt?: number },
): SegmentFact {
  const row: SegmentFact = {
    segmentId: segment.segmentId,
    callId: call.callId,
    offerId: segment.offerId,
    group: call.group,
    agent: segment.agent,
    state,
    bridgedAt: segment.bridgedAt,
    endedAt: end?.endedAt,
    recordingParts: segment.recordingParts,
    heldMs: segment.heldMs,
    releasedAt: end?.releasedAt,
  };
  s.output.calls.add(call.callId);
  s.output.fact(segment.segmentId, { table: "segments", row });
  return row;
}
