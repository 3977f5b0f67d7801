import { Acd } from "../acd.ts";
import type { AcdCommand } from "../commands.ts";
import type { AcdConfig } from "../config.ts";
import type { AcdEvent, LegReport } from "../events.ts";
import type { AcdFact } from "../facts.ts";
import type { ChosenState, EndedBy, LegEndCause, LegId, PhoneKind } from "../model.ts";
import type { AcdSnapshot } from "../snapshot.ts";
import type { AcdOutput } from "../state/output.ts";
import { deployment } from "./deployment.ts";

export const raw = { q850: undefined, sip: undefined, text: undefined };

type Offer = Extract<AcdCommand, { type: "leg.offer" }>;
type Dial = Extract<AcdCommand, { type: "leg.dial" }>;
type RowOf<Table extends AcdFact["table"]> = Extract<AcdFact, { table: Table }>["row"];

/** An engine with a hand on its clock, spoken to in the words of a test; each step is held against the invariants. */
export class Desk {
  acd = new Acd();
  now = 1_700_000_000_000;
  last: AcdOutput = {
    commands: [],
    facts: [],
    changed: { agents: new Set(), groups: new Set(), calls: new Set() },
    ignored: undefined,
  };
  readonly facts: AcdFact[] = [];
  #callers = 0;

  constructor(config: AcdConfig = deployment()) {
    this.send({ type: "engine.started", idSeed: "desk" });
    this.send({ type: "config.applied", config });
  }

  send(event: AcdEvent): AcdOutput {
    this.last = this.acd.handle(event, this.now);
    this.facts.push(...this.last.facts);
    const broken = this.acd.checkInvariants();
    if (broken.length > 0) throw new Error(`after ${event.type}: ${broken.join("; ")}`);
    return this.last;
  }

  /** Time passes, with a tick whenever something is due; what all of them brought about. */
  wait(ms: number): AcdCommand[] {
    const until = this.now + ms;
    const commands: AcdCommand[] = [];
    for (let due = this.acd.nextDeadline(); due !== undefined && due <= until; due = this.acd.nextDeadline()) {
      this.now = Math.max(this.now, due);
      commands.push(...this.send({ type: "tick" }).commands);
    }
    this.now = until;
    return commands;
  }

  /** Signs in, registers its phone, goes online. */
  comeToWork(...agents: string[]): void {
    for (const agent of agents) {
      this.send({ type: "agent.signed-in", agent });
      this.register(agent);
      this.choose(agent, "online");
    }
  }

  register(agent: string, phone: PhoneKind = "browser"): AcdOutput {
    return this.send({ type: "phone.registered", agent, phone });
  }

  choose(agent: string, state: ChosenState, breakReason?: string): AcdOutput {
    const reason = breakReason === undefined ? {} : { breakReason };
    return this.send({ type: "agent.state-chosen", agent, state, by: agent, ...reason });
  }

  arrive(to = "100", legId?: LegId, trunk: string | undefined = "trunk"): LegId {
    this.#callers += 1;
    const id = legId ?? `customer-${this.#callers}`;
    const from = { number: `1380000${String(this.#callers).padStart(4, "0")}`, name: undefined };
    this.send({ type: "call.arrived", legId: id, from, to, trunk, arrivedAt: this.now });
    return id;
  }

  /** The agent's phone places a call; the leg's id. */
  dial(agent: string, number: string, given: { via?: "pad" | "click"; legId?: LegId; request?: string } = {}): LegId {
    this.#callers += 1;
    const { via = "pad", legId = `phone-${this.#callers}`, request } = given;
    const named = request === undefined ? {} : { request };
    this.send({ type: "call.placed", legId, agent, phone: "browser", number, via, ...named });
    return legId;
  }

  /** The offer that the last step sent. */
  get offer(): Offer {
    const offer = this.last.commands.find((command): command is Offer => command.type === "leg.offer");
    if (offer === undefined) throw new Error(`no offer among ${JSON.stringify(this.last.commands)}`);
    return offer;
  }

  ring(offer: Offer): void {
    this.send({ type: "leg.ringing", legId: offer.agentLegId });
  }

  answer(offer: Offer): void {
    this.ring(offer);
    this.send({ type: "leg.answered", legId: offer.agentLegId });
    this.send({ type: "legs.bridged", customerLegId: offer.legId, agentLegId: offer.agentLegId });
  }

  /** The number that the agent's phone called answers, and the two are joined. */
  lift({ customerLegId, legId: agentLegId }: Dial): void {
    this.send({ type: "leg.answered", legId: customerLegId });
    this.send({ type: "legs.bridged", customerLegId, agentLegId });
  }

  end(legId: LegId, cause: LegEndCause = "normal", by: EndedBy = "party"): AcdOutput {
    return this.send({ type: "leg.ended", legId, cause, by, raw });
  }

  askAfterOffer(offer: Offer, cause: LegEndCause): AcdOutput {
    const { legId, agentLegId } = offer;
    return this.send({ type: "leg.asked", legId, after: "offer", agentLegId, cause });
  }

  askAfterTalk(offer: Offer, cause: LegEndCause): AcdOutput {
    const { legId, agentLegId } = offer;
    return this.send({ type: "leg.asked", legId, after: "talk", agentLegId, cause });
  }

  /** A caller in a talk with whoever the rules choose. */
  talk(to = "100"): Offer {
    this.arrive(to);
    const { offer } = this;
    this.answer(offer);
    return offer;
  }

  restart(legs: readonly LegReport[]): void {
    this.acd = new Acd(JSON.parse(JSON.stringify(this.acd.snapshot())) as AcdSnapshot);
    this.send({ type: "engine.started", idSeed: "next life" });
    this.send({ type: "switch.reconciled", legs });
  }

  callOf(legId: LegId) {
    return this.acd.callViews().find(({ customerLegId }) => customerLegId === legId);
  }

  agent(name: string) {
    const view = this.acd.agentView(name);
    if (view === undefined) throw new Error(`no agent ${name}`);
    return view;
  }

  /** Rows as the tables would hold them now: the last of each key. */
  rows<Table extends AcdFact["table"]>(table: Table, key: (row: RowOf<Table>) => string): RowOf<Table>[] {
    const rows = new Map<string, RowOf<Table>>();
    for (const fact of this.facts)
      if (fact.table === table) rows.set(key(fact.row as RowOf<Table>), fact.row as RowOf<Table>);
    return [...rows.values()];
  }

  stateLog(agent: string): string[] {
    const rows = this.rows("agent_state_changes", (row) => `${row.agent}:${row.seq}`);
    return rows.filter((row) => row.agent === agent).map((row) => row.state);
  }
}
