/** Instants as people of the organization read them: today 14:05:09, this year 11-22 14:05:09, else with the year. */
export class Clock {
  readonly #format: Intl.DateTimeFormat;
  readonly #now: Date;

  constructor(timeZone: string | undefined, now: Date) {
    this.#now = now;
    this.#format = new Intl.DateTimeFormat("en-CA", {
      ...(timeZone ? { timeZone } : {}),
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
    });
  }

  at(instant: string): string {
    const then = this.#parts(new Date(instant));
    const today = this.#parts(this.#now);
    if (then.date === today.date) return then.time;
    return then.year === today.year ? `${then.date.slice(5)} ${then.time}` : `${then.date} ${then.time}`;
  }

  /** With the date, always. */
  full(instant: string): string {
    const { date, time } = this.#parts(new Date(instant));
    return `${date} ${time}`;
  }

  #parts(instant: Date): { year: string; date: string; time: string } {
    const found = Object.fromEntries(this.#format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const part = (name: string): string => found[name] ?? "";
    return {
      year: part("year"),
      date: `${part("year")}-${part("month")}-${part("day")}`,
      time: `${part("hour")}:${part("minute")}:${part("second")}`,
    };
  }
}

/** `0:42`, `1:02:09`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${String(hours)}:${two(minutes)}:${two(seconds % 60)}`
    : `${String(minutes)}:${two(seconds % 60)}`;
}
