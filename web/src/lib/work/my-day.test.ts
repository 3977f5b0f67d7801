import { expect, test } from "vitest";
import type { CallItem } from "#lib/api/schema.ts";
import { myDay, partIn } from "./my-day.ts";

type OfAgent = NonNullable<CallItem["ofAgent"]>;

const call = (waitMs: number, talkMs: number, ofAgent: OfAgent): CallItem =>
  ({ callId: "c", direction: "inbound", waitMs, talkMs, ofAgent }) as CallItem;

test("a day without calls has no averages", () => {
  expect(myDay([])).toEqual({ answered: 0, talkMs: 0, averageTalkMs: undefined, averageWaitMs: undefined });
});

test("figures are over the calls the agent talked in, its own part of each; what rang in vain or was a consult is no answered call", () => {
  const day = myDay([
    call(4000, 60_000, { part: "talked", talkMs: 60_000 }),
    // Passed on to a colleague after half a minute.
    call(6000, 90_000, { part: "talked", talkMs: 30_000 }),
    call(99_000, 0, { part: "rang", talkMs: 0 }),
    call(9000, 20_000, { part: "consulted", talkMs: 0 }),
  ]);
  expect(day).toEqual({ answered: 2, talkMs: 90_000, averageTalkMs: 45_000, averageWaitMs: 5000 });
});

test("a call the agent placed counts as talk time, not as a call answered, and nobody waited in it", () => {
  const placed: CallItem = { ...call(0, 30_000, { part: "talked", talkMs: 30_000 }), direction: "outbound" };
  expect(myDay([placed, call(4000, 60_000, { part: "talked", talkMs: 60_000 })])).toEqual({
    answered: 1,
    talkMs: 90_000,
    averageTalkMs: 45_000,
    averageWaitMs: 4000,
  });
});

test("a consult is not a missed call", () => {
  expect(partIn(call(0, 20_000, { part: "consulted", talkMs: 0 }))).toBe("consulted");
});
