import type { CalendarDocument } from "@hotline/schemas";
import { element } from "./template.ts";

type Day = CalendarDocument["spec"]["hours"][number]["days"][number];

const WEEK: readonly Day[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LAST_SECOND = "23:59:59";

interface Window {
  readonly day: Day;
  readonly from: string;
  readonly to: string;
  /** 1 when the window is the part after midnight of a period begun the day before. */
  readonly begunDaysAgo: 0 | 1;
}

/**
 * The conditions under which a calendar is open, one list per window of the week; windows never overlap. The dialplan can
 * only demand, so each window comes after the refusals of its holidays. Times are in the zone named `organization`.
 */
export function openingConditions(calendar: CalendarDocument): string[][] {
  if (calendar.spec.alwaysOpen) return [[]];
  return windowsOf(calendar).map((window) => [
    ...calendar.spec.holidays.map(({ date }) => refuseHoliday(date, window.begunDaysAgo)),
    element("condition", { wday: WEEK.indexOf(window.day) + 1, "time-of-day": `${window.from}-${window.to}` }),
  ]);
}

function windowsOf(calendar: CalendarDocument): Window[] {
  return calendar.spec.hours.flatMap(({ days, from, to }) =>
    days.flatMap((day): Window[] => {
      if (to > from) return [{ day, from: `${from}:00`, to: secondBefore(to), begunDaysAgo: 0 }];
      const evening: Window = { day, from: `${from}:00`, to: LAST_SECOND, begunDaysAgo: 0 };
      if (to === "00:00") return [evening];
      return [evening, { day: dayAfter(day), from: "00:00:00", to: secondBefore(to), begunDaysAgo: 1 }];
    }),
  );
}

/** `break="on-true"` leaves the extension with nothing done when the date is today. */
function refuseHoliday(date: string, begunDaysAgo: 0 | 1): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + begunDaysAgo);
  return element("condition", {
    year: day.getUTCFullYear(),
    mon: day.getUTCMonth() + 1,
    mday: day.getUTCDate(),
    break: "on-true",
  });
}

function dayAfter(day: Day): Day {
  return WEEK[(WEEK.indexOf(day) + 1) % WEEK.length] ?? day;
}

/** The switch compares to the end inclusively. */
function secondBefore(time: string): string {
  if (time === "24:00") return LAST_SECOND;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const seconds = hours * 3_600 + minutes * 60 - 1;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor((seconds % 3_600) / 60))}:${two(seconds % 60)}`;
}
