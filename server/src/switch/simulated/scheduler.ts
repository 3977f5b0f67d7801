/** Where the simulated switch has its time from: the machine's timers, or a test's own. */
export interface Scheduler {
  now(): number;
  /** Returns the function that calls it off. */
  after(ms: number, act: () => void): () => void;
}

/** @param now engine time, ms since the epoch */
export function realScheduler(now: () => number): Scheduler {
  return {
    now,
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
}
