import type { Deployment } from "@hotline/schemas";
import { Acd, type AcdCommand, type AcdEvent, type AcdFact, type AcdOutput } from "../../acd/index.ts";
import type { TransferTarget } from "../../acd/index.ts";
import { upsertFacts, type Db } from "../../db/index.ts";
import { acdConfigOf } from "../../runtime/acd-config.ts";
import type { ChangeListener, EnginePort } from "../../runtime/engine-port.ts";
import type { SimulatedPhones, SwitchStatus, TestCallRequest } from "../../switch/port.ts";

/** The real engine under a clock of the test, its facts kept for `store`, its commands for the test to read. */
export class TestEngine implements EnginePort {
  readonly #acd = new Acd();
  readonly #listeners = new Set<ChangeListener>();
  readonly events: AcdEvent[] = [];
  readonly commands: AcdCommand[] = [];
  readonly testCalls: TestCallRequest[] = [];
  readonly #facts: AcdFact[] = [];
  #deployment: Deployment | undefined;
  #now = Date.UTC(2026, 10, 22, 6, 0, 0);
  link: SwitchStatus = {
    kind: "simulated",
    connected: true,
    version: undefined,
    legs: 0,
    address: undefined,
    trouble: undefined,
  };
  databaseOk = true;
  /** What was asked of the simulated phones; without them the switch counts as a real one. */
  readonly phoneWork: string[] = [];
  phones: SimulatedPhones | undefined = {
    register: (extension) => void this.phoneWork.push(`register ${extension}`),
    unregister: (extension) => void this.phoneWork.push(`unregister ${extension}`),
    answer: (legId) => this.phoneWork.push(`answer ${legId}`) > 0,
    hangUp: (legId) => this.phoneWork.push(`hang-up ${legId}`) > 0,
  };

  constructor() {
    this.submit({ type: "engine.started", idSeed: "test" });
  }

  apply(deployment: Deployment): void {
    this.#deployment = deployment;
    this.submit({ type: "config.applied", config: acdConfigOf(deployment) });
  }

  submit(event: AcdEvent): AcdOutput {
    this.events.push(event);
    const output = this.#acd.handle(event, this.#now);
    this.commands.push(...output.commands);
    this.#facts.push(...output.facts);
    for (const listener of this.#listeners) listener({ ...output.changed, now: this.#now });
    return output;
  }

  advance(ms: number): void {
    this.#now += ms;
    this.submit({ type: "tick" });
  }

  /** Writes what the engine came to know, as the journal would. */
  async store(db: Db): Promise<void> {
    await upsertFacts(db, this.#facts.splice(0));
  }

  agentView(name: string) {
    return this.#acd.agentView(name);
  }
  agentViews() {
    return this.#acd.agentViews();
  }
  groupViews() {
    return this.#acd.groupViews();
  }
  callView(id: string) {
    return this.#acd.callView(id);
  }
  callViews() {
    return this.#acd.callViews();
  }
  refusalOfTarget(by: string, target: TransferTarget) {
    return this.#acd.refusalOfTarget(by, target);
  }
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  now(): number {
    return this.#now;
  }
  deployment(): Deployment | undefined {
    return this.#deployment;
  }
  switchStatus(): SwitchStatus {
    return this.link;
  }
  placeTestCall(request: TestCallRequest): Promise<string> {
    this.testCalls.push(request);
    return Promise.resolve(`leg-${this.testCalls.length}`);
  }
  simulatedPhones(): SimulatedPhones | undefined {
    return this.phones;
  }
  brokenInvariants(): string[] {
    return [];
  }
  journalStatus() {
    return { committedSeq: this.events.length, spooled: this.#facts.length, databaseOk: this.databaseOk };
  }
}
