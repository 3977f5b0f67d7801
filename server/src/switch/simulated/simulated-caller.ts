import type { LegId } from "../../acd/index.ts";
import type { LegsInHand } from "./legs-in-hand.ts";

/** One caller. */
export class SimulatedCaller {
  readonly #switch: LegsInHand;
  readonly legId: LegId;

  constructor(simulated: LegsInHand, legId: LegId) {
    this.#switch = simulated;
    this.legId = legId;
  }

  hangUp(): boolean {
    return this.#switch.endCustomer(this.legId, "normal", "party");
  }

  /** Its network is gone. */
  loseMedia(): boolean {
    return this.#switch.endCustomer(this.legId, "media-lost", "lost");
  }

  /** On the keypad, while asked for a rating. */
  press(key: string): boolean {
    return this.#switch.press(this.legId, key);
  }

  get connected(): boolean {
    return this.#switch.modeOf(this.legId) !== undefined;
  }

  get hearsAgent(): boolean {
    const agentLeg = this.#switch.talksWith(this.legId);
    return agentLeg?.muted === false && agentLeg.heldAt === undefined;
  }

  get hearsMusic(): boolean {
    return (
      this.#switch.talksWith(this.legId)?.heldAt !== undefined ||
      ["waiting", "surveying"].includes(this.#switch.modeOf(this.legId) ?? "")
    );
  }

  get agentHears(): boolean {
    const agentLeg = this.#switch.talksWith(this.legId);
    return agentLeg !== undefined && agentLeg.heldAt === undefined;
  }
}
