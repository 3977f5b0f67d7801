import { expect, test } from "vitest";
import type { CallRecord } from "../../../server/src/switch/freeswitch/records/call-record.ts";
import type { KeptCall } from "../../chaos/support/kept-records.ts";
import type { PageStory } from "./agent-habits.ts";
import { wrongIn, type Truth } from "./wrong-records.ts";

const start = 1_700_000_000_000;
const at = (ms: number) => start + ms;
const date = (ms: number) => new Date(at(ms));

const leg = (role: "customer" | "agent", from: number, to: number): CallRecord => ({
  file: "",
  legId: `${role}-leg`,
  role,
  direction: undefined,
  callId: "call",
  group: "bench",
  agent: role === "agent" ? "agent-7" : undefined,
  offerId: undefined,
  segmentId: undefined,
  recordingPart: undefined,
  dutyNumber: undefined,
  peerLegId: undefined,
  from: { number: "11001", name: undefined },
  to: "8000",
  source: { address: "127.0.0.1", port: 5060 },
  startedAt: at(from),
  ringingAt: undefined,
  answeredAt: at(600),
  bridgedAt: at(600),
  endedAt: at(to),
  cause: "normal",
  by: role === "customer" ? "party" : "us",
  raw: { q850: undefined, sip: undefined, text: undefined },
  survey: undefined,
});

/** A caller who is answered after 600 ms, held for two seconds, and hangs up after 4,000. */
const truth: Truth = {
  caller: {
    number: "11001",
    invitedAt: at(0),
    answeredAt: at(610),
    endedAt: at(4_000),
    endedBy: "caller",
    whole: true,
  },
  legs: [leg("customer", 10, 4_010), leg("agent", 30, 4_020)],
  visits: [
    {
      agent: "agent-7",
      phone: {
        extension: "7",
        callId: "call",
        caller: "11001",
        invitedAt: at(40),
        answeredAt: at(600),
        endedAt: at(4_030),
        fate: "hung-up-on",
      },
      page: { holdAskedAt: at(950), heldAt: at(1_000), retrievedAt: at(3_000) },
    },
  ],
};

function kept(): KeptCall {
  const row = (legId: string, role: "customer" | "agent") => ({
    legId,
    callId: "call",
    role,
    agent: null,
    createdAt: date(10),
    ringingAt: null,
    answeredAt: date(600),
    endedAt: date(4_015),
    cause: "normal",
    raw: null,
  });
  return {
    call: {
      callId: "call",
      fromNumber: "11001",
      arrivedAt: date(12),
      answeredAt: date(605),
      endedAt: date(4_012),
      endReason: "customer-hung-up",
      state: "ended",
    },
    legs: [row("customer-leg", "customer"), row("agent-leg", "agent")],
    entries: [{ state: "answered", leftAt: date(605) }],
    offers: [{ agent: "agent-7", state: "answered", offeredAt: date(15), ringingAt: date(50), endedAt: date(605) }],
    segments: [
      {
        segmentId: "segment",
        agent: "agent-7",
        state: "ended",
        bridgedAt: date(605),
        endedAt: date(4_012),
        heldMs: 2_010,
        recordingParts: 1,
      },
    ],
    handovers: [],
    decisions: [],
    recordings: [{ segmentId: "segment", state: "closed", bytes: 64_000, durationMs: 3_400 }],
  } as unknown as KeptCall;
}

/** The record with something written down wrongly. */
function but(change: (record: Record<string, Record<string, unknown>[]> & { call: Record<string, unknown> }) => void) {
  const record = kept();
  change(record as unknown as Parameters<typeof change>[0]);
  return [record];
}

test("records that say what everybody saw are not wrong", () => {
  expect(wrongIn(truth, [kept()])).toEqual([]);
});

test.each([
  ["no record at all", [], /no record/],
  ["two records of one caller", [kept(), kept()], /2 records/],
  [
    "an end that was never written",
    but(({ segments }) => Object.assign(segments?.[0] ?? {}, { endedAt: null })),
    /open: segment/,
  ],
  [
    "another reason of the end",
    but(({ call }) => Object.assign(call, { endReason: "agent-hung-up" })),
    /ended as agent-hung-up/,
  ],
  [
    "an arrival four seconds late",
    but(({ call }) => Object.assign(call, { arrivedAt: date(4_012) })),
    /arrival by SIPp is 4012/,
  ],
  [
    "an end four seconds late",
    but(({ call }) => Object.assign(call, { endedAt: date(8_012) })),
    /end by the switch is 4002/,
  ],
  ["a leg that was not written down", but(({ legs }) => legs?.pop()), /the switch had a leg agent/],
  ["a leg the switch never had", but(({ legs }) => legs?.push({ ...legs[0], legId: "more" })), /was not on the switch/],
  [
    "an offer nobody's phone rang for",
    but(({ offers }) => offers?.push({ ...offers[0], agent: "agent-8" })),
    /rang no phone/,
  ],
  ["a ringing nobody wrote down", but(({ offers }) => offers?.pop()), /phone rang and no offer/],
  [
    "an offer that is said to be rejected",
    but(({ offers }) => Object.assign(offers?.[0] ?? {}, { state: "rejected" })),
    /ended as rejected/,
  ],
  [
    "a talk with another agent",
    but(({ segments }) => Object.assign(segments?.[0] ?? {}, { agent: "agent-8" })),
    /agent-7 talked and no segment/,
  ],
  [
    "a hold that was never written down",
    but(({ segments }) => Object.assign(segments?.[0] ?? {}, { heldMs: 0 })),
    /0 ms on hold/,
  ],
  ["no recording", but(({ recordings }) => recordings?.pop()), /0 of 1 recordings/],
])("%s is found", (_what, rows, says) => {
  expect(wrongIn(truth, rows).join("; ")).toMatch(says);
});

const page = (more: PageStory): Truth => ({
  ...truth,
  visits: truth.visits.map((visit) => ({ ...visit, page: { ...visit.page, ...more } })),
});

test("an agent who hung up first ended the call, whoever's word reached the switch first", () => {
  const agentFirst: Truth = {
    ...page({ hungUpAt: at(2_000) }),
    legs: [leg("customer", 10, 4_010), leg("agent", 30, 2_100)],
  };
  expect(wrongIn(agentFirst, [kept()])).toContain("ended as customer-hung-up, not agent-hung-up");
});

test("of two who ended it while the other's word was under way, either may be on record", () => {
  expect(wrongIn(page({ hungUpAt: at(3_900) }), [kept()])).toEqual([]);
  const rows = but(({ call }) => Object.assign(call, { endReason: "agent-hung-up" }));
  expect(wrongIn(page({ hungUpAt: at(3_900) }), rows)).toEqual([]);
});

test("a hold asked for as the talk ended may have been none, one the page showed was one", () => {
  const none = but(({ segments }) => Object.assign(segments?.[0] ?? {}, { heldMs: 0 }));
  const asked: Truth = {
    ...truth,
    visits: truth.visits.map((visit) => ({ ...visit, page: { holdAskedAt: at(3_900) } })),
  };
  expect(wrongIn(asked, none)).toEqual([]);
  expect(wrongIn(truth, none)).toEqual(["0 ms on hold, and the page says 2000"]);
});

test("an agent who passed the customer on is in the record, and only one who did", () => {
  expect(wrongIn(page({ passedOnAt: at(3_800) }), [kept()])).toEqual(["passed on by nobody, not by agent-7"]);
  const rows = but((record) => record["handovers"]?.push({ by: "agent-7", endedAt: date(4_000) }));
  expect(wrongIn(page({ passedOnAt: at(3_800) }), rows)).toEqual([]);
  expect(wrongIn(truth, rows)).toEqual(["passed on by agent-7, not by nobody"]);
});
