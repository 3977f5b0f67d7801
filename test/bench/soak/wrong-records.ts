import type { CallRecord } from "../../../server/src/switch/freeswitch/records/call-record.ts";
import { openEnds, type KeptCall } from "../../chaos/support/kept-records.ts";
import type { Visit } from "./agent-habits.ts";
import type { CallerStory } from "./callers.ts";

/** What everybody but the server says of one call. */
export interface Truth {
  readonly caller: CallerStory;
  /** The switch's own record of each leg. */
  readonly legs: readonly CallRecord[];
  /** In the order in which the phones rang. */
  readonly visits: readonly Visit[];
}

/** Between a thing and the note of it: the server goes by its own clock, and hears late of things on a machine that is full. */
const TOLERANCE_MS = 3_000;
/** Of two who end something this close together, either may have been first. */
const TOGETHER_MS = 300;
const SHORT_TALK_MS = 1_000;

/** In words, what the kept records of one caller say otherwise than those who were there. */
export function wrongIn(truth: Truth, kept: readonly KeptCall[]): string[] {
  const [only, ...others] = kept;
  if (only === undefined) return ["no record"];
  if (others.length > 0) return [`${kept.length} records`];
  return [
    ...openEnds(silent(only)).map((what) => `open: ${what}`),
    ...wrongCall(truth, only),
    ...wrongLegs(truth, only),
    ...wrongOffers(truth, only),
    ...wrongTalks(truth, only),
    ...wrongHandovers(truth, only),
  ];
}

/** Of a talk too short for a single frame of sound nothing can be kept, and its record says so: missing, of no length. */
function silent(kept: KeptCall): KeptCall {
  const short = new Set(
    kept.segments
      .filter(({ bridgedAt, endedAt }) => (endedAt?.getTime() ?? Number.NaN) - bridgedAt.getTime() < SHORT_TALK_MS)
      .map(({ segmentId }) => segmentId),
  );
  const empty = ({ state, durationMs, segmentId }: KeptCall["recordings"][number]) =>
    state === "missing" && durationMs === 0 && short.has(segmentId);
  return {
    ...kept,
    recordings: kept.recordings.map((row) => (empty(row) ? { ...row, state: "closed", bytes: 1_000 } : row)),
  };
}

function wrongCall(truth: Truth, { call }: KeptCall): string[] {
  const { caller, legs } = truth;
  const customer = legs.filter(({ role }) => role === "customer");
  const [leg] = customer;
  if (leg === undefined || customer.length > 1)
    return [`the switch has ${customer.length} records of the caller's leg`];
  return [
    ...apart("arrival by SIPp", call.arrivedAt, caller.invitedAt),
    ...apart("arrival by the switch", call.arrivedAt, leg.startedAt),
    ...apart("end by SIPp", call.endedAt, caller.endedAt),
    ...apart("end by the switch", call.endedAt, leg.endedAt),
    ...wrongReason(truth, leg, call.endReason),
  ];
}

/** Whoever was first to end it, by those who did; the switch knows only whose word reached it first. */
function wrongReason(truth: Truth, leg: CallRecord, found: string | null): string[] {
  const { caller, visits } = truth;
  const callerAt = caller.endedBy === "switch" ? undefined : caller.endedAt;
  if (callerAt === undefined && leg.by === "party") return ["the switch says the caller hung up, SIPp does not"];
  const talks = visits.filter((visit) => wasAnswered(truth.legs, visit));
  const agentAt = Math.min(
    ...talks.flatMap(({ phone }) => (phone.fate === "hung-up" ? (phone.endedAt ?? []) : [])),
    ...talks.flatMap(({ page }) => page.hungUpAt ?? []),
  );
  const possible = new Set<string>();
  // From the phone's BYE, or the button, to the switch's end of the leg each of them was under way.
  const agentDoneAt = Math.max(
    agentAt,
    ...truth.legs.flatMap(({ role, endedAt }) => (role === "agent" ? [endedAt] : [])),
  );
  if (callerAt === undefined || agentAt < leg.endedAt + TOGETHER_MS) possible.add("agent-hung-up");
  if (callerAt !== undefined && callerAt < agentDoneAt + TOGETHER_MS) {
    const last = talks.findLast(({ phone }) => phone.answeredAt !== undefined);
    const { answeredAt = Number.POSITIVE_INFINITY, endedAt = callerAt } = last?.phone ?? {};
    // Passed on, it is the next one's from when the server says so, which its phone hears later.
    const leftAt = Math.min(endedAt, last?.page.passedOnAt ?? endedAt);
    if (callerAt > answeredAt - TOGETHER_MS && callerAt < leftAt + TOLERANCE_MS) possible.add("customer-hung-up");
    const passedOn = last?.page.passedOnAt !== undefined && callerAt > leftAt - TOLERANCE_MS;
    if (callerAt < answeredAt + TOGETHER_MS || passedOn) possible.add("abandoned");
  }
  return found !== null && possible.has(found) ? [] : [`ended as ${found}, not ${[...possible].join(" or ")}`];
}

function wrongLegs({ legs }: Truth, { legs: kept }: KeptCall): string[] {
  const known = new Map(kept.map((row) => [row.legId, row]));
  const wrong = legs.flatMap((leg) => {
    const row = known.get(leg.legId);
    known.delete(leg.legId);
    if (row === undefined) return [`the switch had a leg ${leg.role} that no row has`];
    return [
      ...(row.role === leg.role ? [] : [`leg ${row.role} is ${leg.role} on the switch`]),
      ...apart(`end of leg ${leg.role}`, row.endedAt, leg.endedAt),
      ...(row.answeredAt === null || leg.answeredAt === undefined
        ? []
        : apart(`answer of leg ${leg.role}`, row.answeredAt, leg.answeredAt)),
    ];
  });
  return [...wrong, ...[...known.values()].map(({ role }) => `leg ${role} was not on the switch`)];
}

function wrongOffers({ caller, visits, legs }: Truth, { offers, call }: KeptCall): string[] {
  const left = [...offers];
  const callEnd = call.endedAt?.getTime() ?? Number.NaN;
  const wrong = visits.flatMap((visit) => {
    const { agent, phone } = visit;
    const row = takeNearest(left, agent, ({ offeredAt }) => offeredAt, phone.invitedAt);
    if (row === undefined) return [`${agent}'s phone rang and no offer says so`];
    const fits = statesOf(visit, callEnd, wasAnswered(legs, visit));
    return fits.includes(row.state) ? [] : [`offer to ${agent} ended as ${row.state}, not ${fits.join(" or ")}`];
  });
  // Taken back before the phone's INVITE went out, or made for a caller who had just left.
  const unseen = left.filter(({ state, ringingAt, endedAt }) => {
    const late = (endedAt?.getTime() ?? 0) > (caller.endedAt ?? Number.NaN) - TOGETHER_MS;
    return ringingAt !== null || !(state === "caller-gone" || (state === "failed" && late));
  });
  return [...wrong, ...unseen.map(({ agent, state }) => `offer to ${agent} (${state}) rang no phone`)];
}

/** What the offer may be called, by what its phone saw and when the call ended. */
function statesOf({ phone, page }: Visit, callEnd: number, answered: boolean): string[] {
  const endedAt = phone.endedAt ?? Number.NaN;
  const callerLeft = Math.abs(callEnd - endedAt) < TOGETHER_MS ? ["caller-gone"] : [];
  switch (phone.fate) {
    case "hung-up":
    case "hung-up-on": {
      // Answered as the caller left or the ringing was taken back: the talk never began.
      if (!answered) return ["failed", "no-answer", "caller-gone", "rejected"];
      const crossed = endedAt - (phone.answeredAt ?? endedAt) < TOGETHER_MS;
      return crossed ? ["answered", "caller-gone", "rejected", "no-answer"] : ["answered"];
    }
    case "rejected":
      return ["rejected", ...callerLeft];
    case "cancelled":
      return page.rejectedAt === undefined ? ["no-answer", ...callerLeft] : ["rejected", ...callerLeft];
    case "ringing":
    case "up":
      return ["over on its phone, which still has it"];
  }
}

/** What the switch says of the leg behind a visit: whether the phone's answer ever reached it. */
function wasAnswered(legs: Truth["legs"], { agent, phone }: Visit): boolean {
  const near = (leg: CallRecord) => Math.abs(leg.startedAt - phone.invitedAt) < TOLERANCE_MS;
  return legs.some((leg) => leg.role === "agent" && leg.agent === agent && near(leg) && leg.answeredAt !== undefined);
}

function wrongTalks({ visits, legs }: Truth, { segments }: KeptCall): string[] {
  const left = [...segments];
  const wrong = visits.flatMap((visit) => {
    const { agent, phone, page } = visit;
    const { answeredAt, endedAt = Number.NaN } = phone;
    if (answeredAt === undefined || !wasAnswered(legs, visit)) return [];
    const row = takeNearest(left, agent, ({ bridgedAt }) => bridgedAt, answeredAt);
    if (row === undefined) return endedAt - answeredAt < TOGETHER_MS ? [] : [`${agent} talked and no segment says so`];
    // Its own end of the talk is not the customer's, who leaves a moment before the phone is told.
    return [...apart(`end of ${agent}'s segment`, row.endedAt, endedAt), ...wrongHold(row.heldMs, page, endedAt)];
  });
  return [...wrong, ...left.map(({ agent }) => `a segment of ${agent}, whose phone was not answered`)];
}

function wrongHold(found: number, { holdAskedAt, heldAt, retrievedAt }: Visit["page"], endedAt: number): string[] {
  if (holdAskedAt === undefined) return found === 0 ? [] : [`${found} ms on hold, and nobody held`];
  if (heldAt === undefined) return [];
  const heldMs = (retrievedAt ?? endedAt) - heldAt;
  return found > 0 && Math.abs(found - heldMs) < TOLERANCE_MS
    ? []
    : [`${found} ms on hold, and the page says ${heldMs}`];
}

function wrongHandovers({ visits }: Truth, { handovers }: KeptCall): string[] {
  const told = visits.filter(({ page }) => page.passedOnAt !== undefined).map(({ agent }) => agent);
  const found = handovers.map(({ by }) => by);
  const same = told.toSorted().join() === found.toSorted().join();
  return [
    ...(same ? [] : [`passed on by ${found.join(", ") || "nobody"}, not by ${told.join(", ") || "nobody"}`]),
    ...handovers.filter(({ endedAt }) => endedAt === null).map(({ by }) => `open: handover by ${by}`),
  ];
}

/** Of the agent's rows the one whose time is nearest, if it is near at all; the others stay. */
function takeNearest<Row extends { agent: string }>(
  rows: Row[],
  agent: string,
  time: (row: Row) => Date,
  told: number,
): Row | undefined {
  const off = (row: Row) => Math.abs(time(row).getTime() - told);
  const [nearest] = rows
    .filter((row) => row.agent === agent && off(row) < TOLERANCE_MS)
    .sort((a, b) => off(a) - off(b));
  if (nearest !== undefined) rows.splice(rows.indexOf(nearest), 1);
  return nearest;
}

function apart(what: string, found: Date | null, told: number | undefined): string[] {
  if (found === null || told === undefined) return found === null && told === undefined ? [] : [`${what} is not known`];
  const ms = found.getTime() - told;
  return Math.abs(ms) < TOLERANCE_MS ? [] : [`${what} is ${ms} ms off`];
}
