import { Acd } from "../acd.ts";
import type { AcdCommand } from "../commands.ts";
import type { AcdConfig } from "../config.ts";
import type { AcdEvent } from "../events.ts";
import type { AcdOutput } from "../state/output.ts";

export interface EngineCost {
  readonly agents: number;
  readonly events: number;
  readonly microsecondsPerEvent: number;
}

/** A group for each ten agents, up to twenty; each agent in up to three. */
const groupsFor = (agents: number) => Math.max(1, Math.min(20, Math.floor(agents / 10)));
const memberships = 3;
const raw = { q850: 16, sip: 200, text: undefined };

/**
 * The engine alone under steady traffic: half of the agents talk throughout, a hundred callers of a group without agents
 * wait throughout, and `calls` calls come and go among the rest, seven events each.
 * @param clock in ms with fractions, as performance.now
 */
export function measureEngine(agents: number, calls: number, clock: () => number): EngineCost {
  const groups = groupsFor(agents);
  const traffic = new Traffic(agents);
  for (let waiting = 0; waiting < 100; waiting += 1) traffic.arrive("unstaffed");
  for (let talking = 0; talking < agents / 2; talking += 1)
    traffic.answer(traffic.arrive(`number-${talking % groups}`));
  // The first calls pay for the compiler.
  for (let call = 0; call < calls / 10; call += 1) traffic.wholeCall(`number-${call % groups}`);
  const eventsBefore = traffic.events;
  const startedAt = clock();
  for (let call = 0; call < calls; call += 1) traffic.wholeCall(`number-${call % groups}`);
  const elapsedMs = clock() - startedAt;
  const events = traffic.events - eventsBefore;
  return { agents, events, microsecondsPerEvent: (elapsedMs * 1_000) / events };
}

type Offer = Extract<AcdCommand, { type: "leg.offer" }>;

class Traffic {
  readonly #acd = new Acd();
  #now = 1_700_000_000_000;
  #legs = 0;
  events = 0;

  constructor(agents: number) {
    this.#send({ type: "engine.started", idSeed: "bench" });
    this.#send({ type: "config.applied", config: configOf(agents) });
    for (let index = 0; index < agents; index += 1) {
      const agent = `agent-${index}`;
      this.#send({ type: "agent.signed-in", agent });
      this.#send({ type: "phone.registered", agent, phone: "browser" });
      this.#send({ type: "agent.state-chosen", agent, state: "online", by: agent });
    }
  }

  wholeCall(to: string): void {
    const offer = this.arrive(to);
    if (offer === undefined) return;
    this.answer(offer);
    this.#send({ type: "leg.ended", legId: offer.agentLegId, cause: "normal", by: "party", raw });
    this.#send({ type: "leg.ended", legId: offer.legId, cause: "normal", by: "us", raw });
    this.#send({ type: "agent.acw-ended", agent: offer.agent, by: offer.agent });
  }

  arrive(to: string): Offer | undefined {
    this.#legs += 1;
    const from = { number: "13800138000", name: undefined };
    const legId = `leg-${this.#legs}`;
    const { commands } = this.#send({ type: "call.arrived", legId, from, to, trunk: "trunk", arrivedAt: this.#now });
    return commands.find((command): command is Offer => command.type === "leg.offer");
  }

  answer(offer: Offer | undefined): void {
    if (offer === undefined) return;
    this.#send({ type: "leg.ringing", legId: offer.agentLegId });
    this.#send({ type: "leg.answered", legId: offer.agentLegId });
    this.#send({ type: "legs.bridged", customerLegId: offer.legId, agentLegId: offer.agentLegId });
  }

  #send(event: AcdEvent): AcdOutput {
    this.#now += 1;
    this.events += 1;
    return this.#acd.handle(event, this.#now);
  }
}

function configOf(agents: number): AcdConfig {
  const groups = groupsFor(agents);
  const names = Array.from({ length: groups }, (_, index) => `group-${index}`);
  const group = (name: string) => ({
    name,
    label: name,
    direction: "inbound" as const,
    ringMs: 20_000,
    wrapUpMs: 600_000,
    music: "default",
    record: true,
  });
  const groupsOf = (index: number) =>
    Object.fromEntries(
      Array.from({ length: Math.min(memberships, groups) }, (_, step) => [
        names[(index + step) % groups] ?? "",
        step + 1,
      ]),
    );
  return {
    deploymentHash: "bench",
    agents: Object.fromEntries(
      Array.from({ length: agents }, (_, index) => {
        const name = `agent-${index}`;
        return [name, { name, label: name, extension: `${index}`, groups: groupsOf(index), primaryGroup: names[0] }];
      }),
    ),
    groups: Object.fromEntries([...names, "nobody"].map((name) => [name, group(name)])),
    accessNumbers: Object.fromEntries([
      ...names.map((name, index) => [`number-${index}`, { number: `number-${index}`, label: name, group: name }]),
      ["unstaffed", { number: "unstaffed", label: "unstaffed", group: "nobody" }],
    ]),
    trunkChannels: {},
    breakReasons: [],
    signInGraceMs: 60_000,
    retryMissedAfterMs: 30_000,
  };
}
