import type { LegId, PhoneKind } from "../../acd/index.ts";
import type { SimulatedPhones } from "../port.ts";
import type { LegsInHand, PhoneOnLine } from "./legs-in-hand.ts";

/** One agent's phone and the hand at it. What it is asked while it does not ring or talk, it cannot do: false. */
export class SimulatedPhone implements PhoneOnLine {
  readonly #switch: LegsInHand;
  readonly extension: string;
  readonly kind: PhoneKind;
  #registered = false;

  constructor(simulated: LegsInHand, extension: string, kind: PhoneKind) {
    this.#switch = simulated;
    this.extension = extension;
    this.kind = kind;
  }

  get registered(): boolean {
    return this.#registered;
  }

  register(): void {
    this.#registered = true;
    this.#switch.phoneChanged(this);
  }

  unregister(): void {
    this.#registered = false;
    this.#switch.phoneChanged(this);
  }

  /** Gone without a word: the switch believes in it until it rings it. */
  vanish(): void {
    this.#registered = false;
  }

  get rings(): boolean {
    return this.#switch.agentLegOf(this.extension)?.state === "ringing";
  }

  answer(): boolean {
    const leg = this.#switch.agentLegOf(this.extension);
    return leg?.state === "ringing" && this.#switch.answer(leg.legId);
  }

  reject(): boolean {
    const leg = this.#switch.agentLegOf(this.extension);
    return leg?.state === "ringing" && this.#switch.endAgentLeg(leg.legId, "rejected", "party");
  }

  hangUp(): boolean {
    const leg = this.#switch.agentLegOf(this.extension);
    if (leg === undefined) return this.#switch.endListener(this.extension);
    const ringsAtIt = leg.offer !== undefined && leg.state !== "up";
    return !ringsAtIt && this.#switch.endAgentLeg(leg.legId, "normal", "party");
  }

  /** Places a call; its leg's id, undefined while the phone is not registered or busy. */
  dial(number: string, how: { via: "pad" | "click"; request?: string } = { via: "pad" }): LegId | undefined {
    return this.#switch.place(this, number, how);
  }

  loseMedia(): boolean {
    const leg = this.#switch.agentLegOf(this.extension);
    return leg?.state === "up" && this.#switch.endAgentLeg(leg.legId, "media-lost", "lost");
  }
}

/** The phones as buttons of the page. */
export function phonesOf(simulated: LegsInHand & { phone(extension: string): SimulatedPhone }): SimulatedPhones {
  return {
    register: (extension) => simulated.phone(extension).register(),
    unregister: (extension) => simulated.phone(extension).unregister(),
    answer: (agentLegId) => simulated.answer(agentLegId),
    hangUp: (agentLegId) => simulated.endAgentLeg(agentLegId, "normal", "party"),
  };
}
