import type { CalledNumber } from "./placed-calls.ts";
import type { Scheduler } from "./scheduler.ts";

export interface SimulatedSwitchParts {
  /** Engine time, ms since the epoch. */
  now(): number;
  /** Tests bring their own time. */
  readonly scheduler?: Scheduler;
  /** Between something happening and the engine hearing of it, or a command and its effect. */
  readonly delayMs?: number;
  /** How often a waiting leg asks. */
  readonly askEveryMs?: number;
  readonly world?: (number: string, trunk: string) => CalledNumber;
}
