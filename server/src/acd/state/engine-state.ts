import type { AcdConfig } from "../config.ts";
import type { AgentName, CallId, GroupName, LegId, Refusal } from "../model.ts";
import { Deadlines } from "./deadlines.ts";
import { chanceOf, hashSeed, makeId, type SeedHash } from "./ids.ts";
import { Indexes } from "./indexes.ts";
import { OutputBuilder } from "./output.ts";
import type { AgentRecord, CallRecord, GroupRecord, LegRecord, ListenRecord, Shown } from "./records.ts";

export const emptyConfig: AcdConfig = {
  deploymentHash: "",
  agents: {},
  groups: {},
  accessNumbers: {},
  trunks: {},
  callerIdGroups: {},
  breakReasons: [],
  signInGraceMs: 60_000,
  retryMissedAfterMs: 30_000,
  survey: undefined,
  workAfterManualCalls: true,
};

/** Everything the engine knows, and what the present event has brought about so far. */
export class EngineState {
  now = 0;
  config: AcdConfig = emptyConfig;
  readonly agents = new Map<AgentName, AgentRecord>();
  readonly groups = new Map<GroupName, GroupRecord>();
  /** Calls that are not over. */
  readonly calls = new Map<CallId, CallRecord>();
  /** Legs that are not gone; they may outlive their call for a moment. */
  readonly legs = new Map<LegId, LegRecord>();
  /** By the leader, who can listen to one talk at a time. */
  readonly listens = new Map<AgentName, ListenRecord>();
  deadlines = new Deadlines();
  /** Last row of the state log of agents who are no longer here, so that its numbers go on if they return. */
  readonly formerAgents = new Map<AgentName, Shown>();
  /** Since when the switch is away; what it did meanwhile is told by switch.reconciled. */
  switchAwaySince: number | undefined;
  /** Which start of the switch was spoken to last. */
  switchId: string | undefined;
  /** Calls given up with their switch → when. */
  readonly lostCalls = new Map<CallId, number>();
  /** How often each caller-ID group was asked for a number. */
  readonly callerIdTurns = new Map<string, number>();
  readonly indexes = new Indexes();

  /** Changes of agents that no rule allows; a fault of the engine. The latest only. */
  illegalMoves: string[] = [];

  /** Of the present event. */
  output = new OutputBuilder();
  /** Agents and callers to look for a match for. */
  readonly freed = new Set<AgentName>();
  readonly queued = new Set<CallId>();
  /** The call whose customer's leg is asking now and must be answered with one command. */
  answering: CallId | undefined;
  /** The agent's leg that is asking now, likewise. */
  answeringLeg: LegId | undefined;
  /** Rows of the state log written in this event, with what was shown before. */
  readonly shownBefore = new Map<AgentName, Shown>();

  #counter = 0;
  #order = 0;
  #seed = "";
  #seedHash: SeedHash = hashSeed("");

  newId(): string {
    this.#counter += 1;
    return makeId(this.now, this.#counter, this.#seedHash);
  }

  /** Of a group whose caller IDs rotate, from 0. */
  nextCallerIdTurn(group: string): number {
    const turn = this.callerIdTurns.get(group) ?? 0;
    this.callerIdTurns.set(group, turn + 1);
    return turn;
  }

  /** A number that differs from call to call and is the same when the journal is read again. */
  chance(): number {
    this.#counter += 1;
    return chanceOf(this.#counter, this.#seedHash);
  }

  nextOrder(): number {
    this.#order += 1;
    return this.#order;
  }

  get idSource(): { readonly seed: string; readonly counter: number; readonly order: number } {
    return { seed: this.#seed, counter: this.#counter, order: this.#order };
  }

  set idSource({ seed, counter, order }: { seed: string; counter: number; order: number }) {
    this.#seed = seed;
    this.#seedHash = hashSeed(seed);
    this.#counter = counter;
    this.#order = order;
  }

  /** Time never runs back here, whatever the caller's clock does. */
  begin(now: number): void {
    this.now = Math.max(this.now, now);
    this.output = new OutputBuilder();
    this.shownBefore.clear();
    this.illegalMoves = [];
    this.answering = undefined;
    this.answeringLeg = undefined;
  }

  /** For what a person asked. */
  refuse(refusal: Refusal): void {
    this.output.refused ??= refusal;
    this.ignore(`refused: ${refusal}`);
  }

  ignore(why: string): void {
    this.output.ignored ??= why;
  }
}
