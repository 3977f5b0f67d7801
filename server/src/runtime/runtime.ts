import type { Deployment } from "@hotline/schemas";
import type { Logger } from "pino";
import type {
  Acd,
  AcdCommand,
  AcdEvent,
  AcdFact,
  AcdOutput,
  AgentView,
  CallView,
  GroupView,
  LegId,
  Refusal,
  TransferTarget,
} from "../acd/index.ts";
import type { SimulatedPhones, SwitchEvent, SwitchPort, SwitchStatus, TestCallRequest } from "../switch/port.ts";
import { acdConfigOf } from "./acd-config.ts";
import { logCalls } from "./call-log.ts";
import type { Clock } from "./clock.ts";
import type { ChangeListener, EnginePort } from "./engine-port.ts";
import type { Journal, JournalStatus } from "./journal.ts";

/** Longest sleep of the deadline timer; Node's timers wrap above 2^31 ms. */
const MAX_TIMER_MS = 60 * 60_000;

/**
 * The only place where engine, journal and switch meet: an event goes into the engine, its input and facts to the journal,
 * its commands to the switch, and word of what changed to the live pages, in this order and at once.
 */
export class Runtime implements EnginePort {
  readonly #acd: Acd;
  readonly #journal: Journal;
  readonly #switch: SwitchPort;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #listeners = new Set<ChangeListener>();
  #deployment: Deployment | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(parts: { acd: Acd; journal: Journal; switchPort: SwitchPort; clock: Clock; log: Logger }) {
    this.#acd = parts.acd;
    this.#journal = parts.journal;
    this.#switch = parts.switchPort;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** An input that did not come from the switch; its commands are carried out over the switch's connection. */
  submit(event: AcdEvent): AcdOutput {
    const output = this.#step(event);
    if (output.commands.length > 0) this.#switch.execute(output.commands);
    return output;
  }

  /** An event of the switch; the adapter carries the answer out itself, an asking leg gets it as its dialplan. */
  handleSwitchEvent(event: SwitchEvent): readonly AcdCommand[] {
    return this.#step(event).commands;
  }

  /** Facts that no input of the engine stands behind: calls the switch served alone while the server was away. */
  recordFacts(facts: readonly AcdFact[]): void {
    const output = this.#step({ type: "tick" }, facts);
    if (output.commands.length > 0) this.#switch.execute(output.commands);
  }

  applyConfig(deployment: Deployment): void {
    this.#deployment = deployment;
    this.submit({ type: "config.applied", config: acdConfigOf(deployment) });
  }

  /** Ends the timers; the journal and the switch are closed by whoever made them. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  agentView(name: string): AgentView | undefined {
    return this.#acd.agentView(name);
  }
  agentViews(): AgentView[] {
    return this.#acd.agentViews();
  }
  groupViews(): GroupView[] {
    return this.#acd.groupViews();
  }
  callView(id: string): CallView | undefined {
    return this.#acd.callView(id);
  }
  callViews(): CallView[] {
    return this.#acd.callViews();
  }
  refusalOfTarget(by: string, target: TransferTarget): Refusal | undefined {
    return this.#acd.refusalOfTarget(by, target);
  }
  now(): number {
    return this.#clock.now();
  }
  deployment(): Deployment | undefined {
    return this.#deployment;
  }
  switchStatus(): SwitchStatus {
    return this.#switch.status();
  }
  placeTestCall(request: TestCallRequest): Promise<string> {
    return this.#switch.placeTestCall(request);
  }
  simulatedPhones(): SimulatedPhones | undefined {
    return this.#switch.phones;
  }
  brokenInvariants(): string[] {
    return this.#acd.checkInvariants();
  }
  /** False for a leg whose end is known, or that the server never heard of. */
  knowsLeg(legId: LegId): boolean {
    return this.#acd.knowsLeg(legId);
  }
  journalStatus(): JournalStatus {
    return this.#journal.status();
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #step(event: AcdEvent, moreFacts: readonly AcdFact[] = []): AcdOutput {
    const now = this.#clock.now();
    const output = this.#acd.handle(event, now);
    this.#journal.append({ at: now, event, facts: [...output.facts, ...moreFacts] });
    logCalls(this.#log, output.facts);
    if (output.ignored !== undefined) this.#log.debug({ event, ignored: output.ignored }, "engine ignored an event");
    this.#armTimer(now);
    for (const listener of this.#listeners) listener({ ...output.changed, now });
    return output;
  }

  #armTimer(now: number): void {
    const deadline = this.#acd.nextDeadline() ?? Number.POSITIVE_INFINITY;
    if (deadline === this.#timerAt || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timerAt = deadline;
    if (deadline === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(
      () => {
        this.#timerAt = Number.POSITIVE_INFINITY;
        this.submit({ type: "tick" });
      },
      Math.min(Math.max(deadline - now, 0), MAX_TIMER_MS),
    );
  }
}
