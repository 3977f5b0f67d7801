import type { HangUpCause } from "../commands.ts";
import type { CallEndReason, GroupName, LegEndCause, LegId, PhoneKind, PstnEndpoint } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, DialRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { agentChanged, moveAgent } from "./agents.ts";
import { createCall, setCallState, writeCall } from "./calls.ts";
import { recordDecision } from "./decisions.ts";
import { endCall } from "./endings.ts";
import { expectLegEnd, hangUpLeg, legSeen, openLeg } from "./legs.ts";
import { newSegment, writeSegment } from "./segments.ts";

export interface NewDial {
  readonly agentLegId: LegId;
  readonly phone: PhoneKind;
  readonly group: GroupName;
  readonly number: string;
  readonly request: string | undefined;
  /** Best first, at least one. */
  readonly ways: readonly [PstnEndpoint, ...PstnEndpoint[]];
}

/** The agent's phone gets its answer: call the number. The call is the house's from this moment, answered or not. */
export function placeCall(s: EngineState, agent: AgentRecord, given: NewDial): void {
  const [way, ...left] = given.ways;
  const call = createCall(s, {
    direction: "outbound",
    customerLegId: s.newId(),
    from: shownAs(way),
    to: given.number,
    trunk: way.trunk,
    group: given.group,
    arrivedAt: s.now,
    hasWaited: false,
  });
  call.dial = {
    agent: agent.name,
    phone: given.phone,
    agentLegId: given.agentLegId,
    segmentId: s.newId(),
    recordingPart: s.groups.get(given.group)?.config.record === true ? 1 : undefined,
    request: given.request,
    startedAt: s.now,
    left,
    way,
    ringingAt: undefined,
    early: false,
    joined: false,
    failed: undefined,
  };
  const { agentLegId } = call.dial;
  legSeen(s, openLeg(s, { legId: agentLegId, callId: call.callId, role: "agent", agent: agent.name }));
  beginDialing(s, call, agent, "dialled");
  recordDecision(s, call, "dialled", agent.name);
  sendDial(s, call, call.dial);
}

/** The agent is at it, and the call has its time limit. */
export function beginDialing(s: EngineState, call: CallRecord, agent: AgentRecord, why: "dialled" | "adopted"): void {
  call.agent = agent.name;
  setCallState(s, call, "dialing");
  moveAgent(s, agent, "dialing");
  agent.callId = call.callId;
  agentChanged(s, agent, agent.name, why);
}

/** The command again where the phone asked again, or that of the next try. */
export function sendDial(s: EngineState, call: CallRecord, dial: DialRecord): void {
  if (!s.legs.has(call.customerLegId)) {
    openLeg(s, { legId: call.customerLegId, callId: call.callId, role: "customer" });
  }
  s.output.command({
    type: "leg.dial",
    legId: dial.agentLegId,
    callId: call.callId,
    group: call.group,
    startedAt: dial.startedAt,
    agent: dial.agent,
    phone: dial.phone,
    segmentId: dial.segmentId,
    recordingPart: dial.recordingPart,
    customerLegId: call.customerLegId,
    endpoint: dial.way,
    ringMs: timings.dialRingMs,
  });
  armDialDeadline(s, call, dial);
}

export function armDialDeadline(s: EngineState, call: CallRecord, dial: DialRecord): void {
  const isAnswered = s.legs.get(call.customerLegId)?.answeredAt !== undefined;
  const limitMs =
    dial.failed !== undefined
      ? timings.askMs
      : isAnswered
        ? timings.bridgeMs
        : dial.ringingAt === undefined
          ? timings.dialProgressMs + timings.legAppearsMs
          : timings.dialRingMs + timings.ringGraceMs;
  s.deadlines.arm({ kind: "dial", callId: call.callId }, s.now + limitMs);
}

/** The present try came to nothing: the next trunk where the line was at fault, else the end, said to the agent's phone. */
export function dialFailed(s: EngineState, call: CallRecord, dial: DialRecord, cause: LegEndCause): void {
  const [way, ...left] = dial.left;
  if (way === undefined || !isLineFault(cause)) {
    endDial(s, call, dial, { cause, reason: endReasonOf(cause) });
    return;
  }
  expectLegEnd(s, call.customerLegId);
  s.indexes.countTrunkCall(call.trunk, -1);
  s.indexes.countTrunkCall(way.trunk, 1);
  Object.assign(dial, { way, left, ringingAt: undefined, early: false, joined: false, failed: undefined });
  call.trunk = way.trunk;
  call.from = shownAs(way);
  call.customerLegId = s.newId();
  writeCall(s, call);
  sendDial(s, call, dial);
}

/** Nobody will answer; `hangUp` of the customer's leg where it is still there. */
export function endDial(
  s: EngineState,
  call: CallRecord,
  dial: DialRecord,
  { cause, reason, at = s.now }: { cause: LegEndCause; reason: CallEndReason; at?: number },
): void {
  if (s.legs.has(dial.agentLegId)) hangUpLeg(s, dial.agentLegId, hangUpCauseOf(reason));
  if (reason !== "cancelled" && reason !== "no-answer") expectLegEnd(s, call.customerLegId);
  endCall(s, call, { reason, at, cause, hangUp: "normal" });
}

/** Answered, and that both are joined has not been told yet: what happens now happens to a talk. */
export function connectIfAnswered(s: EngineState, call: CallRecord): void {
  const answeredAt = s.legs.get(call.customerLegId)?.answeredAt;
  if (call.dial !== undefined && answeredAt !== undefined) connectDial(s, call, call.dial, answeredAt);
}

/** The called party answered and both hear each other: the talk is like any other from here on. */
export function connectDial(s: EngineState, call: CallRecord, dial: DialRecord, at: number): void {
  s.deadlines.clear({ kind: "dial", callId: call.callId });
  call.dial = undefined;
  call.hasWaited = true;
  call.answeredAt = at;
  const segment = {
    ...newSegment({ ...dial, offerId: undefined }, at),
    dialled: true,
    recordingParts: dial.recordingPart ?? 0,
  };
  call.segment = segment;
  setCallState(s, call, "talking");
  writeSegment(s, call, segment, "talking");
  const agent = s.agents.get(dial.agent);
  if (agent === undefined) return;
  moveAgent(s, agent, "talking");
  agentChanged(s, agent, "system", "bridged", at);
}

/** The carrier or the way to it, not the called party, so another trunk may do better. */
export function isLineFault(cause: LegEndCause): boolean {
  return endReasonOf(cause) === "line-failed";
}

/** How a call that nobody answered ended, from how its leg did. */
export function endReasonOf(cause: LegEndCause): CallEndReason {
  switch (cause) {
    case "busy":
    case "rejected":
    case "no-answer":
    case "invalid-number":
    case "switch-lost":
      return cause;
    case "not-registered":
      return "powered-off";
    case "caller-gone":
      return "cancelled";
    case "normal":
      // Released by the carrier without an answer, after its announcement.
      return "no-answer";
    case "unreachable":
    case "media-lost":
    case "barred":
    case "congestion":
    case "unknown":
      return "line-failed";
  }
}

function hangUpCauseOf(reason: CallEndReason): HangUpCause {
  if (reason === "busy" || reason === "rejected" || reason === "no-answer" || reason === "powered-off") return reason;
  if (reason === "invalid-number") return "not-found";
  return reason === "line-failed" ? "congestion" : "normal";
}

function shownAs({ callerId }: PstnEndpoint) {
  return { number: callerId, name: undefined };
}
