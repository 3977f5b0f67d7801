import type { CallDirection, CallEndReason, CallState, EntryState, GroupName, LegId, Party } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { WaitingKey } from "../state/indexes.ts";
import type { CallRecord } from "../state/records.ts";

export interface NewCall {
  readonly callId?: string;
  readonly direction?: CallDirection;
  readonly customerLegId: LegId;
  readonly from: Party;
  readonly to: string;
  readonly trunk: string | undefined;
  readonly group: GroupName;
  readonly arrivedAt: number;
  readonly hasWaited: boolean;
}

export function createCall(s: EngineState, given: NewCall): CallRecord {
  const { callId = s.newId(), direction = "inbound", ...rest } = given;
  const call: CallRecord = {
    ...rest,
    callId,
    direction,
    state: "arriving",
    agent: undefined,
    answeredAt: undefined,
    entry: undefined,
    rankAt: given.arrivedAt,
    order: s.nextOrder(),
    customer: "settled",
    declined: {},
    dial: undefined,
    offer: undefined,
    segment: undefined,
    recovery: undefined,
    handover: undefined,
    consult: undefined,
    inRoom: false,
    room: callId,
    roomLegs: [],
    leftAlone: false,
    survey: undefined,
    decisions: 0,
    lastRule: undefined,
    heardAt: s.now,
    silences: 0,
    failures: 0,
  };
  s.calls.set(callId, call);
  s.indexes.countTrunkCall(call.trunk, 1);
  const group = s.groups.get(call.group);
  if (group !== undefined) group.openCalls += 1;
  return call;
}

/** Whom the house talks with, however the call began. */
export function customerOf({ direction, from, to }: CallRecord): Party {
  return direction === "outbound" ? { number: to, name: undefined } : from;
}

/** The call is no longer live; what is written of it stays. */
export function dropCall(s: EngineState, call: CallRecord): void {
  if (s.calls.delete(call.callId)) s.indexes.countTrunkCall(call.trunk, -1);
  placeCall(s, call);
}

export function setCallState(s: EngineState, call: CallRecord, state: CallState): void {
  call.state = state;
  placeCall(s, call);
  writeCall(s, call);
}

/** What the customer's leg is doing; see CallRecord. */
export function moveCustomer(s: EngineState, call: CallRecord, customer: CallRecord["customer"]): void {
  call.customer = customer;
  placeCall(s, call);
}

/** A caller waits in the tree of its group unless its leg is probably hanging up. */
export function placeCall(s: EngineState, call: CallRecord): void {
  const { waiting } = s.indexes.group(call.group);
  const key: WaitingKey = [call.rankAt, call.order, call.callId];
  const waits = call.state === "waiting" && call.customer !== "leaving" && s.calls.has(call.callId);
  if (waits === waiting.has(key)) return;
  s.output.groups.add(call.group);
  if (waits) {
    waiting.add(key);
    s.queued.add(call.callId);
  } else {
    waiting.delete(key);
    s.queued.delete(call.callId);
  }
}

export function joinQueue(s: EngineState, call: CallRecord, joinedAt: number): void {
  call.entry = { entryId: s.newId(), joinedAt };
  writeEntry(s, call, "waiting", undefined);
}

export function leaveQueue(s: EngineState, call: CallRecord, state: EntryState, at: number): void {
  if (call.entry === undefined) return;
  writeEntry(s, call, state, Math.max(at, call.entry.joinedAt));
  s.output.groups.add(call.group);
}

function writeEntry(s: EngineState, call: CallRecord, state: EntryState, leftAt: number | undefined): void {
  if (call.entry === undefined) return;
  const { entryId, joinedAt } = call.entry;
  s.output.fact(entryId, {
    table: "queue_entries",
    row: { entryId, callId: call.callId, group: call.group, state, joinedAt, leftAt },
  });
}

export function writeCall(s: EngineState, call: CallRecord, end?: { at: number; reason: CallEndReason }): void {
  s.output.calls.add(call.callId);
  s.output.fact(call.callId, {
    table: "calls",
    row: {
      callId: call.callId,
      direction: call.direction,
      state: end === undefined ? call.state : "ended",
      fromNumber: call.from.number,
      fromName: call.from.name,
      toNumber: call.to,
      trunk: call.trunk,
      group: call.group,
      agent: call.agent,
      arrivedAt: call.arrivedAt,
      answeredAt: call.answeredAt,
      endedAt: end?.at,
      endReason: end?.reason,
    },
  });
}
