import type { AcdConfig } from "../../../server/src/acd/config.ts";
import type { AcdSnapshot } from "../../../server/src/acd/snapshot.ts";
import type { AcdEvent } from "../../../server/src/acd/events.ts";
import type { Moment } from "./shift.ts";

interface Agent {
  readonly name: string;
  readonly groups: Readonly<Record<string, number>>;
  online: boolean;
  phone: boolean;
  call: Call | undefined;
  acw: Due | undefined;
  idleSince: number;
}

interface Due {
  readonly at: number;
  /** Of those due at one instant the one set first comes first. */
  readonly order: number;
}

interface Call {
  readonly customerLegId: string;
  readonly group: string;
  readonly arrivedAt: number;
  readonly order: number;
  agent: Agent | undefined;
  agentLegId: string | undefined;
  talking: boolean;
  /** Agent → when. */
  declined: Record<string, number>;
  retry: Due | undefined;
}

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/**
 * The peer of the engine: the same rules of who gets whom, by looking through all agents and all callers, as one would write them
 * down first. It keeps no log, no reasons, no deadlines of legs and no ids. `handle` throws where it chooses another than the engine did.
 */
export class LinearDesk {
  readonly #config: AcdConfig;
  readonly #agents: Agent[];
  #calls: Call[];
  #order: number;
  #dues = 0;
  #now: number;
  /** Those whom a new pair may be for. */
  #queued: Call[] = [];
  #freed: Agent[] = [];
  #offers: Call[] = [];

  constructor({ config, agents, calls, now, deadlines }: AcdSnapshot) {
    this.#config = config;
    this.#now = now;
    const dues = new Map<string, Due>();
    for (const { deadline, dueAt } of deadlines) {
      this.#dues += 1;
      if (deadline.kind === "acw") dues.set(deadline.agent, { at: dueAt, order: this.#dues });
      if (deadline.kind === "retry") dues.set(deadline.callId, { at: dueAt, order: this.#dues });
    }
    this.#agents = agents.map((agent) => ({
      name: agent.name,
      groups: agent.config.groups,
      online: agent.chosen === "online",
      phone: agent.phones.length > 0,
      call: undefined,
      acw: dues.get(agent.name),
      idleSince: agent.idleSince,
    }));
    this.#calls = calls.map((call) => {
      const of = call.offer ?? call.segment;
      const agent = this.#agents.find(({ name }) => name === of?.agent);
      const { customerLegId, group, rankAt: arrivedAt, order } = call;
      const mine: Call = {
        customerLegId,
        group,
        arrivedAt,
        order,
        agent,
        agentLegId: of?.agentLegId,
        talking: call.segment !== undefined,
        declined: { ...call.declined },
        retry: dues.get(call.callId),
      };
      if (agent !== undefined) agent.call = mine;
      return mine;
    });
    this.#order = Math.max(0, ...this.#calls.map(({ order }) => order));
  }

  handle({ event, now, chosen }: Moment): void {
    this.#now = now;
    this.#offers = [];
    for (let act = this.#due(); act !== undefined; act = this.#due()) {
      act();
      this.#match();
    }
    this.#take(event);
    this.#match();
    if (this.#offers.length !== chosen.length) this.#differs(chosen);
    for (const [index, call] of this.#offers.entries()) {
      const choice = chosen[index];
      if (choice?.customerLegId !== call.customerLegId || choice.agent !== call.agent?.name) this.#differs(chosen);
      else call.agentLegId = choice.agentLegId;
    }
  }

  #differs(chosen: Moment["chosen"]): never {
    const mine = this.#offers.map(({ customerLegId, agent }) => `${customerLegId} for ${agent?.name ?? "nobody"}`);
    const its = chosen.map(({ customerLegId, agent }) => `${customerLegId} for ${agent}`);
    throw new Error(`the engine chose ${its.join(", ") || "nobody"}, the peer ${mine.join(", ") || "nobody"}`);
  }

  /** The earliest of what should have happened by now. */
  #due(): (() => void) | undefined {
    let first: Due | undefined;
    let act: (() => void) | undefined;
    const look = (due: Due | undefined, then: () => void): void => {
      if (due === undefined || due.at > this.#now) return;
      if (first !== undefined && compare([first.at, first.order], [due.at, due.order]) < 0) return;
      first = due;
      act = then;
    };
    for (const agent of this.#agents) look(agent.acw, () => this.#release(agent, agent.acw?.at ?? this.#now));
    for (const call of this.#calls) look(call.retry, () => this.#retry(call));
    return act;
  }

  #dueAt(at: number): Due {
    this.#dues += 1;
    return { at, order: this.#dues };
  }

  #release(agent: Agent, at: number): void {
    agent.acw = undefined;
    agent.idleSince = at;
    this.#freed.push(agent);
  }

  #retry(call: Call): void {
    const later = Object.values(call.declined).filter((at) => at + this.#config.retryMissedAfterMs > this.#now);
    call.retry = later.length === 0 ? undefined : this.#dueAt(Math.min(...later) + this.#config.retryMissedAfterMs);
    if (call.agent === undefined) this.#queued.push(call);
  }

  #take(event: AcdEvent): void {
    switch (event.type) {
      case "call.arrived":
        this.#arrived(event);
        return;
      case "legs.bridged": {
        const call = this.#callOf(event.customerLegId);
        if (call === undefined) return;
        call.talking = true;
        call.declined = {};
        call.retry = undefined;
        return;
      }
      case "leg.ended":
        this.#ended(event);
        return;
      case "offer.rejected": {
        const call = this.#calls.find(({ agent, talking }) => agent?.name === event.agent && !talking);
        if (call !== undefined) this.#missed(call);
        return;
      }
      case "agent.acw-ended": {
        const agent = this.#agentOf(event.agent);
        if (agent.acw !== undefined) this.#release(agent, this.#now);
        return;
      }
      case "agent.state-chosen": {
        const agent = this.#agentOf(event.agent);
        const online = event.state === "online";
        if (online && !agent.online) agent.idleSince = this.#now;
        agent.online = online;
        if (online) this.#freed.push(agent);
        return;
      }
      case "phone.lost":
        this.#agentOf(event.agent).phone = false;
        return;
      case "phone.registered": {
        const agent = this.#agentOf(event.agent);
        agent.phone = true;
        this.#freed.push(agent);
        return;
      }
      default:
        return;
    }
  }

  #arrived({ legId, to, arrivedAt }: Event<"call.arrived">): void {
    this.#order += 1;
    const call: Call = {
      customerLegId: legId,
      group: this.#config.accessNumbers[to]?.group ?? "",
      arrivedAt,
      order: this.#order,
      agent: undefined,
      agentLegId: undefined,
      talking: false,
      declined: {},
      retry: undefined,
    };
    this.#calls.push(call);
    this.#queued.push(call);
  }

  #ended({ legId, cause }: Event<"leg.ended">): void {
    const call = this.#callOf(legId) ?? this.#calls.find(({ agentLegId }) => agentLegId === legId);
    if (call === undefined) return;
    const { agent, talking } = call;
    if (legId !== call.customerLegId && !talking) {
      if (cause === "busy" || cause === "no-answer") this.#missed(call);
      return;
    }
    this.#calls = this.#calls.filter((other) => other !== call);
    if (agent === undefined) return;
    agent.call = undefined;
    if (talking) agent.acw = this.#dueAt(this.#now + (this.#config.groups[call.group]?.wrapUpMs ?? 0));
    else this.#freed.push(agent);
  }

  #missed(call: Call): void {
    const { agent } = call;
    if (agent === undefined) return;
    call.declined[agent.name] = this.#now;
    call.retry ??= this.#dueAt(this.#now + this.#config.retryMissedAfterMs);
    call.agent = undefined;
    call.agentLegId = undefined;
    agent.call = undefined;
    agent.idleSince = this.#now;
    this.#queued.push(call);
    this.#freed.push(agent);
  }

  #match(): void {
    for (const call of this.#queued.splice(0)) this.#matchCaller(call);
    for (const agent of this.#freed.splice(0)) this.#matchAgent(agent);
  }

  #matchCaller(call: Call): void {
    while (call.agent === undefined && this.#calls.includes(call)) {
      const agent = this.#longestIdleFor(call);
      if (agent === undefined) return;
      this.#offer(this.#firstCallerFor(call.group, agent) ?? call, agent);
    }
  }

  #longestIdleFor(call: Call): Agent | undefined {
    const free = this.#agents
      .filter((agent) => isFree(agent) && agent.groups[call.group] !== undefined)
      .sort((a, b) => compare(idleKey(a, call.group), idleKey(b, call.group)));
    return (
      free.find(({ name }) => call.declined[name] === undefined) ??
      free.find((agent) => this.#mayBeOffered(call, agent))
    );
  }

  #matchAgent(agent: Agent): void {
    if (!isFree(agent)) return;
    const best = Object.entries(agent.groups)
      .flatMap(([group, priority]) => {
        const call = this.#firstCallerFor(group, agent);
        return call === undefined ? [] : [{ call, key: [priority, call.arrivedAt, call.order] }];
      })
      .sort((a, b) => compare(a.key, b.key))[0];
    if (best !== undefined) this.#offer(best.call, agent);
  }

  #firstCallerFor(group: string, agent: Agent): Call | undefined {
    let first: Call | undefined;
    for (const call of this.#calls) {
      if (call.group !== group || call.agent !== undefined || !this.#mayBeOffered(call, agent)) continue;
      if (first === undefined || compare([call.arrivedAt, call.order], [first.arrivedAt, first.order]) < 0)
        first = call;
    }
    return first;
  }

  #mayBeOffered(call: Call, { name }: Agent): boolean {
    const at = call.declined[name];
    return at === undefined || this.#now - at >= this.#config.retryMissedAfterMs;
  }

  #offer(call: Call, agent: Agent): void {
    call.agent = agent;
    call.agentLegId = undefined;
    agent.call = call;
    this.#offers.push(call);
  }

  #callOf(customerLegId: string): Call | undefined {
    return this.#calls.find((call) => call.customerLegId === customerLegId);
  }

  #agentOf(name: string): Agent {
    const agent = this.#agents.find((each) => each.name === name);
    if (agent === undefined) throw new Error(`no agent ${name}`);
    return agent;
  }
}

function isFree({ online, phone, call, acw }: Agent): boolean {
  return online && phone && call === undefined && acw === undefined;
}

function idleKey({ groups, idleSince, name }: Agent, group: string): (number | string)[] {
  return [groups[group] ?? 0, idleSince, name];
}

function compare(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] as number | string;
    if (value < other) return -1;
    if (value > other) return 1;
  }
  return 0;
}
