import type { LegReport } from "../events.ts";
import type { LegId, RoomId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";
import { tellAgentLeg } from "./agent-steering.ts";
import { expectMeeting } from "./meeting.ts";
import { tellCustomerLeg } from "./steering.ts";

/**
 * After a time without the switch or without the server: each leg of a talk that is no longer in the bridge of an offer is where its own
 * variables say; one that is not where it belongs is told again.
 */
export function placeLegs(s: EngineState, call: CallRecord, present: ReadonlyMap<LegId, LegReport>): void {
  const { segment, consult, customerLegId } = call;
  if (call.state !== "talking" || segment === undefined || (consult === undefined && !call.inRoom)) return;
  const roomOf = (legId: LegId): RoomId | undefined => present.get(legId)?.room;
  const legs = [customerLegId, segment.agentLegId, ...(consult === undefined ? [] : [consult.legId])];
  call.roomLegs = legs.filter((legId) => roomOf(legId) === call.room);
  if (present.has(segment.agentLegId) && roomOf(segment.agentLegId) !== roomOfConsulting(call)) {
    tellAgentLeg(s, call, segment.agentLegId);
  }
  if (consult !== undefined && present.has(consult.legId) && roomOf(consult.legId) !== roomOfConsulted(call)) {
    tellAgentLeg(s, call, consult.legId);
  }
  if (call.customer === "settled" && present.has(customerLegId))
    tellCustomerIfElsewhere(s, call, roomOf(customerLegId));
  expectMeeting(s, call);
}

function tellCustomerIfElsewhere(s: EngineState, call: CallRecord, room: RoomId | undefined): void {
  const belongs = call.consult?.with === "target" ? undefined : call.room;
  const awaited = call.roomLegs.some((legId) => legId !== call.customerLegId);
  if (room !== belongs && (room !== undefined || awaited)) tellCustomerLeg(s, call);
}

function roomOfConsulting({ room, consult }: CallRecord): RoomId | undefined {
  if (consult?.with !== "target") return room;
  return consult.room;
}

function roomOfConsulted({ room, consult }: CallRecord): RoomId | undefined {
  if (consult === undefined || consult.with === "customer") return undefined;
  if (consult.with === "both") return room;
  return consult.room;
}
