/** Chance that a failed run can be repeated with: CHAOS_SEED, or one that is printed. */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env["CHAOS_SEED"] ?? Math.floor(Math.random() * 2 ** 31))) {
    this.seed = seed;
    this.#state = seed >>> 0;
  }

  /** mulberry32 (public domain, T. Ettinger); 0 to 1, 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return Math.floor(from + this.next() * (to - from));
  }
}
