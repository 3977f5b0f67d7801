const samplesKept = 8;

/**
 * The server's clock as seen from here. A message is never early, only late, so of the last few messages the one that
 * puts the server furthest ahead had the least delay and is believed.
 */
export class ServerClock {
  readonly #offsetsMs: number[] = [];

  /** `serverNow` as the message says, `localNow` when it arrived. */
  heard(serverNow: number, localNow: number): void {
    const offsetMs = serverNow - localNow;
    const known = this.#offsetsMs.at(-1);
    // A jump of many seconds is a changed local clock, not a delay: what was known before is void.
    if (known !== undefined && Math.abs(offsetMs - known) > 5000) this.#offsetsMs.length = 0;
    this.#offsetsMs.push(offsetMs);
    if (this.#offsetsMs.length > samplesKept) this.#offsetsMs.shift();
  }

  get offsetMs(): number {
    return this.#offsetsMs.length === 0 ? 0 : Math.max(...this.#offsetsMs);
  }
}
