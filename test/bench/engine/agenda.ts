import { OrderedSet } from "../../../server/src/acd/state/ordered-set.ts";

/** What happens when: the clock of a simulated day. */
export class Agenda {
  readonly #order = new OrderedSet<[at: number, seq: number]>();
  readonly #acts = new Map<number, () => void>();
  #seq = 0;

  at(time: number, act: () => void): void {
    this.#seq += 1;
    this.#order.add([time, this.#seq]);
    this.#acts.set(this.#seq, act);
  }

  nextAt(): number {
    return this.#order.first()?.[0] ?? Number.POSITIVE_INFINITY;
  }

  runNext(): void {
    const first = this.#order.first();
    if (first === undefined) return;
    this.#order.delete(first);
    const act = this.#acts.get(first[1]);
    this.#acts.delete(first[1]);
    act?.();
  }
}
