import type { Deployment } from "@hotline/schemas";
import type { AcdEvent, AcdOutput, AgentView, CallView, GroupView, Refusal, TransferTarget } from "../acd/index.ts";
import type { SimulatedPhones, SwitchStatus, TestCallRequest } from "../switch/port.ts";

/** What the API and the live socket see of the engine. */
export interface EnginePort {
  /** Throws HotlineError `engine.unavailable` while the engine is not ready. */
  submit(event: AcdEvent): AcdOutput;
  agentView(name: string): AgentView | undefined;
  agentViews(): AgentView[];
  groupViews(): GroupView[];
  callView(id: string): CallView | undefined;
  callViews(): CallView[];
  /** Why the agent could not pass a customer on to there now; undefined when it could. */
  refusalOfTarget(by: string, target: TransferTarget): Refusal | undefined;
  /** Returns the function that ends it. */
  onChange(listener: ChangeListener): () => void;
  /** Engine time in ms since the epoch. */
  now(): number;
  deployment(): Deployment | undefined;
  switchStatus(): SwitchStatus;
  /** The leg's id. */
  placeTestCall(request: TestCallRequest): Promise<string>;
  /** Undefined with a real switch, whose phones people lift themselves. */
  simulatedPhones(): SimulatedPhones | undefined;
  /** In words, what of the engine's state is not as it must be. */
  brokenInvariants(): string[];
  journalStatus(): { committedSeq: number; spooled: number; databaseOk: boolean };
}

export type ChangeListener = (change: EngineChange) => void;

export interface EngineChange {
  readonly agents: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  readonly now: number;
}
