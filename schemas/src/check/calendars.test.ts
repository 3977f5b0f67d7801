import { expect, test } from "vitest";
import type { CalendarDocument } from "../types.gen.ts";
import { checkCalendars } from "./calendars.ts";
import { Entries } from "./entries.ts";

type Hours = CalendarDocument["spec"]["hours"][number];

function period(days: Hours["days"], from: string, to: string): Hours {
  return { days, from, to };
}

/** The words of what overlaps, and the place in the list of the period blamed. */
function overlaps(...hours: Hours[]): unknown[] {
  const spec = { hours, holidays: [], alwaysOpen: false };
  const content: CalendarDocument = { kind: "Calendar", name: "c", label: "日历", spec };
  const entry = { kind: "Calendar", name: "c", file: "c.yaml", document: 0, content, joins: [] } as const;
  return checkCalendars(new Entries([entry], new Map(), false)).map(({ code, at, params }) => [
    code,
    "path" in at ? at.path[2] : undefined,
    (params["day"] as { zh: string }).zh,
  ]);
}

test("periods that touch do not overlap", () => {
  expect(overlaps(period(["mon"], "08:00", "12:00"), period(["mon"], "12:00", "18:00"))).toEqual([]);
});

test("periods of different days do not overlap", () => {
  expect(overlaps(period(["mon"], "08:00", "12:00"), period(["tue"], "08:00", "12:00"))).toEqual([]);
});

test("a day shift and the night shift that begins with its end and ends with its beginning fill the week", () => {
  const all: Hours["days"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  expect(overlaps(period(all, "08:00", "17:30"), period(all, "17:30", "08:00"))).toEqual([]);
});

test("a period from midnight to midnight on every day is the whole week and does not overlap itself", () => {
  expect(overlaps(period(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "00:00", "00:00"))).toEqual([]);
});

test("a night that reaches into the next morning overlaps the morning's period", () => {
  expect(overlaps(period(["mon"], "22:00", "06:00"), period(["tue"], "05:00", "09:00"))).toEqual([
    ["calendar.hours-overlap", 1, "周二"],
  ]);
});

test("Sunday night reaches into Monday", () => {
  expect(overlaps(period(["mon"], "05:00", "09:00"), period(["sun"], "22:00", "06:00"))).toEqual([
    ["calendar.hours-overlap", 1, "周一"],
  ]);
});

test("a period that meets several others is reported with each of them, once however many days it is", () => {
  expect(
    overlaps(
      period(["mon", "tue"], "08:00", "18:00"),
      period(["mon", "tue"], "09:00", "10:00"),
      period(["mon"], "11:00", "12:00"),
    ),
  ).toEqual([
    ["calendar.hours-overlap", 1, "周一"],
    ["calendar.hours-overlap", 2, "周一"],
  ]);
});
