import { expect, test } from "vitest";
import type { CallItem } from "#lib/api/schema.ts";
import { myDay } from "./my-day.ts";

const call = (waitMs: number, talkMs: number, answeredAt?: string): CallItem =>
  ({ callId: "c", waitMs, talkMs, ...(answeredAt === undefined ? {} : { answeredAt }) }) as CallItem;

test("a day without calls has no averages", () => {
  expect(myDay([])).toEqual({ answered: 0, talkMs: 0, averageTalkMs: undefined, averageWaitMs: undefined });
});

test("averages are over answered calls only", () => {
  const day = myDay([
    call(4000, 60_000, "2026-11-22T06:00:00Z"),
    call(6000, 30_000, "2026-11-22T07:00:00Z"),
    call(99_000, 0),
  ]);
  expect(day).toEqual({ answered: 2, talkMs: 90_000, averageTalkMs: 45_000, averageWaitMs: 5000 });
});
