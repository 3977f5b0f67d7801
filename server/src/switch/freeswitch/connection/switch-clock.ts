import type { EventSocket } from "./event-socket.ts";

/** A reply that took longer says too little about when the switch looked at its clock. */
const LONGEST_ROUND_TRIP_MS = 200;

/**
 * How far the switch's clock is from ours. FreeSWITCH's is monotonic from an offset fixed at its start, so the two drift
 * apart with every NTP step; it is measured again with every ping.
 */
export class SwitchClock {
  readonly #now: () => number;
  #aheadMs: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Also the ping that shows a half-open connection. */
  async measure(socket: EventSocket): Promise<void> {
    const sentAt = this.#now();
    const { switchTimeMs } = await socket.job("uptime");
    const receivedAt = this.#now();
    if (receivedAt - sentAt > LONGEST_ROUND_TRIP_MS || !Number.isFinite(switchTimeMs)) return;
    this.#aheadMs = switchTimeMs - (sentAt + receivedAt) / 2;
  }

  /** How long ago the switch wrote this stamp; 0 when its clock was never read. */
  ageMs(switchTimeMs: number): number {
    if (this.#aheadMs === undefined || !Number.isFinite(switchTimeMs)) return 0;
    return this.#now() + this.#aheadMs - switchTimeMs;
  }
}
