/** Engine time: the process's monotonic clock anchored to UTC once, so that an NTP step never moves a wait or a talk. */
export interface Clock {
  /** Milliseconds since the epoch, whole, never going back. */
  now(): number;
}

/** @param notBefore the last instant of an earlier life; a host clock set back meanwhile must not reorder the journal */
export function monotonicClock(notBefore = 0): Clock {
  const anchor = Math.max(Date.now(), notBefore) - performance.now();
  let last = notBefore;
  return {
    now() {
      last = Math.max(last, Math.floor(anchor + performance.now()));
      return last;
    },
  };
}
