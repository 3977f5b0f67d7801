import type { AcdCommand } from "../commands.ts";
import type { LegId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, ConsultRecord, SegmentRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { leaveRoom } from "./meeting.ts";

/*
 * How an agent's leg is steered once it has left the bridge of its offer: as a customer's, decide at once and speak when asked. Each leg of
 * a call has a place, and the place follows from what the call is in; so a leg that asks is always answered with where it belongs.
 */

/** Gives the agent's leg the command of where it belongs now. */
export function tellAgentLeg(s: EngineState, call: CallRecord, legId: LegId): void {
  const leg = s.legs.get(legId);
  if (leg === undefined) return;
  leg.asks = "settled";
  s.deadlines.clear({ kind: "leg-ask", legId });
  const step = placeOf(s, call, legId);
  if (step.type !== "leg.join" || step.room !== call.room) leaveRoom(s, call, legId);
  s.output.command(step);
}

/** What the leg was in ends by itself, and the switch makes it ask. */
export function expectAgentAsk(s: EngineState, legId: LegId): void {
  const leg = s.legs.get(legId);
  if (leg === undefined || leg.asks === "asking") return;
  leg.asks = "due";
  s.deadlines.arm({ kind: "leg-ask", legId }, s.now + timings.askMs);
}

function placeOf(s: EngineState, call: CallRecord, legId: LegId): AcdCommand {
  const { segment, consult } = call;
  if (call.state === "talking" && legId === segment?.agentLegId) {
    if (consult?.with !== "target") return meet(call, legId, segment);
    const recorded = recordsConsults(s, call);
    return consult.room !== undefined
      ? aside(call, legId, consult, recorded)
      : ringOther(call, legId, consult, recorded);
  }
  if (legId === consult?.legId) {
    if (consult.with === "both") return meet(call, legId, consult.segment);
    if (consult.with === "target") return aside(call, legId, consult, recordsConsults(s, call));
    const music = s.groups.get(call.group)?.config.music ?? "";
    return { type: "leg.park", legId, callId: call.callId, music };
  }
  return { type: "leg.hang-up", legId, cause: "normal" };
}

function meet({ callId, room }: CallRecord, legId: LegId, segment: SegmentRecord | undefined): AcdCommand {
  const begins = segment?.recordAtJoin === true && segment.recordingParts > 0;
  const record = begins ? { segmentId: segment.segmentId, part: segment.recordingParts } : undefined;
  return { type: "leg.join", legId, callId, room, customer: undefined, record, recorded: true };
}

function recordsConsults(s: EngineState, { group }: CallRecord): boolean {
  return s.groups.get(group)?.config.recordConsults !== false;
}

function aside(
  { callId }: CallRecord,
  legId: LegId,
  { consultId, room = consultId }: ConsultRecord,
  recorded: boolean,
): AcdCommand {
  return { type: "leg.join", legId, callId, room, customer: undefined, record: undefined, recorded };
}

function ringOther(call: CallRecord, legId: LegId, consult: ConsultRecord, recorded: boolean): AcdCommand {
  return {
    type: "leg.consult",
    legId,
    callId: call.callId,
    consultId: consult.consultId,
    group: call.group,
    agent: consult.agent,
    targetLegId: consult.legId,
    endpoint: { kind: consult.phone, extension: consult.extension },
    ringMs: consult.ringMs,
    caller: call.from,
    segmentId: consult.segmentId,
    recorded,
  };
}
