import type { CalendarDocument } from "@hotline/schemas";
import { describe, expect, it } from "vitest";
import { openingConditions } from "./calendar.ts";

function calendar(spec: Partial<CalendarDocument["spec"]>): CalendarDocument {
  return { kind: "Calendar", name: "c", label: "c", spec: { hours: [], holidays: [], alwaysOpen: false, ...spec } };
}

describe("openingConditions", () => {
  it("when a calendar is always open, then there is one window without a condition; when never, then none", () => {
    expect(openingConditions(calendar({ alwaysOpen: true }))).toEqual([[]]);
    expect(openingConditions(calendar({}))).toEqual([]);
  });

  it("when hours lie within a day, then the window ends a second before the end, which belongs to it no more", () => {
    expect(openingConditions(calendar({ hours: [{ days: ["mon", "sun"], from: "08:00", to: "17:30" }] }))).toEqual([
      ['<condition wday="2" time-of-day="08:00:00-17:29:59"/>'],
      ['<condition wday="1" time-of-day="08:00:00-17:29:59"/>'],
    ]);
  });

  it("when hours pass midnight, then the part after it is a window of the next day", () => {
    expect(openingConditions(calendar({ hours: [{ days: ["sat"], from: "22:00", to: "06:00" }] }))).toEqual([
      ['<condition wday="7" time-of-day="22:00:00-23:59:59"/>'],
      ['<condition wday="1" time-of-day="00:00:00-05:59:59"/>'],
    ]);
    expect(openingConditions(calendar({ hours: [{ days: ["sat"], from: "22:00", to: "00:00" }] }))).toEqual([
      ['<condition wday="7" time-of-day="22:00:00-23:59:59"/>'],
    ]);
  });

  it("when there are holidays, then each window refuses them first, and a night begun on one refuses the morning after", () => {
    const holidays = [{ date: "2026-12-31", label: "除夕" }];
    expect(openingConditions(calendar({ hours: [{ days: ["thu"], from: "22:00", to: "06:00" }], holidays }))).toEqual([
      [
        '<condition year="2026" mon="12" mday="31" break="on-true"/>',
        '<condition wday="5" time-of-day="22:00:00-23:59:59"/>',
      ],
      [
        '<condition year="2027" mon="1" mday="1" break="on-true"/>',
        '<condition wday="6" time-of-day="00:00:00-05:59:59"/>',
      ],
    ]);
  });
});
