import { setTimeout as sleep } from "node:timers/promises";
import type { AcdCommand, LegId } from "../../../acd/index.ts";
import { hangUpCauseCode } from "../causes.ts";
import type { EventSocket } from "../connection/event-socket.ts";
import { SwitchAwayError, SwitchRefusedError } from "../errors.ts";
import { CONTEXT, POKE_PREFIX } from "../names.ts";
import { safeValue } from "../text.ts";
import type { Wiring } from "../wiring.ts";
import { holdLeg, retrieveLeg } from "./hold.ts";
import type { StepContext } from "../steps/step.ts";
import { superviseCommand } from "../steps/listen.ts";
import type { KnownLeg, LegBook, Poke, StepCommand } from "./leg-book.ts";
import { untilListening } from "./listening.ts";

/** How long a leg may take to come and ask, to appear, or to be gone, before its command counts as failed. */
const CONFIRM_WITHIN_MS = 3_000;
const RETRY_MS = 100;
/** A leg asks within milliseconds of being sent. */
const SEND_AGAIN_MS = 200;
/** How long a leg may be between an answer and the step in it. */
const STEP_TAKEN_MS = 30;
const MUTED_LEVEL = 1;

type CommanderContext = Pick<StepContext, "streamOf" | "browserMediaTimeoutMs">;

/**
 * Carries out commands for legs that are not asking. A leg that is to do something else is sent to ask, and finds its step
 * there: so each recipe exists once, and a leg whose command gets lost has still asked somebody.
 */
export class Commander {
  readonly #wiring: Wiring;
  readonly #legs: LegBook;
  readonly #steps: CommanderContext;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #lastPokeId = 0;

  constructor(wiring: Wiring, legs: LegBook, steps: CommanderContext) {
    this.#wiring = wiring;
    this.#legs = legs;
    this.#steps = steps;
  }

  /** One after the other within a call, side by side between calls. */
  execute(commands: readonly AcdCommand[]): void {
    for (const command of commands) {
      const lane = this.#legs.get(command.legId)?.callId ?? command.legId;
      const earlier = this.#lanes.get(lane);
      const work = earlier === undefined ? this.#run(command) : earlier.then(() => this.#run(command));
      this.#lanes.set(lane, work);
      void work.then(() => {
        if (this.#lanes.get(lane) === work) this.#lanes.delete(lane);
      });
    }
  }

  /** The offer was given to its leg; without a sign of the agent's leg the switch is asked for it. */
  watchOffer(legId: LegId, agentLegId: LegId, command: "leg.offer" | "leg.consult" = "leg.offer"): void {
    this.#later(CONFIRM_WITHIN_MS, async () => {
      const agentLeg = this.#legs.get(agentLegId);
      if (agentLeg === undefined || agentLeg.confirmed) return;
      if (await this.#exists(agentLegId)) {
        agentLeg.confirmed = true;
        return;
      }
      this.#legs.close(agentLegId);
      this.#fail(legId, command, "the agent's leg never appeared");
    });
  }

  /** The step was given to the leader's leg; what comes of it is looked at. */
  watchListening(command: Extract<AcdCommand, { type: "leg.listen" }>): void {
    const { legId, mode } = command;
    untilListening((text) => this.#socket().api(text), command, CONFIRM_WITHIN_MS).then(
      (isSo) => {
        if (isSo) this.#wiring.report({ type: "leg.listening", legId, mode });
      },
      (error: unknown) => {
        if (this.#legs.get(legId) !== undefined) this.#fail(legId, command.type, String(error));
      },
    );
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #run(command: AcdCommand): Promise<void> {
    try {
      const legId = safeValue("leg id", command.legId);
      switch (command.type) {
        case "leg.wait":
        case "leg.offer":
        case "leg.join":
        case "leg.consult":
        case "leg.park":
        case "leg.listen":
        case "leg.survey":
          await this.#poke(command);
          return;
        case "leg.supervise":
          this.#supervise(command);
          return;
        case "leg.hang-up":
          await this.#kill(legId, hangUpCauseCode(command.cause));
          return;
        case "leg.mute":
          await this.#expectOk(`uuid_audio ${legId} ${command.on ? `start read mute ${MUTED_LEVEL}` : "stop"}`);
          return;
        case "leg.hold":
          await holdLeg((text) => this.#socket().api(text), command, this.#steps.streamOf(command.music));
          this.#wiring.report({ type: "leg.held", legId });
          return;
        case "leg.retrieve":
          await retrieveLeg((text) => this.#socket().api(text), legId);
          this.#wiring.report({ type: "leg.retrieved", legId });
          return;
        case "leg.dial":
        case "leg.refuse":
        case "leg.emergency":
          // A phone that dials waits for its answer; past that there is no leg to do it with.
          throw new SwitchRefusedError(command.type, "the phone is not asking");
      }
    } catch (error) {
      this.#fail(command.legId, command.type, error instanceof Error ? error.message : String(error));
    }
  }

  /** The job ends when the phone was answered, or will not be. */
  #supervise(command: Extract<AcdCommand, { type: "leg.supervise" }>): void {
    const { legId, callId } = command;
    this.#legs.open(legId, "supervisor", callId, false);
    const text = superviseCommand(command, this.#steps);
    this.#socket()
      .job(text)
      .then(
        ({ text: reply }) => {
          if (reply.startsWith("+OK")) return;
          this.#legs.close(legId);
          this.#fail(legId, command.type, reply);
        },
        (error: unknown) => {
          this.#wiring.log("warn", "what became of a leader's phone is not known", { legId, error: String(error) });
        },
      );
  }

  async #poke(command: StepCommand): Promise<void> {
    const leg = this.#legs.open(command.legId, roleOf(command), command.callId, true);
    const poke: Poke = { id: 0, command, sent: false, putOff: false };
    leg.poke = poke;
    this.#later(CONFIRM_WITHIN_MS, () => {
      if (leg.poke !== poke) return;
      leg.poke = undefined;
      this.#fail(command.legId, command.type, "the leg did not come to ask for it");
    });
    const settledInMs = leg.answeredAt + STEP_TAKEN_MS - this.#wiring.now();
    if (settledInMs > 0) await sleep(settledInMs);
    try {
      await this.#send(leg, poke);
    } catch (error) {
      if (leg.poke === poke) leg.poke = undefined;
      throw error;
    }
  }

  /** Sends the leg to ask, again and again until it came: between two steps a leg takes no notice, and the switch says +OK. */
  async #send(leg: KnownLeg, poke: Poke): Promise<void> {
    if (leg.poke !== poke) return;
    poke.id = ++this.#lastPokeId;
    poke.sent = false;
    await this.#expectOk(`uuid_transfer ${leg.legId} ${POKE_PREFIX}${poke.id} XML ${CONTEXT.ask}`);
    poke.sent = true;
    this.#later(SEND_AGAIN_MS, () => this.#send(leg, poke));
  }

  async #kill(legId: LegId, cause: string): Promise<void> {
    const deadline = this.#wiring.now() + CONFIRM_WITHIN_MS;
    for (;;) {
      const reply = await this.#socket().api(`uuid_kill ${legId} ${cause}`);
      if (reply.startsWith("+OK")) break;
      // Offered a moment ago, the leg may not be there yet.
      const leg = this.#legs.get(legId);
      if (leg === undefined || leg.confirmed || this.#wiring.now() > deadline) {
        throw new SwitchRefusedError("uuid_kill", reply);
      }
      await sleep(RETRY_MS);
    }
    this.#later(CONFIRM_WITHIN_MS, async () => {
      const leg = this.#legs.get(legId);
      if (leg === undefined) return;
      if (await this.#exists(legId)) {
        this.#fail(legId, "leg.hang-up", "the leg is still there");
        return;
      }
      // Its end was never reported.
      this.#legs.close(legId);
      this.#wiring.report({
        type: "leg.ended",
        legId,
        cause: "unknown",
        by: "us",
        raw: { q850: undefined, sip: undefined, text: cause },
      });
    });
  }

  async #expectOk(command: string): Promise<void> {
    const reply = await this.#socket().api(command);
    if (!reply.startsWith("+OK")) throw new SwitchRefusedError(command.split(" ", 1)[0] ?? "", reply);
  }

  async #exists(legId: LegId): Promise<boolean> {
    return (await this.#socket().api(`uuid_exists ${legId}`)) === "true";
  }

  #socket(): EventSocket {
    const socket = this.#wiring.socket();
    if (socket === undefined) throw new SwitchAwayError("not connected");
    return socket;
  }

  #fail(legId: LegId, command: string, detail: string): void {
    const callId = this.#legs.get(legId)?.callId;
    this.#wiring.log("warn", "a command of the switch failed", { callId, legId, command, detail });
    // Never while the engine is busy with what brought the command about.
    setImmediate(() => {
      this.#wiring.report({ type: "command.failed", legId, command, detail });
    });
  }

  #later(ms: number, work: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      Promise.resolve(work()).catch((error: unknown) => {
        this.#wiring.log("warn", "a command could not be confirmed", { error: String(error) });
      });
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }
}

function roleOf(command: StepCommand): KnownLeg["role"] {
  if (command.type === "leg.listen") return "supervisor";
  const isAgents = command.type === "leg.consult" || command.type === "leg.park";
  return isAgents || (command.type === "leg.join" && command.customer === undefined) ? "agent" : "customer";
}
