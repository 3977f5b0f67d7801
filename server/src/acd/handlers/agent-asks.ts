import type { AcdEvent } from "../events.ts";
import { tellAgentLeg } from "../rules/agent-steering.ts";
import { dropConsulted } from "../rules/consults.ts";
import { expectLegEnd, hangUpLeg } from "../rules/legs.ts";
import { leaveRoom, meetAnew } from "../rules/meeting.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, LegRecord } from "../state/records.ts";

type Asked = Extract<AcdEvent, { type: "leg.asked" }>;

/** An agent's leg has nothing to do: whom it consulted is gone, or it was left alone in a room. It is told where it belongs. */
export function onAgentAsked(s: EngineState, call: CallRecord, leg: LegRecord, event: Asked): void {
  leg.asks = "asking";
  s.deadlines.clear({ kind: "leg-ask", legId: leg.legId });
  s.answeringLeg = leg.legId;
  const wasThere = call.roomLegs.includes(leg.legId);
  if (event.after === "room" && wasThere) meetAnew(s, call);
  leaveRoom(s, call, leg.legId);
  const { consult, segment } = call;
  if (segment?.agentLegId === leg.legId) call.leftAlone = false;
  const isConsulting = segment?.agentLegId === leg.legId && consult?.with === "target";
  // Of an earlier consult, or the answer with the present one never came: told again.
  if (!isConsulting || event.after === "wait") return;
  if (event.after === "offer" && event.agentLegId !== consult.legId) return;
  if (event.after === "room" && consult.room === undefined) return;
  expectLegEnd(s, consult.legId);
  dropConsulted(s, call, { cause: event.cause ?? "unknown", legGone: true });
}

/** Run last in each event. */
export function answerAgentLeg(s: EngineState): void {
  const legId = s.answeringLeg;
  s.answeringLeg = undefined;
  const leg = legId === undefined ? undefined : s.legs.get(legId);
  if (leg?.asks !== "asking") return;
  const call = s.calls.get(leg.callId);
  if (call !== undefined && leg.closing === undefined) tellAgentLeg(s, call, leg.legId);
  else {
    leg.asks = "settled";
    hangUpLeg(s, leg.legId, "normal");
  }
}

export function onAgentAskDeadline(s: EngineState, legId: string): void {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (call !== undefined && leg?.closing === undefined) tellAgentLeg(s, call, legId);
}
