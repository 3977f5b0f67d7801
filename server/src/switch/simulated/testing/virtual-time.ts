import type { Scheduler } from "../scheduler.ts";

/** Time that passes only when told, from one planned act to the next. */
export class VirtualTime implements Scheduler {
  #now: number;
  #order = 0;
  readonly #planned = new Map<number, { at: number; act: () => void }>();

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, act: () => void): () => void {
    this.#order += 1;
    const order = this.#order;
    this.#planned.set(order, { at: this.#now + Math.max(0, ms), act });
    return () => this.#planned.delete(order);
  }

  /** Runs the next planned act that is due by then; false when there is none, and then it is then. */
  stepUntil(until: number): boolean {
    let next: { order: number; at: number; act: () => void } | undefined;
    for (const [order, planned] of this.#planned) {
      if (planned.at <= until && (next === undefined || planned.at < next.at)) next = { order, ...planned };
    }
    if (next === undefined) {
      this.#now = Math.max(this.#now, until);
      return false;
    }
    this.#planned.delete(next.order);
    this.#now = Math.max(this.#now, next.at);
    next.act();
    return true;
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    while (this.stepUntil(until)) continue;
  }
}
