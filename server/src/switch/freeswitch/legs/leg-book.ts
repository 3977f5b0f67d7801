import type { AcdCommand, CallId, LegId } from "../../../acd/index.ts";

const STEP_TYPES = [
  "leg.wait",
  "leg.offer",
  "leg.join",
  "leg.consult",
  "leg.park",
  "leg.survey",
  "leg.listen",
] as const;

/** What a leg finds when it asks, or is sent to ask for. */
export type StepCommand = Extract<AcdCommand, { type: (typeof STEP_TYPES)[number] }>;

export function isStepCommand(command: AcdCommand): command is StepCommand {
  return STEP_TYPES.some((type) => type === command.type);
}

/** A command on its way to a leg that was not asking: the leg has been sent to ask for it. */
export interface Poke {
  /** Of the latest sending; one that comes with an earlier has been overtaken. */
  id: number;
  readonly command: StepCommand;
  /** The switch said that the leg is on its way. */
  sent: boolean;
  /** The leg asked by itself meanwhile and was put off. */
  putOff: boolean;
}

/** What the adapter remembers of a leg; the leg's own variables hold all that matters beyond this process. */
export interface KnownLeg {
  readonly legId: LegId;
  readonly role: "customer" | "agent" | "supervisor";
  callId: CallId | undefined;
  /** The last step the leg was given as an answer. */
  lastStep: StepCommand | undefined;
  poke: Poke | undefined;
  /** When the leg was last given an answer, which it needs a moment to take up. */
  answeredAt: number;
  /** Something of this life was seen of the leg: it exists. */
  confirmed: boolean;
}

export class LegBook {
  readonly #legs = new Map<LegId, KnownLeg>();

  get size(): number {
    return this.#legs.size;
  }

  get(legId: LegId): KnownLeg | undefined {
    return this.#legs.get(legId);
  }

  open(legId: LegId, role: KnownLeg["role"], callId: CallId | undefined, confirmed: boolean): KnownLeg {
    const known = this.#legs.get(legId);
    if (known !== undefined) {
      known.callId ??= callId;
      known.confirmed ||= confirmed;
      return known;
    }
    const leg: KnownLeg = { legId, role, callId, lastStep: undefined, poke: undefined, answeredAt: 0, confirmed };
    this.#legs.set(legId, leg);
    return leg;
  }

  close(legId: LegId): KnownLeg | undefined {
    const leg = this.#legs.get(legId);
    this.#legs.delete(legId);
    return leg;
  }

  clear(): void {
    this.#legs.clear();
  }
}
