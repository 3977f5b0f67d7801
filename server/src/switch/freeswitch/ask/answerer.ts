import { EMERGENCY_NUMBERS, type AcdCommand, type LegId, type PhoneKind } from "../../../acd/index.ts";
import type { SwitchListener, SwitchEvent } from "../../port.ts";
import type { SwitchClock } from "../connection/switch-clock.ts";
import { dialplanDocument, NOT_FOUND_DOCUMENT, setVariables } from "../dialplan-xml.ts";
import { isStepCommand, type KnownLeg, type LegBook, type StepCommand } from "../legs/leg-book.ts";
import { CONTEXT, VARIABLE } from "../names.ts";
import { consultStep, parkStep } from "../steps/consult.ts";
import { joinStep } from "../steps/join.ts";
import { challengeStep, dialStep, refuseStep, settleStep } from "../steps/dial.ts";
import { listenPauseStep, listenStep } from "../steps/listen.ts";
import { offerStep } from "../steps/offer.ts";
import { hangUpStep, shortWaitStep, waitStep, type StepContext } from "../steps/step.ts";
import { surveyStep } from "../steps/survey.ts";
import { displayNumber } from "../text.ts";
import type { CallSource } from "../trunk-peers.ts";
import type { Wiring } from "../wiring.ts";
import { directoryAnswer } from "./directory.ts";
import type { AskForm } from "./form.ts";
import { readQuestion, stampMs, type Question } from "./question.ts";

/** The switch itself gives up after a second; a decision later than this must not take effect. */
const ANSWER_WITHIN_MS = 900;

type Step = StepCommand | Extract<AcdCommand, { type: "leg.dial" | "leg.refuse" | "leg.emergency" | "leg.hang-up" }>;

export interface AnswererParts {
  readonly wiring: Wiring;
  readonly listener: SwitchListener;
  readonly legs: LegBook;
  readonly clock: SwitchClock;
  readonly steps: StepContext;
  trunkOf(source: CallSource): string | undefined;
  phoneKindOf(extension: string): PhoneKind;
  /** Resolves true as soon as the engine knows what the switch holds, false when that takes longer than `withinMs`. */
  ready(withinMs: number): Promise<boolean>;
  /** An offer or a consult was given as an answer; the leg it makes has to appear. */
  offered(command: Extract<AcdCommand, { type: "leg.offer" | "leg.consult" }>): void;
  /** The leader's leg was told to listen; that it does has to be seen. */
  listens(command: Extract<AcdCommand, { type: "leg.listen" }>): void;
}

/** Answers each question of the switch; undefined sends the leg to the emergency path on disk. */
export class Answerer {
  readonly #parts: AnswererParts;

  constructor(parts: AnswererParts) {
    this.#parts = parts;
  }

  answer(form: AskForm): Promise<string | undefined> | string | undefined {
    if (form.get("section") === "directory") return directoryAnswer(form, this.#parts.listener);
    const question = readQuestion(form);
    if (question === undefined) return undefined;
    // The far end of a test call is on disk, and only there.
    if (question.context === CONTEXT.testCall) return NOT_FOUND_DOCUMENT;
    if (question.unsettled) return dialplanDocument(question.context, settleStep());
    const leftMs = ANSWER_WITHIN_MS - this.#parts.clock.ageMs(stampMs(form));
    if (leftMs <= 0) {
      this.#parts.wiring.log("warn", "a question of the switch was read too late", { legId: question.legId });
      return undefined;
    }
    if (this.#parts.wiring.socket() !== undefined) return this.#decide(form, question);
    return this.#parts.ready(leftMs).then((isReady) => (isReady ? this.#decide(form, question) : undefined));
  }

  #decide(form: AskForm, question: Question): string | undefined {
    const { legs, wiring, listener, clock } = this.#parts;
    if (question.context === CONTEXT.phones && question.phone === undefined) {
      return dialplanDocument(question.context, challengeStep());
    }
    const leg = legs.get(question.legId);
    const poked = leg === undefined ? undefined : this.#pokedStep(leg, question);
    if (poked !== undefined) return this.#document(question, poked);

    let event = this.#eventOf(question, leg);
    if (event === undefined) return this.#nobodysPhone(question);
    const isPhones = event.type === "call.placed" || (event.type === "leg.asked" && event.after === "dial");
    const role = isPhones ? "agent" : (question.role ?? "customer");
    const known = legs.open(question.legId, role, question.callId, true);
    const isMine = (command: AcdCommand): command is Step => command.legId === question.legId && isStep(command);
    let commands = listener.handle(event);
    const isLost = event.type === "leg.asked" && !isPhones && !commands.some(isMine);
    if (isLost && known.role === "agent") return this.#document(question, hangUpStep({ cause: "normal" }));
    if (event.type === "leg.asked" && mayArriveAnew(event.after) && isLost) {
      // The engine does not know the leg: its record is lost, or the answer to its first question was.
      event = this.#arrival(question);
      commands = [...commands, ...listener.handle(event)];
    }
    const step = commands.findLast(isMine);
    if (isPhones && (step === undefined || step.type === "leg.emergency")) {
      // Nobody here carries it: the switch alone does what it can.
      legs.close(question.legId);
      wiring.carryOut(commands.filter((command) => !isMine(command)));
      return step === undefined
        ? dialplanDocument(question.context, hangUpStep({ cause: "normal" }))
        : NOT_FOUND_DOCUMENT;
    }
    wiring.carryOut(commands.filter((command) => !isMine(command)));
    if (clock.ageMs(stampMs(form)) > ANSWER_WITHIN_MS) {
      if (step !== undefined) this.#discard(step);
      return undefined;
    }
    const actions = step === undefined ? pauseOf(question) : this.#take(known, step);
    return this.#document(
      question,
      event.type === "call.arrived" ? [rememberNumber(question.to), ...actions] : actions,
    );
  }

  #document({ context, legId }: Question, actions: readonly string[]): string {
    const leg = this.#parts.legs.get(legId);
    if (leg !== undefined) leg.answeredAt = this.#parts.wiring.now();
    return dialplanDocument(context, actions);
  }

  /** The step of a leg that a command waits for. */
  #pokedStep(leg: KnownLeg, question: Question): string[] | undefined {
    const { poke } = leg;
    if (poke === undefined) return undefined;
    // A leg that asks by itself while it is being sent to ask must not begin the step twice: the second time it would
    // break what the first began. It is put off once; if it comes by itself again, the sending was swallowed.
    if (question.pokeId !== poke.id && !(poke.sent && poke.putOff)) {
      poke.putOff = true;
      return pauseOf(question);
    }
    leg.poke = undefined;
    return this.#take(leg, poke.command);
  }

  /** Undefined for a phone nobody has a name for. */
  #eventOf(question: Question, leg: KnownLeg | undefined): SwitchEvent | undefined {
    const { legId } = question;
    if (question.role === "supervisor") return { type: "supervisor.asked", legId };
    if (question.context === CONTEXT.phones) return this.#placed(question);
    if (question.callId === undefined && leg === undefined) return this.#arrival(question);
    const given = leg?.lastStep;
    const expected = given === undefined ? undefined : otherLegOf(given);
    if (expected !== undefined && question.agentLegId !== expected) {
      // The answer with the offer never reached the leg.
      return { type: "leg.asked", legId, after: "offer", agentLegId: expected, cause: "unknown" };
    }
    if (question.lastStep === "join") return { type: "leg.asked", legId, after: "room" };
    const { ended, agentLegId, survey } = question;
    if (survey !== undefined) return { type: "leg.asked", legId, after: "survey", survey };
    if (ended === undefined) return { type: "leg.asked", legId, after: "wait" };
    return {
      type: "leg.asked",
      legId,
      after: ended.after,
      cause: ended.cause,
      raw: ended.raw,
      ...(agentLegId === undefined ? {} : { agentLegId }),
    };
  }

  /** A phone nobody of the deployment has; at an emergency the files on disk carry it all the same. */
  #nobodysPhone({ context, legId, to }: Question): string {
    if (EMERGENCY_NUMBERS.includes(to)) return NOT_FOUND_DOCUMENT;
    return dialplanDocument(context, refuseStep({ type: "leg.refuse", legId, reason: "not-signed-in" }));
  }

  #placed({ legId, phone, to }: Question): SwitchEvent | undefined {
    const agent = phone === undefined ? undefined : this.#parts.listener.agentOfExtension(phone.extension);
    if (phone === undefined || agent === undefined) return undefined;
    return {
      type: "call.placed",
      legId,
      agent,
      phone: this.#parts.phoneKindOf(phone.extension),
      number: to,
      via: phone.via,
      ...(phone.request === undefined ? {} : { request: phone.request }),
    };
  }

  #arrival(question: Question): SwitchEvent {
    const { wiring, trunkOf } = this.#parts;
    const now = wiring.now();
    const waitedMs = question.context === CONTEXT.arrive ? 0 : Math.max(0, question.legAgeMs || 0);
    return {
      type: "call.arrived",
      legId: question.legId,
      from: question.from,
      to: question.to,
      trunk: trunkOf(question.source),
      arrivedAt: Math.floor(now - waitedMs),
    };
  }

  /** Never throws: a step that cannot be put into the switch's words leaves the leg on music and the engine in charge. */
  #take(leg: KnownLeg, step: Step): string[] {
    let actions: string[];
    try {
      actions = this.#actionsOf(step);
    } catch (error) {
      fail(this.#parts.wiring, step.legId, step.type, error instanceof Error ? error.message : String(error));
      // A phone that dialled is not to be answered with music.
      if (step.type === "leg.dial") return hangUpStep({ cause: "normal" });
      return leg.role === "supervisor" ? listenPauseStep() : shortWaitStep();
    }
    if (step.type === "leg.hang-up" || step.type === "leg.refuse" || step.type === "leg.emergency") return actions;
    leg.callId = step.callId;
    if (step.type === "leg.dial") {
      this.#parts.legs.open(step.customerLegId, "customer", step.callId, false);
      return actions;
    }
    leg.lastStep = step;
    const other = otherLegOf(step);
    if (other !== undefined) this.#parts.legs.open(other, "agent", step.callId, false);
    if (step.type === "leg.offer" || step.type === "leg.consult") this.#parts.offered(step);
    if (step.type === "leg.listen") this.#parts.listens(step);
    return actions;
  }

  #actionsOf(step: Step): string[] {
    switch (step.type) {
      case "leg.wait":
        return waitStep(step, this.#parts.steps);
      case "leg.offer":
        return offerStep(step, this.#parts.steps);
      case "leg.join":
        return joinStep(step, this.#parts.steps);
      case "leg.consult":
        return consultStep(step, this.#parts.steps);
      case "leg.park":
        return parkStep(step, this.#parts.steps);
      case "leg.listen":
        return listenStep(step);
      case "leg.survey":
        return surveyStep(step, this.#parts.steps);
      case "leg.dial":
        return dialStep(step, this.#parts.steps);
      case "leg.refuse":
        return refuseStep(step);
      case "leg.emergency":
        return [];
      case "leg.hang-up":
        return hangUpStep(step);
    }
  }

  #discard(step: Step): void {
    const { wiring } = this.#parts;
    wiring.log("warn", "a decision came too late and was discarded", { legId: step.legId, command: step.type });
    fail(wiring, step.legId, step.type, "decided too late; the leg has gone to the emergency path");
  }
}

const PHONE_STEPS: readonly string[] = ["leg.dial", "leg.refuse", "leg.emergency"];

function isStep(command: AcdCommand): boolean {
  return isStepCommand(command) || command.type === "leg.hang-up" || PHONE_STEPS.includes(command.type);
}

/** After a talk of any kind the engine has hung up what it does not know. */
function mayArriveAnew(after: Extract<SwitchEvent, { type: "leg.asked" }>["after"]): boolean {
  return after === "wait" || after === "offer";
}

/** The leg that the step makes, if it makes one. */
function otherLegOf(step: StepCommand): LegId | undefined {
  if (step.type === "leg.offer") return step.agentLegId;
  return step.type === "leg.consult" ? step.targetLegId : undefined;
}

/** Nothing is to be done yet. */
function pauseOf({ role }: Question): string[] {
  return role === "supervisor" ? listenPauseStep() : shortWaitStep();
}

/** The leg's destination changes when it asks again. */
function rememberNumber(to: string): string {
  return setVariables({ [VARIABLE.to]: displayNumber(to) });
}

/** Afterwards: the engine is never told anything while it is answering. */
function fail(wiring: Wiring, legId: LegId, command: string, detail: string): void {
  setImmediate(() => {
    wiring.report({ type: "command.failed", legId, command, detail });
  });
}
