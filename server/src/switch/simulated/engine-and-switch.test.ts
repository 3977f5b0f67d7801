import { expect, test } from "vitest";
import { Acd, type AcdCommand, type AcdConfig, type AcdEvent, type AcdFact } from "../../acd/index.ts";
import type { SwitchListener } from "../port.ts";
import { SimulatedSwitch } from "./simulated-switch.ts";
import { VirtualTime } from "./testing/virtual-time.ts";

/** Engine and switch wired as the runtime does it, on virtual time. */
class Room implements SwitchListener {
  readonly time = new VirtualTime();
  readonly switch = new SimulatedSwitch({ now: () => this.time.now(), scheduler: this.time });
  readonly acd = new Acd();
  readonly facts: AcdFact[] = [];
  readonly offered: string[] = [];
  readonly agents: readonly string[];
  #callOffTick = (): void => undefined;

  constructor(agents: readonly string[]) {
    this.agents = agents;
    this.submit({ type: "engine.started", idSeed: "room" });
    this.submit({ type: "config.applied", config: configOf(agents) });
    void this.switch.start(this);
    agents.forEach((agent, index) => {
      this.submit({ type: "agent.signed-in", agent });
      this.switch.phone(String(1001 + index)).register();
      this.submit({ type: "agent.state-chosen", agent, state: "online", by: agent });
    });
    this.time.advance(100);
  }

  handle(event: AcdEvent): readonly AcdCommand[] {
    const { commands, facts } = this.acd.handle(event, this.time.now());
    this.facts.push(...facts);
    for (const command of commands) if (command.type === "leg.offer") this.offered.push(command.legId);
    expect(this.acd.checkInvariants()).toEqual([]);
    this.#callOffTick();
    const due = this.acd.nextDeadline();
    if (due !== undefined) {
      this.#callOffTick = this.time.after(due - this.time.now(), () => this.submit({ type: "tick" }));
    }
    return commands;
  }

  submit(event: AcdEvent): void {
    this.switch.execute(this.handle(event));
  }

  recordingClosed(): void {
    // Simulated legs record nothing.
  }
  agentOfExtension(extension: string): string | undefined {
    return this.agents[Number(extension) - 1001];
  }
  phoneSecretHash(): undefined {
    return undefined;
  }

  phones() {
    return this.agents.map((_, index) => this.switch.phone(String(1001 + index)));
  }

  ended() {
    const rows = new Map(
      this.facts.flatMap(({ table, row }) => (table === "calls" ? [[row.callId, row] as const] : [])),
    );
    return [...rows.values()].map(({ endReason }) => endReason);
  }
}

function configOf(agents: readonly string[]): AcdConfig {
  const group = { label: "报修", direction: "inbound", ringMs: 10_000, wrapUpMs: 2_000, music: "default" } as const;
  return {
    deploymentHash: "room",
    agents: Object.fromEntries(
      agents.map((name, index) => [
        name,
        { name, label: name, extension: String(1001 + index), groups: { repair: 1 }, primaryGroup: "repair" },
      ]),
    ),
    groups: { repair: { ...group, name: "repair", record: true } },
    trunks: {},
    callerIdGroups: {},
    accessNumbers: { "100": { number: "100", label: "100", group: "repair", trunk: "carrier" } },
    breakReasons: [],
    signInGraceMs: 60_000,
    survey: undefined,
    retryMissedAfterMs: 30_000,
    workAfterManualCalls: true,
  };
}

const from = { number: "13800138000", name: undefined };

test("A3: twenty callers and three agents on the simulated switch: served in the order of arrival, every call to its end", () => {
  const room = new Room(["anna", "bert", "cora"]);
  const callers = Array.from({ length: 20 }, () => {
    room.time.advance(50);
    return room.switch.call({ to: "100", from, talkMs: 5_000 });
  });
  for (let seconds = 0; seconds < 300; seconds += 1) {
    room.time.advance(1_000);
    for (const phone of room.phones()) if (phone.rings) phone.answer();
  }
  expect(room.offered).toEqual(callers.map(({ legId }) => legId));
  expect(room.ended()).toEqual(callers.map(() => "customer-hung-up"));
  expect(room.switch.status().legs).toBe(0);
  expect(room.acd.agentViews().map(({ state }) => state)).toEqual(["online", "online", "online"]);
});

test("an agent who rejects, one who does not answer and one whose browser is gone: the caller stays and reaches the fourth", () => {
  const room = new Room(["anna", "bert", "cora", "dirk"]);
  const [anna, , cora, dirk] = room.phones();
  cora?.vanish();
  const caller = room.switch.call({ to: "100", from });
  room.time.advance(200);
  expect(anna?.reject()).toBe(true);
  room.time.advance(12_000);
  expect(caller.connected).toBe(true);
  expect(dirk?.answer()).toBe(true);
  expect(caller.hearsAgent).toBe(true);
  expect(room.acd.agentView("cora")?.phones).toEqual([]);
  caller.hangUp();
  room.time.advance(10_000);
  expect(room.ended()).toEqual(["customer-hung-up"]);
});

test("a talk whose browser loses its media and registers again goes on, without the customer doing anything", () => {
  const room = new Room(["anna"]);
  const [anna] = room.phones();
  const caller = room.switch.call({ to: "100", from });
  room.time.advance(200);
  anna?.answer();
  room.time.advance(5_000);
  anna?.vanish();
  anna?.loseMedia();
  room.time.advance(3_000);
  expect([caller.connected, caller.hearsAgent]).toEqual([true, false]);
  anna?.register();
  room.time.advance(1_000);
  expect(caller.hearsAgent).toBe(true);
});

test("a caller who runs out of patience: abandoned, and nobody's phone rings on", () => {
  const room = new Room(["anna"]);
  room.switch.call({ to: "100", from, patienceMs: 4_000 });
  room.time.advance(5_000);
  expect(room.ended()).toEqual(["abandoned"]);
  expect(room.phones().some((phone) => phone.rings)).toBe(false);
});

test("the connection to the switch breaks for five seconds in talks and waits: both go on", () => {
  const room = new Room(["anna"]);
  const [anna] = room.phones();
  const talking = room.switch.call({ to: "100", from });
  room.time.advance(200);
  anna?.answer();
  const waiting = room.switch.call({ to: "100", from });
  room.time.advance(200);
  room.switch.disconnect();
  room.time.advance(5_000);
  room.switch.reconnect();
  room.time.advance(30_000);
  expect([talking.hearsAgent, waiting.connected]).toEqual([true, true]);
  expect(room.acd.callViews().map(({ state }) => state)).toEqual(["talking", "waiting"]);
});

test("the switch dies and comes back empty: its calls are over within seconds and the agent is free for the next", () => {
  const room = new Room(["anna"]);
  const [anna] = room.phones();
  room.switch.call({ to: "100", from });
  room.time.advance(200);
  anna?.answer();
  room.switch.disconnect();
  room.switch.crash();
  room.time.advance(2_000);
  room.switch.reconnect();
  room.time.advance(10_000);
  expect(room.acd.callViews()).toEqual([]);
  room.switch.call({ to: "100", from });
  room.time.advance(200);
  expect(anna?.rings).toBe(true);
});

test("commands that the switch refuses: the caller is told again until one gets through", () => {
  const room = new Room(["anna"]);
  room.switch.failNextCommands(2);
  const caller = room.switch.call({ to: "100", from });
  room.time.advance(60_000);
  expect(caller.connected).toBe(true);
  expect(room.acd.callViews()).toHaveLength(1);
});
