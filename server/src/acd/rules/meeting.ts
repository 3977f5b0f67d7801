import type { LegId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";

/** Agent and customer belong in the call's room, and so the customer does as soon as somebody is there. */
export function meets({ state, inRoom, consult }: CallRecord): boolean {
  return state === "talking" && inRoom && consult?.with !== "target";
}

/** The customer and at least one other are in the room. */
export function hasMet({ roomLegs, customerLegId }: CallRecord): boolean {
  return roomLegs.includes(customerLegId) && roomLegs.length > 1;
}

/** Until they have met, a deadline runs. */
export function expectMeeting(s: EngineState, call: CallRecord): void {
  const deadline = { kind: "room", callId: call.callId } as const;
  if (!meets(call) || hasMet(call)) s.deadlines.clear(deadline);
  else if (!s.deadlines.has(deadline)) s.deadlines.arm(deadline, s.now + timings.meetMs);
}

/** The next meeting is in a room of its own; nobody is there yet. */
export function meetAnew(s: EngineState, call: CallRecord): void {
  call.room = s.newId();
  call.roomLegs = [];
  call.leftAlone = false;
}

export function leaveRoom(s: EngineState, call: CallRecord, legId: LegId): void {
  call.roomLegs = call.roomLegs.filter((other) => other !== legId);
  expectMeeting(s, call);
}
