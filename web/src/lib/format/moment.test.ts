import { expect, test } from "vitest";
import { boundsOfDays, dayOf, formatFullMoment, formatMoment } from "./moment.ts";

const zone = "Asia/Shanghai";
const now = Date.parse("2026-11-22T14:05:09+08:00");

test.each([
  ["2026-11-22T00:00:01+08:00", "00:00:01"],
  ["2026-11-21T23:59:59+08:00", "11-21 23:59"],
  ["2025-11-22T14:05:09+08:00", "2025-11-22 14:05"],
])("seen on 2026-11-22 in Shanghai, %s is shown as %s", (iso, shown) => {
  expect(formatMoment(Date.parse(iso), now, zone)).toBe(shown);
});

test("the day and the clock are the organization's, not the computer's", () => {
  expect(dayOf(Date.parse("2026-11-21T16:30:00Z"), zone)).toBe("2026-11-22");
  expect(formatFullMoment(Date.parse("2026-11-21T16:30:00Z"), zone)).toBe("2026-11-22 00:30:00");
});

test("the bounds of days reach from the first midnight to the midnight after the last day", () => {
  expect(boundsOfDays("2026-11-21", "2026-11-22", zone)).toEqual({
    fromAt: Date.parse("2026-11-21T00:00:00+08:00"),
    untilAt: Date.parse("2026-11-23T00:00:00+08:00"),
  });
});

test("a day with a clock change has its true length", () => {
  const { fromAt, untilAt } = boundsOfDays("2026-03-29", "2026-03-29", "Europe/Berlin");
  expect(untilAt - fromAt).toBe(23 * 3_600_000);
});
