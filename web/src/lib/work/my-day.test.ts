import { expect, test } from "vitest";
import type { CallItem } from "#lib/api/schema.ts";
import { myDay } from "./my-day.ts";

const call = (waitMs: number, talkMs: number, answeredAt?: string, agent = "li-na"): CallItem =>
  ({
    callId: "c",
    waitMs,
    talkMs,
    ...(answeredAt === undefined ? {} : { answeredAt, agent: { name: agent, label: agent } }),
  }) as CallItem;

test("a day without calls has no averages", () => {
  expect(myDay("li-na", [])).toEqual({ answered: 0, talkMs: 0, averageTalkMs: undefined, averageWaitMs: undefined });
});

test("figures are over the calls the agent answered, not those a colleague took after all", () => {
  const day = myDay("li-na", [
    call(4000, 60_000, "2026-11-22T06:00:00Z"),
    call(6000, 30_000, "2026-11-22T07:00:00Z"),
    call(99_000, 0),
    call(9000, 20_000, "2026-11-22T08:00:00Z", "wang-fang"),
  ]);
  expect(day).toEqual({ answered: 2, talkMs: 90_000, averageTalkMs: 45_000, averageWaitMs: 5000 });
});
