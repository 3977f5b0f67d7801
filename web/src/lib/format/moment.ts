import { parseDate } from "@internationalized/date";

const formats = new Map<string, Intl.DateTimeFormat>();

interface Moment {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** Today 14:05:09, this year 11-22 14:05, else 2025-11-22 14:05; on the clock of the organization. */
export function formatMoment(at: number, now: number, timeZone: string): string {
  const moment = momentIn(at, timeZone);
  const today = momentIn(now, timeZone);
  const day = `${moment.month}-${moment.day}`;
  if (moment.year !== today.year) return `${moment.year}-${day} ${moment.hour}:${moment.minute}`;
  if (day !== `${today.month}-${today.day}`) return `${day} ${moment.hour}:${moment.minute}`;
  return formatClock(at, timeZone);
}

/** 2026-11-22 14:05:09 */
export function formatFullMoment(at: number, timeZone: string): string {
  return `${dayOf(at, timeZone)} ${formatClock(at, timeZone)}`;
}

/** 14:05:09 */
export function formatClock(at: number, timeZone: string): string {
  const { hour, minute, second } = momentIn(at, timeZone);
  return `${hour}:${minute}:${second}`;
}

/** The calendar day an instant belongs to: 2026-11-22. */
export function dayOf(at: number, timeZone: string): string {
  const { year, month, day } = momentIn(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** The first instant of a day and of the day after it; days with a clock change are shorter or longer than 24 h. */
export function boundsOfDays(firstDay: string, lastDay: string, timeZone: string): { fromAt: number; untilAt: number } {
  return {
    fromAt: parseDate(firstDay).toDate(timeZone).getTime(),
    untilAt: parseDate(lastDay).add({ days: 1 }).toDate(timeZone).getTime(),
  };
}

function momentIn(at: number, timeZone: string): Moment {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(timeZone, format);
  }
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: string): string => found[name] ?? "";
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}
