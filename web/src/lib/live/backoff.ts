/** Pause before attempt `attempt` (from 1): half a second doubling to ten, spread so that a room of pages does not return as one. */
export function retryDelayMs(attempt: number, chance: number, longestMs = 10_000): number {
  const fullMs = Math.min(longestMs, 500 * 2 ** (Math.max(1, attempt) - 1));
  return Math.round(fullMs * (0.5 + chance / 2));
}
