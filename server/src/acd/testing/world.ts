import { Acd } from "../acd.ts";
import type { AcdConfig } from "../config.ts";
import type { AcdEvent } from "../events.ts";
import type { AcdFact, DecisionRule, OfferFact } from "../facts.ts";
import type { AcdSnapshot } from "../snapshot.ts";
import type { AcdOutput } from "../state/output.ts";
import { SwitchModel } from "./switch-model.ts";

export type MakeEngine = (snapshot?: AcdSnapshot) => Acd;

/** An engine, a twin restored from a snapshot some steps ago, and a switch; every step of the engine is checked. */
export class World {
  readonly switch = new SwitchModel();
  readonly facts = new Map<string, AcdFact>();
  now = 1_700_000_000_000;
  readonly #makeEngine: MakeEngine;
  #acd: Acd;
  #twin: Acd;
  #lives = 0;
  readonly #openOffers = new Map<string, OfferFact>();
  config: AcdConfig;
  /** The server is down: the switch goes on alone and nothing it tells is heard. */
  serverAway = false;
  switchAway = false;
  /** Hears of every event and what came of it. */
  watch: ((event: AcdEvent, output: AcdOutput) => void) | undefined;

  /** @param makeEngine another than the real one only to see that a broken one is caught */
  constructor(config: AcdConfig, makeEngine: MakeEngine = (snapshot) => new Acd(snapshot)) {
    this.#makeEngine = makeEngine;
    this.#acd = makeEngine();
    this.#twin = makeEngine();
    this.config = config;
    this.startEngine();
    this.submit({ type: "config.applied", config });
  }

  get acd(): Acd {
    return this.#acd;
  }

  submit(event: AcdEvent): AcdOutput {
    const waited = new Set(this.#acd.callViews().flatMap(({ state, callId }) => (state === "waiting" ? [callId] : [])));
    const output = this.#acd.handle(event, this.now);
    const twin = this.#twin.handle(structuredClone(event), this.now);
    if (show(output) !== show(twin)) {
      throw new Error(`a restored engine decides otherwise: ${show(output)} instead of ${show(twin)}`);
    }
    this.watch?.(event, output);
    for (const fact of output.facts) this.#keep(fact);
    this.#checkStep(event, output, waited);
    for (const command of output.commands) if (!this.switchAway) this.switch.execute(command, this.now);
    return output;
  }

  deliver(index: number): void {
    const [delivery] = this.switch.deliveries.splice(index, 1);
    if (delivery !== undefined && !this.serverAway && !this.switchAway) this.submit(delivery.event);
  }

  /** Ticks come when they are due, or late by as much as `atOnce` says. */
  advance(ms: number, atOnce = false): void {
    const until = this.now + ms;
    if (!atOnce && !this.serverAway) this.#tickUntil(until);
    this.now = until;
    if (!this.serverAway) this.submit({ type: "tick" });
  }

  #tickUntil(until: number): void {
    for (let due = this.#acd.nextDeadline(); due !== undefined && due <= until; due = this.#acd.nextDeadline()) {
      this.now = Math.max(this.now, due);
      this.submit({ type: "tick" });
    }
  }

  renewTwin(): void {
    this.#twin = this.#makeEngine(this.saved());
  }

  restart(): void {
    this.#acd = this.#makeEngine(this.saved());
    this.renewTwin();
    this.startEngine();
  }

  startServer(): void {
    if (!this.serverAway) return;
    this.serverAway = false;
    this.restart();
    this.reconcile();
  }

  startEngine(): void {
    this.#lives += 1;
    this.submit({ type: "engine.started", idSeed: `life-${this.#lives}` });
  }

  saved(): AcdSnapshot {
    return JSON.parse(JSON.stringify(this.#acd.snapshot())) as AcdSnapshot;
  }

  reconcile(): void {
    this.switchAway = false;
    // Of what was told before the listing nothing is left to hear.
    this.switch.deliveries.length = 0;
    this.submit({ type: "switch.reconciled", legs: this.switch.report() });
  }

  open<Table extends AcdFact["table"]>(table: Table, isOpen: (row: RowOf<Table>) => boolean): RowOf<Table>[] {
    return [...this.facts.values()].flatMap((fact) => {
      const row = fact.row as RowOf<Table>;
      return fact.table === table && isOpen(row) ? [row] : [];
    });
  }

  #keep(fact: AcdFact): void {
    const { table, row } = fact as { table: string; row: object };
    const key = keys[fact.table].map((column) => String((row as Record<string, unknown>)[column])).join(":");
    this.facts.set(`${table}:${key}`, fact);
    if (fact.table !== "offers") return;
    if (fact.row.state === "dialing" || fact.row.state === "ringing") this.#openOffers.set(key, fact.row);
    else this.#openOffers.delete(key);
  }

  #checkStep(event: AcdEvent, output: AcdOutput, waited: ReadonlySet<string>): void {
    const broken = this.#acd.checkInvariants();
    const offers = [...this.#openOffers.values()];
    broken.push(
      ...twice(offers, (row) => row.agent),
      ...twice(offers, (row) => row.callId),
      ...this.#outOfOrder(output, waited),
    );
    if (broken.length > 0) throw new Error(`after ${event.type}: ${broken.join("; ")}`);
  }

  /** A caller got an agent in this step while an earlier one of its group, for whom the agent is eligible, waits on. */
  #outOfOrder({ facts }: AcdOutput, waited: ReadonlySet<string>): string[] {
    // Who is asked for by name gets the call whoever waits.
    const byName: readonly DecisionRule[] = ["transferred", "returned", "taken-over"];
    const decided = new Set(
      facts.flatMap(({ table, row }) => (table === "decisions" && !byName.includes(row.rule) ? [row.callId] : [])),
    );
    if (decided.size === 0) return [];
    const { calls, config, switchAwaySince } = this.#acd.snapshot();
    if (switchAwaySince !== undefined) return [];
    return calls.flatMap(({ offer, group, callId, rankAt }) => {
      if (offer === undefined || offer.resume || !decided.has(callId)) return [];
      const earlier = calls.find(
        (other) =>
          waited.has(other.callId) &&
          other.state === "waiting" &&
          other.customer !== "leaving" &&
          other.group === group &&
          other.rankAt < rankAt &&
          this.now - (other.declined[offer.agent] ?? -Infinity) >= config.retryMissedAfterMs,
      );
      return earlier === undefined ? [] : [`${callId} was served before ${earlier.callId}`];
    });
  }
}

type RowOf<Table extends AcdFact["table"]> = Extract<AcdFact, { table: Table }>["row"];

const keys: Record<AcdFact["table"], readonly string[]> = {
  calls: ["callId"],
  legs: ["legId"],
  queue_entries: ["entryId"],
  offers: ["offerId"],
  segments: ["segmentId"],
  agent_state_changes: ["agent", "seq"],
  agent_sessions: ["agent", "signedInAt"],
  ratings: ["callId"],
  decisions: ["callId", "seq"],
  handovers: ["handoverId"],
  listens: ["listenId", "seq"],
};

function twice(offers: readonly OfferFact[], of: (row: OfferFact) => string): string[] {
  const seen = new Set<string>();
  return offers.flatMap((row) => {
    const key = of(row);
    if (seen.has(key)) return [`two offers are open for ${key}`];
    seen.add(key);
    return [];
  });
}

function plain(output: AcdOutput): unknown {
  const { agents, groups, calls } = output.changed;
  const changed = [[...agents].sort(), [...groups].sort(), [...calls].sort()];
  return { ...output, changed };
}

function show(output: AcdOutput): string {
  return JSON.stringify(plain(output));
}
