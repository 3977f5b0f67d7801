import type { AcdFact, CallEndReason, CallFact, EntryFact, OfferState } from "../acd/index.ts";
import type { CallRecord } from "../switch/freeswitch/index.ts";

/** A call as far as it is known: from its rows, or made from the record of a caller the server never heard of. */
export interface CallSoFar {
  readonly call: CallFact;
  readonly entry: EntryFact | undefined;
}

export interface Routing {
  readonly group: string | undefined;
  readonly trunk: string | undefined;
}

/**
 * A caller the server never heard of. The ids are the leg's own, so that reading the record again writes the same rows.
 */
export function callOfRecord(customer: CallRecord, { group, trunk }: Routing): CallSoFar {
  const { legId, from, to, startedAt } = customer;
  const call: CallFact = {
    callId: legId,
    direction: "inbound",
    state: group === undefined ? "arriving" : "waiting",
    fromNumber: from.number,
    fromName: from.name,
    toNumber: to,
    trunk,
    group,
    agent: undefined,
    arrivedAt: startedAt,
    answeredAt: undefined,
    endedAt: undefined,
    endReason: undefined,
  };
  if (group === undefined) return { call, entry: undefined };
  const entry: EntryFact = {
    entryId: legId,
    callId: legId,
    group,
    state: "waiting",
    joinedAt: startedAt,
    leftAt: undefined,
  };
  return { call, entry };
}

/** The duty list's legs of a call: an offer of each number, a segment of the one that answered (calls.md: place = pstn). */
export function factsOfDuty({ call, entry }: CallSoFar, duty: readonly CallRecord[]): AcdFact[] {
  return duty.flatMap((record): AcdFact[] => {
    const { legId, cause, startedAt, ringingAt, answeredAt, endedAt } = record;
    const { callId } = call;
    const leg = factOfLeg(record, callId);
    if (entry === undefined) return [leg];
    const shared = { callId, offerId: legId, group: entry.group, agent: numberOf(record) };
    const offer: AcdFact = {
      table: "offers",
      row: {
        ...shared,
        entryId: entry.entryId,
        legId,
        phone: "pstn",
        state: answeredAt === undefined ? offerStateOf(cause) : "answered",
        offeredAt: startedAt,
        ringingAt,
        endedAt: answeredAt ?? endedAt,
        cause: answeredAt === undefined ? cause : undefined,
      },
    };
    if (answeredAt === undefined) return [leg, offer];
    const segment: AcdFact = {
      table: "segments",
      row: {
        ...shared,
        segmentId: legId,
        state: "ended",
        bridgedAt: answeredAt,
        endedAt,
        recordingParts: 0,
        heldMs: 0,
        releasedAt: endedAt,
      },
    };
    return [leg, offer, segment];
  });
}

/** How the call and its wait ended, where the switch served it alone. */
export function factsOfEnd(
  { call, entry }: CallSoFar,
  customer: CallRecord | undefined,
  duty: readonly CallRecord[],
): AcdFact[] {
  const talk = duty.find(({ answeredAt }) => answeredAt !== undefined);
  const endedAt = customer?.endedAt ?? call.endedAt ?? talk?.endedAt;
  if (endedAt === undefined) return [];
  const facts: AcdFact[] = customer === undefined ? [] : [factOfLeg(customer, call.callId)];
  if (entry !== undefined && (entry.state === "waiting" || talk !== undefined)) {
    const gaveUp = customer === undefined || customer.by === "party";
    const state = talk !== undefined ? "answered" : gaveUp ? "abandoned" : "timed-out";
    facts.push({ table: "queue_entries", row: { ...entry, state, leftAt: talk?.answeredAt ?? endedAt } });
  }
  facts.push({
    table: "calls",
    row: {
      ...call,
      state: "ended",
      agent: talk === undefined ? call.agent : numberOf(talk),
      answeredAt: call.answeredAt ?? talk?.answeredAt,
      endedAt,
      endReason: talk === undefined ? (call.endReason ?? endReasonOf(call, customer)) : "emergency",
    },
  });
  return facts;
}

function endReasonOf(call: CallFact, customer: CallRecord | undefined): CallEndReason {
  if (call.group === undefined) return "no-route";
  if (customer?.cause === "switch-lost") return "switch-lost";
  return customer?.by === "party" ? "abandoned" : "lost";
}

function factOfLeg(record: CallRecord, callId: string): AcdFact {
  const { legId, role, startedAt, ringingAt, answeredAt, endedAt, cause, raw } = record;
  return {
    table: "legs",
    row: {
      legId,
      callId,
      role: role === "duty" ? "duty" : "customer",
      agent: undefined,
      createdAt: startedAt,
      ringingAt,
      answeredAt,
      endedAt,
      cause,
      raw,
    },
  };
}

/** The duty list knows numbers, not people. */
function numberOf({ dutyNumber, to }: CallRecord): string {
  return dutyNumber ?? to;
}

function offerStateOf(cause: CallRecord["cause"]): OfferState {
  if (cause === "no-answer" || cause === "caller-gone") return cause;
  return cause === "busy" || cause === "rejected" ? "rejected" : "failed";
}
