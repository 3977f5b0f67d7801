import { Acd } from "../../../server/src/acd/acd.ts";
import type { AcdCommand } from "../../../server/src/acd/commands.ts";
import type { AcdEvent } from "../../../server/src/acd/events.ts";
import type { LegEndCause } from "../../../server/src/acd/model.ts";
import type { AcdSnapshot } from "../../../server/src/acd/snapshot.ts";
import { Agenda } from "./agenda.ts";
import { Chance } from "./chance.ts";
import { agentName, groupsOf, hospital, RING_MS } from "./hospital.ts";

type OfferCommand = Extract<AcdCommand, { type: "leg.offer" }>;

/** One input of the engine, and whom it chose for whom by it. */
export interface Moment {
  readonly event: AcdEvent;
  readonly now: number;
  readonly chosen: readonly Choice[];
}

export interface Choice {
  readonly customerLegId: string;
  readonly agent: string;
  readonly agentLegId: string;
}

const MINUTE_MS = 60_000;
const TALK_MS = 150_000;
const HANDLE_MS = TALK_MS + 20_000;
const PATIENCE_MS = 120_000;
/** Calls beside what the agents can take, and how long the one load lasts before it changes to the other. */
const LOADS = [1.5, 0.7];
const LOAD_MS = 10 * MINUTE_MS;
const raw = { q850: 16, sip: 200, text: undefined };

interface CustomerLeg {
  readonly legId: string;
  /** Counts what the leg was told to do: what was planned for an earlier step does not happen. */
  step: number;
  agentLegId: string | undefined;
  talking: boolean;
}

/**
 * A hospital at work: calls come, wait, ring, are answered, held, rejected, not answered, given up and hung up, agents go for
 * breaks and lose their phones. Half of the groups have more calls than they can take and so a queue, half have free agents,
 * and they change places every ten minutes.
 */
export class Shift {
  readonly #agents: number;
  readonly #groups: readonly string[];
  readonly #chance = new Chance(1);
  readonly #agenda = new Agenda();
  readonly #acd = new Acd();
  readonly #customers = new Map<string, CustomerLeg>();
  readonly #customerOf = new Map<string, CustomerLeg>();
  #now = 1_700_000_000_000;
  #legs = 0;
  #moments: Moment[] = [];

  constructor(agents: number) {
    this.#agents = agents;
    this.#groups = groupsOf(agents);
    this.#send({ type: "engine.started", idSeed: "bench" });
    this.#send({ type: "config.applied", config: hospital(agents) });
    for (let index = 0; index < agents; index += 1) this.#comeToWork(agentName(index));
    for (const index of this.#groups.keys()) this.#planArrival(index);
  }

  get state(): { readonly snapshot: AcdSnapshot; readonly waiting: number; readonly talking: number } {
    const count = (wanted: string) => this.#acd.callViews().filter(({ state }) => state === wanted).length;
    return { snapshot: this.#acd.snapshot(), waiting: count("waiting"), talking: count("talking") };
  }

  pass(ms: number): void {
    const until = this.#now + ms;
    while (this.#nextAt() <= until) this.#next();
    this.#moments = [];
  }

  /** The next so many inputs of the engine. */
  record(count: number): readonly Moment[] {
    this.#moments = [];
    while (this.#moments.length < count) this.#next();
    return this.#moments.slice(0, count);
  }

  #nextAt(): number {
    return Math.min(this.#agenda.nextAt(), this.#acd.nextDeadline() ?? Number.POSITIVE_INFINITY);
  }

  #next(): void {
    const due = this.#acd.nextDeadline() ?? Number.POSITIVE_INFINITY;
    const planned = this.#agenda.nextAt();
    this.#now = Math.max(this.#now, Math.min(due, planned));
    if (due <= planned) this.#send({ type: "tick" });
    else this.#agenda.runNext();
  }

  #in(ms: number, act: () => void): void {
    this.#agenda.at(this.#now + ms, act);
  }

  #send(event: AcdEvent): void {
    const { commands, facts } = this.#acd.handle(event, this.#now);
    const chosen = facts.flatMap((fact): Choice[] => {
      if (fact.table !== "offers" || fact.row.state !== "dialing") return [];
      const { agent, callId, legId: agentLegId } = fact.row;
      const customerLegId = this.#acd.callView(callId)?.customerLegId ?? "";
      return [{ customerLegId, agent, agentLegId }];
    });
    this.#moments.push({ event, now: this.#now, chosen });
    for (const command of commands) this.#carryOut(command);
  }

  // people

  #comeToWork(agent: string): void {
    this.#send({ type: "agent.signed-in", agent });
    this.#send({ type: "phone.registered", agent, phone: "browser" });
    this.#choose(agent, "online");
    this.#planBreak(agent);
    this.#planPhoneTrouble(agent);
  }

  #choose(agent: string, state: "online" | "break"): void {
    const reason = state === "break" ? { breakReason: "meal" } : {};
    this.#send({ type: "agent.state-chosen", agent, state, by: agent, ...reason });
  }

  #planBreak(agent: string): void {
    this.#in(this.#chance.wait(40 * MINUTE_MS), () => {
      this.#choose(agent, "break");
      this.#in(this.#chance.wait(5 * MINUTE_MS), () => {
        this.#choose(agent, "online");
        this.#planBreak(agent);
      });
    });
  }

  #planPhoneTrouble(agent: string): void {
    this.#in(this.#chance.wait(120 * MINUTE_MS), () => {
      this.#send({ type: "phone.lost", agent, phone: "browser" });
      this.#in(2_000, () => {
        this.#send({ type: "phone.registered", agent, phone: "browser" });
        this.#planPhoneTrouble(agent);
      });
    });
  }

  // calls

  #planArrival(group: number): void {
    const late = Number(group >= this.#groups.length / 2);
    const load = LOADS[(Math.floor(this.#now / LOAD_MS) + late) % LOADS.length] ?? 1;
    const everyMs = (HANDLE_MS * this.#groups.length) / (this.#agents * load);
    this.#in(this.#chance.wait(everyMs), () => {
      this.#arrive(this.#groups[group] ?? "");
      this.#planArrival(group);
    });
  }

  #arrive(to: string): void {
    this.#legs += 1;
    const legId = `leg-${this.#legs}`;
    this.#customers.set(legId, { legId, step: 0, agentLegId: undefined, talking: false });
    const from = { number: `138${String(this.#legs % 100_000_000).padStart(8, "0")}`, name: undefined };
    this.#in(this.#chance.wait(PATIENCE_MS), () => {
      if (this.#customers.get(legId)?.talking === false) this.#endCustomer(legId, "caller-gone", "party");
    });
    this.#send({ type: "call.arrived", legId, from, to, trunk: "trunk", arrivedAt: this.#now });
  }

  #carryOut(command: AcdCommand): void {
    const { legId } = command;
    const leg = this.#customers.get(legId);
    if (command.type === "leg.wait" && leg !== undefined) {
      this.#planAsk(leg, (leg.step += 1));
    } else if (command.type === "leg.offer" && leg !== undefined) {
      leg.step += 1;
      leg.agentLegId = command.agentLegId;
      this.#customerOf.set(command.agentLegId, leg);
      this.#in(40, () => this.#ring(command));
    } else if (command.type === "leg.hang-up") {
      this.#in(20, () => {
        if (this.#customers.has(legId)) this.#endCustomer(legId, "normal", "us");
        else this.#endAgentLeg(legId, "rejected", "us");
      });
    } else if (command.type === "leg.hold" || command.type === "leg.retrieve") {
      const type = command.type === "leg.hold" ? "leg.held" : "leg.retrieved";
      this.#in(20, () => this.#ifThere(legId, () => this.#send({ type, legId })));
    }
  }

  /** A waiting leg asks every ten seconds. */
  #planAsk(leg: CustomerLeg, step: number): void {
    this.#in(10_000, () => {
      if (this.#customers.get(leg.legId) !== leg || leg.step !== step) return;
      this.#send({ type: "leg.asked", legId: leg.legId, after: "wait" });
    });
  }

  #ring(offer: OfferCommand): void {
    const { agentLegId, agent, callId } = offer;
    this.#ifThere(agentLegId, () => {
      this.#send({ type: "leg.ringing", legId: agentLegId });
      // Answered; rejected at the page; busy at the phone; not answered.
      const fate = this.#chance.among([0.9, 0.04, 0.02, 0.04]);
      const waitMs = fate === 3 ? RING_MS : Math.min(this.#chance.wait(4_000), RING_MS - 1_000);
      this.#in(waitMs, () =>
        this.#ifThere(agentLegId, () => {
          if (fate === 0) this.#answer(offer);
          else if (fate === 1) this.#send({ type: "offer.rejected", agent, callId });
          else this.#endAgentLeg(agentLegId, fate === 2 ? "busy" : "no-answer", "party");
        }),
      );
    });
  }

  #answer({ agentLegId, agent, callId, legId }: OfferCommand): void {
    const leg = this.#customers.get(legId);
    if (leg === undefined) return;
    leg.talking = true;
    this.#send({ type: "leg.answered", legId: agentLegId });
    this.#send({ type: "legs.bridged", customerLegId: legId, agentLegId });
    const talkMs = this.#chance.wait(TALK_MS);
    if (this.#chance.next() < 0.1) {
      const hold = (on: boolean) =>
        this.#ifThere(agentLegId, () => this.#send({ type: "call.hold-asked", agent, callId, on }));
      this.#in(talkMs / 3, () => hold(true));
      this.#in(talkMs / 2, () => hold(false));
    }
    this.#in(talkMs, () =>
      this.#ifThere(agentLegId, () => {
        const who = this.#chance.among([0.5, 0.3, 0.2]);
        if (who === 0) this.#endCustomer(legId, "normal", "party");
        else if (who === 1) this.#endAgentLeg(agentLegId, "normal", "party");
        else this.#send({ type: "call.hang-up-asked", agent, callId });
        if (this.#chance.next() < 0.5) {
          this.#in(this.#chance.wait(8_000), () => this.#send({ type: "agent.acw-ended", agent, by: agent }));
        }
      }),
    );
  }

  #ifThere(agentLegId: string, act: () => void): void {
    if (this.#customerOf.has(agentLegId)) act();
  }

  #endAgentLeg(legId: string, cause: LegEndCause, by: "party" | "us"): void {
    const customer = this.#customerOf.get(legId);
    if (customer === undefined) return;
    this.#customerOf.delete(legId);
    const { talking } = customer;
    customer.talking = false;
    customer.agentLegId = undefined;
    customer.step += 1;
    this.#send({ type: "leg.ended", legId, cause: talking ? "normal" : cause, by, raw });
    if (!this.#customers.has(customer.legId)) return;
    const after = talking ? "talk" : "offer";
    this.#send({ type: "leg.asked", legId: customer.legId, after, agentLegId: legId, cause });
  }

  #endCustomer(legId: string, cause: LegEndCause, by: "party" | "us"): void {
    const leg = this.#customers.get(legId);
    if (leg === undefined) return;
    this.#customers.delete(legId);
    this.#send({ type: "leg.ended", legId, cause, by, raw });
    if (leg.agentLegId !== undefined) this.#endAgentLeg(leg.agentLegId, "caller-gone", "us");
  }
}
