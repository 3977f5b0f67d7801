import type { LegId } from "../../acd/index.ts";
import type { Asked, CustomerLeg, SurveyCommand } from "./legs.ts";
import type { Scheduler } from "./scheduler.ts";

/** How long each prompt plays. */
const PROMPT_MS = 2_000;

export interface SurveyParts {
  readonly time: Scheduler;
  /** The leg has nothing to do and asks. */
  ask(leg: CustomerLeg, asked: Asked): void;
  hangUp(legId: LegId): void;
}

/** What a customer's leg does in the satisfaction survey: a prompt and a key, or the thanks and the end. */
export class SimulatedSurveys {
  readonly #parts: SurveyParts;

  constructor(parts: SurveyParts) {
    this.#parts = parts;
  }

  begin(leg: CustomerLeg, command: SurveyCommand): void {
    const { part, levels, segmentId, agent, askedAt, keys, waitMs } = command;
    const { time, hangUp } = this.#parts;
    leg.survey = { part, levels, segmentId, agent, askedAt, keys };
    leg.mode = "surveying";
    leg.cancelNext();
    leg.cancelNext =
      part === "thanks"
        ? time.after(PROMPT_MS, () => hangUp(leg.legId))
        : time.after(PROMPT_MS + waitMs, () => this.#partOver(leg));
  }

  /** @returns false for a key at another time, which is lost */
  press(leg: CustomerLeg | undefined, key: string): boolean {
    if (leg?.mode !== "surveying" || leg.survey === undefined || leg.survey.part === "thanks") return false;
    leg.survey = { ...leg.survey, keys: leg.survey.keys + key.slice(0, 1) };
    this.#partOver(leg);
    return true;
  }

  #partOver(leg: CustomerLeg): void {
    if (leg.survey !== undefined) this.#parts.ask(leg, { after: "survey", survey: leg.survey });
  }
}
