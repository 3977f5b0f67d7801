import { finding, type Finding } from "../problems/finding.ts";
import type { Words } from "../words.ts";
import type { CalendarDocument } from "../types.gen.ts";
import { fieldAt } from "../kind-schemas.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";
import { fieldWords } from "./schema-findings.ts";
import { repeated } from "./repeated.ts";

type Hours = CalendarDocument["spec"]["hours"][number];
type Day = Hours["days"][number];

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
const weekDays: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

interface Span {
  /** Index in the calendar's list of hours. */
  index: number;
  day: Day;
  /** Minutes since Monday 00:00. */
  from: number;
  to: number;
}

export function checkCalendars(entries: Entries): Finding[] {
  return entries.valid("Calendar").flatMap((calendar) => [
    ...repeated(
      calendar,
      ["spec", "holidays"],
      calendar.content.spec.holidays.map(({ date }) => date),
      "date",
    ),
    ...overlaps(calendar),
    ...meaningless(calendar),
  ]);
}

export function neverOpen(calendar: CalendarDocument): boolean {
  return !calendar.spec.alwaysOpen && calendar.spec.hours.length === 0;
}

function overlaps(calendar: ValidEntry<"Calendar">): Finding[] {
  const { label, spec } = calendar.content;
  const spans = spec.hours.flatMap((hours, index) => spansOf(hours, index)).sort((a, b) => a.from - b.from);
  const reported = new Set<string>();
  const findings: Finding[] = [];
  for (const [span, next] of meetingPairs(spans)) {
    const [first, second] = span.index <= next.index ? [span, next] : [next, span];
    const pair = `${first.index} ${second.index}`;
    if (reported.has(pair)) continue;
    reported.add(pair);
    findings.push(
      finding("calendar.hours-overlap", placeIn(calendar, ["spec", "hours", second.index]), {
        label,
        day: dayWords(next.day),
        first: periodText(spec.hours[first.index]),
        second: periodText(spec.hours[second.index]),
      }),
    );
  }
  return findings;
}

function spansOf(hours: Hours, index: number): Span[] {
  const from = minuteOf(hours.from);
  const to = minuteOf(hours.to);
  const length = to > from ? to - from : to + dayMinutes - from;
  return hours.days.map((day) => {
    const begins = weekDays.indexOf(day) * dayMinutes + from;
    return { index, day, from: begins, to: begins + length };
  });
}

/** Pairs of spans, sorted by their beginning, where the second begins before the first has ended. */
function* meetingPairs(spans: readonly Span[]): Generator<[Span, Span]> {
  // The week is a circle: Sunday night may reach into Monday, where the first spans are.
  const nextWeek = spans.map((span) => ({ ...span, from: span.from + weekMinutes, to: span.to + weekMinutes }));
  for (const [position, span] of spans.entries()) {
    for (const next of [...spans.slice(position + 1), ...nextWeek.slice(0, position)]) {
      if (next.from >= span.to) break;
      yield [span, next];
    }
  }
}

function minuteOf(clockTime: string): number {
  const [hour = 0, minute = 0] = clockTime.split(":").map(Number);
  return hour * 60 + minute;
}

function periodText(hours: Hours | undefined): string {
  return hours ? `${hours.from}–${hours.to}` : "";
}

function dayWords(day: Day): Words {
  return fieldAt("Calendar", ["spec", "hours", 0, "days", 0])?.["x-field"]?.values?.[day] ?? { zh: day, en: day };
}

function meaningless(calendar: ValidEntry<"Calendar">): Finding[] {
  const { label, spec } = calendar.content;
  if (!spec.alwaysOpen) return [];
  return (["hours", "holidays"] as const)
    .filter((name) => spec[name].length > 0)
    .map((name) => {
      const path = ["spec", name];
      return finding("calendar.always-open", placeIn(calendar, path, "key"), {
        label,
        field: fieldWords("Calendar", path),
      });
    });
}
