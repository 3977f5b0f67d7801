import { describe, expect, test, vi } from "vitest";
import { Acd } from "../../../server/src/acd/acd.ts";
import type { AcdEvent, LegReport } from "../../../server/src/acd/events.ts";
import type { AcdOutput } from "../../../server/src/acd/state/output.ts";
import { countWork } from "./count-work.ts";
import { prepareScene, usOfEngine, usOfLinearDesk, usOfNothing, type Scene } from "./engine-cost.ts";
import { agentName, groupsOf, hospital } from "./hospital.ts";

// Thousands of steps, each looked at closely, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

test.each([10, 40, 150])(
  "engine and linear peer choose the same agents for the same callers, with %d agents",
  (agents) => {
    const scene = prepareScene(agents, 4_000);
    expect(scene.moments.filter(({ chosen }) => chosen.length > 0).length).toBeGreaterThan(200);
    // It throws at the first choice that differs.
    usOfLinearDesk(scene, () => 0);
  },
);

test("the peer notices a choice that is not the first by the rules", () => {
  const scene = prepareScene(40, 500);
  const moments = scene.moments.map((moment) => ({
    ...moment,
    chosen: moment.chosen.map((choice) => ({ ...choice, agent: agentName(Number(choice.agent.slice(6)) + 1) })),
  }));
  expect(() => usOfLinearDesk({ ...scene, moments }, () => 0)).toThrow(/the engine chose .* the peer/);
});

test("the measured day has every kind of event, callers who wait and agents who talk", () => {
  const { moments, waiting, talking } = prepareScene(200, 6_000);
  expect(waiting).toBeGreaterThan(5);
  expect(talking).toBeGreaterThan(100);
  const kinds: AcdEvent["type"][] = [
    "call.arrived",
    "leg.asked",
    "leg.ringing",
    "leg.answered",
    "legs.bridged",
    "leg.ended",
    "offer.rejected",
    "call.hang-up-asked",
    "call.hold-asked",
    "leg.held",
    "leg.retrieved",
    "agent.acw-ended",
    "agent.state-chosen",
    "phone.lost",
    "phone.registered",
    "tick",
  ];
  expect(new Set(moments.map(({ event }) => event.type))).toEqual(new Set(kinds));
});

test("the time of an event is what all of them took by their number", () => {
  const scene = prepareScene(10, 100);
  let ticks = 0;
  expect([usOfEngine(scene, () => (ticks += 50)), usOfNothing(scene, () => (ticks += 25))]).toEqual([500, 250]);
});

/** Things looked at for one event, by its kind: mean and most. */
function workOf({ snapshot, moments }: Scene): Map<string, { mean: number; most: number }> {
  const acd = new Acd(snapshot);
  const work = new Map<string, number[]>();
  for (const { event, now } of moments) {
    const counted = countWork(() => void acd.handle(event, now));
    work.set(event.type, [...(work.get(event.type) ?? []), counted]);
  }
  return new Map(
    [...work].map(([type, counts]) => [
      type,
      { mean: counts.reduce((sum, count) => sum + count, 0) / counts.length, most: Math.max(...counts) },
    ]),
  );
}

describe("work grows no worse than logarithmically", () => {
  test("for every kind of event of a day, from 100 agents and their callers to 3,200", () => {
    const small = workOf(prepareScene(100, 4_000));
    const large = workOf(prepareScene(3_200, 4_000));
    const allowed = Math.log(3_200) / Math.log(100);
    for (const [type, { mean, most }] of large) {
      const before = small.get(type);
      if (before === undefined) continue;
      expect(mean, `mean work of ${type}`).toBeLessThanOrEqual(before.mean * allowed + 10);
      // More deadlines come due in one instant where there are more of them.
      if (type !== "tick") expect(most, `most work of ${type}`).toBeLessThanOrEqual(before.most * allowed + 10);
    }
  });

  test("an agent who is free again is matched without a look at callers it did not decline, however many wait", () => {
    const workFor = (callers: number) => {
      const day = new Queue(callers);
      day.online(agentName(0));
      for (let missed = 0; missed < 5; missed += 1) day.reject(agentName(0));
      return countWork(() => day.reject(agentName(0)));
    };
    expect(workFor(2_000)).toBeLessThanOrEqual(workFor(100) + 10);
  });

  test("a caller whom five agents missed is matched without a look at the others, however many are free", () => {
    const workFor = (agents: number) => {
      const day = new Queue(1);
      for (let index = 0; index < agents; index += 1) day.online(agentName(index));
      for (let missed = 0; missed < 5; missed += 1) day.reject(day.offered());
      const rejecting = day.offered();
      return countWork(() => day.reject(rejecting));
    };
    expect(workFor(2_000)).toBeLessThanOrEqual(workFor(400) * 1.1);
  });
});

describe("what concerns every call at once takes its number of steps, not its square", () => {
  test("reading the switch anew", () => {
    const workFor = (callers: number) => {
      const day = new Queue(callers);
      const legs = day.report();
      day.send({ type: "switch.lost" });
      return countWork(() => day.send({ type: "switch.reconciled", legs }));
    };
    expect(workFor(1_600)).toBeLessThanOrEqual(workFor(400) * 4.4);
  });

  test("taking in callers the journal does not know", () => {
    const workFor = (callers: number) => {
      const legs = new Queue(callers).report();
      const anew = new Queue(0);
      return countWork(() => anew.send({ type: "switch.reconciled", legs }));
    };
    expect(workFor(1_600)).toBeLessThanOrEqual(workFor(400) * 4.4);
  });

  test("a tick that comes late to many deadlines", () => {
    const workFor = (callers: number) => {
      const day = new Queue(callers);
      return countWork(() => day.wait(61_000));
    };
    expect(workFor(1_600)).toBeLessThanOrEqual(workFor(400) * 4.4);
  });

  test("new rules for everybody", () => {
    const workFor = (callers: number) => {
      const day = new Queue(callers);
      const config = hospital(callers);
      return countWork(() => day.send({ type: "config.applied", config }));
    };
    expect(workFor(1_600)).toBeLessThanOrEqual(workFor(400) * 4.4);
  });
});

/** So many callers who wait in the first group of a hospital that has 2,000 agents, none of them here yet. */
class Queue {
  readonly #acd = new Acd();
  #now = 1_700_000_000_000;
  #last: AcdOutput | undefined;

  constructor(callers: number) {
    this.send({ type: "engine.started", idSeed: "queue" });
    this.send({ type: "config.applied", config: hospital(2_000) });
    const from = { number: "13800138000", name: undefined };
    const to = groupsOf(2_000)[0] ?? "";
    for (let index = 0; index < callers; index += 1) {
      this.send({ type: "call.arrived", legId: `leg-${index}`, from, to, trunk: "trunk", arrivedAt: this.#now });
    }
  }

  send(event: AcdEvent): void {
    this.#now += 1;
    this.#last = this.#acd.handle(event, this.#now);
  }

  wait(ms: number): void {
    this.#now += ms;
    this.send({ type: "tick" });
  }

  online(agent: string): void {
    this.send({ type: "agent.signed-in", agent });
    this.send({ type: "phone.registered", agent, phone: "browser" });
    this.send({ type: "agent.state-chosen", agent, state: "online", by: agent });
  }

  /** Who was chosen by the last event. */
  offered(): string {
    const call = this.#acd.callViews().find(({ offer }) => offer !== undefined);
    if (call?.offer === undefined) throw new Error(`nobody rings: ${JSON.stringify(this.#last)}`);
    return call.offer.agent;
  }

  reject(agent: string): void {
    const callId = this.#acd.agentView(agent)?.callId ?? "";
    this.send({ type: "offer.rejected", agent, callId });
  }

  report(): LegReport[] {
    return this.#acd.callViews().map(({ customerLegId, callId, group, arrivedAt, joinedAt }) => ({
      legId: customerLegId,
      role: "customer",
      state: "up",
      callId,
      agent: undefined,
      peerLegId: undefined,
      from: undefined,
      to: undefined,
      group,
      joinedAt,
      startedAt: arrivedAt,
    }));
  }
}
