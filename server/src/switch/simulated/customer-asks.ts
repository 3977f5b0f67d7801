import type { Asked, CustomerLeg } from "./legs.ts";
import type { SwitchEvent } from "../port.ts";
import type { Scheduler } from "./scheduler.ts";

export interface CustomerAsksParts {
  readonly time: Scheduler;
  readonly delayMs: number;
  /** How often a waiting leg asks. */
  readonly askEveryMs: number;
  isThere(leg: CustomerLeg): boolean;
  report(event: SwitchEvent): void;
}

/** A customer's leg with nothing to do hears music and asks; the command that comes back is its next step. */
export class CustomerAsks {
  readonly #parts: CustomerAsksParts;

  constructor(parts: CustomerAsksParts) {
    this.#parts = parts;
  }

  /** Its music plays for a while, then it asks. */
  wait(leg: CustomerLeg): void {
    leg.mode = "waiting";
    this.#askLater(leg, { after: "wait" });
  }

  soon(leg: CustomerLeg, asked: Asked): void {
    const { time, delayMs } = this.#parts;
    this.#setAsking(leg);
    time.after(delayMs, () => {
      if (leg.mode === "asking") this.now(leg, asked);
    });
  }

  now(leg: CustomerLeg, asked: Asked = { after: "wait" }): void {
    const { isThere, report } = this.#parts;
    if (!isThere(leg)) return;
    this.#setAsking(leg);
    const { legId, from, to, trunk, startedAt } = leg;
    if (leg.callId === undefined) report({ type: "call.arrived", legId, from, to, trunk, arrivedAt: startedAt });
    else report({ type: "leg.asked", legId, ...asked });
  }

  /** Without an answer it asks again. */
  #setAsking(leg: CustomerLeg): void {
    leg.mode = "asking";
    this.#askLater(leg, { after: "wait" });
  }

  #askLater(leg: CustomerLeg, asked: Asked): void {
    leg.cancelNext();
    leg.cancelNext = this.#parts.time.after(this.#parts.askEveryMs, () => this.now(leg, asked));
  }
}
