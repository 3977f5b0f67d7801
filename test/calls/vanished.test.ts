import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AcdEvent, ConsultStep } from "../../server/src/acd/index.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import { Floor } from "./support/floor.ts";
import type { Party } from "./support/hearing.ts";
import type { SipPhone } from "./support/sip-phone.ts";
import { noSwitch } from "./support/switch-rig.ts";

const EXTENSIONS = ["1001", "1002", "1003", "1004", "1005"] as const;
type Extension = (typeof EXTENSIONS)[number];

const HERTZ: Readonly<Record<Extension, number>> = { "1001": 500, "1002": 600, "1003": 700, "1004": 800, "1005": 900 };
const CUSTOMER = 1_200;
/** A leg of the trunk or of a desk phone counts as lost 30 s after its last packet. */
const LOST_WITHIN_MS = 60_000;

interface Scene {
  readonly callId: string;
  readonly customer: Party;
  readonly agent: Party;
  /** The colleague asked. */
  readonly third?: Party;
}

describe.skipIf(noSwitch)("a phone that is gone, its BYE with it, on the real switch", () => {
  let floor: Floor;
  const phones = new Map<Extension, SipPhone>();

  beforeAll(async () => {
    floor = await Floor.open(floorDeployment());
    for (const extension of EXTENSIONS) {
      phones.set(extension, await floor.agent(extension, HERTZ[extension]));
      choose(extension, "outbound");
    }
  });
  afterEach(async () => {
    await floor.until("no calls", () => floor.acd.callViews().length === 0);
    await floor.until("an empty switch", async () => (await floor.rig.legs()) === 0);
    for (const phone of phones.values()) await floor.registerAgain(phone);
    floor.release(...EXTENSIONS);
    expect(floor.broken).toEqual([]);
  });
  afterAll(async () => {
    await floor.close();
  });

  const phoneOf = (extension: Extension): SipPhone => {
    const phone = phones.get(extension);
    if (phone === undefined) throw new Error(`no phone ${extension}`);
    return phone;
  };

  function submit(event: AcdEvent): void {
    expect(floor.submit(event).refused).toBeUndefined();
  }

  const choose = (extension: Extension, state: "online" | "outbound"): void =>
    submit({ type: "agent.state-chosen", agent: `agent-${extension}`, state, by: `agent-${extension}` });

  /** The agent is the only one who takes the queue's calls just now. */
  async function talk(extension: Extension): Promise<Scene> {
    choose(extension, "online");
    const [agent, customer] = await floor.talk(phoneOf(extension), HERTZ[extension], CUSTOMER);
    await floor.hears({ agent, customer }, ["agent←customer", "customer←agent"]);
    choose(extension, "outbound");
    return { agent, customer, callId: floor.callOf(customer.phone)?.callId ?? "" };
  }

  async function held(extension: Extension): Promise<Scene> {
    const scene = await talk(extension);
    submit({ type: "call.hold-asked", agent: `agent-${extension}`, callId: scene.callId, on: true });
    await floor.until("the hold", () => floor.agentState(extension) === "held");
    return scene;
  }

  async function consulting(extension: Extension, other: Extension, step?: ConsultStep): Promise<Scene> {
    const { agent, customer, callId } = await talk(extension);
    const by = { agent: `agent-${extension}`, callId };
    const answered = floor.answering(phoneOf(other), HERTZ[other]);
    submit({ type: "call.consult-asked", ...by, target: { kind: "agent", agent: `agent-${other}` } });
    const third = await answered;
    await floor.hears({ agent, customer, third }, ["agent←third", "third←agent"]);
    if (step !== undefined) submit({ type: "call.consult-step-asked", ...by, step });
    if (step === "swap") await floor.hears({ agent, customer, third }, ["agent←customer", "customer←agent"]);
    if (step === "conference") {
      const all = [
        "agent←customer",
        "agent←third",
        "customer←agent",
        "customer←third",
        "third←agent",
        "third←customer",
      ];
      await floor.hears({ agent, customer, third }, all);
    }
    return { agent, customer, third, callId };
  }

  async function waiting(): Promise<Party> {
    const phone = await floor.rig.phone({ user: "13900000099", address: "127.0.0.2", toneHertz: CUSTOMER });
    const customer = { phone, call: await phone.call(floor.rig.trunk, "62345678"), hertz: CUSTOMER };
    await hearsMusic(customer);
    return customer;
  }

  const lose = (...gone: readonly Party[]): void => {
    for (const { phone, call } of gone) phone.lose(call);
  };

  async function hearsMusic({ call }: Party): Promise<void> {
    await floor.until("music", () => call.media.loudness() > 0.05);
  }

  /** Of the calls, by the reasons the records give. */
  async function endedAs(reason: string, ...callIds: readonly string[]): Promise<void> {
    const ended = () =>
      floor
        .rows("calls", (row) => row.callId)
        .filter(({ callId, endedAt }) => callIds.includes(callId) && endedAt !== undefined);
    await floor.until("the calls' ends", () => ended().length === callIds.length, LOST_WITHIN_MS);
    expect(ended().map(({ endReason }) => endReason)).toEqual(callIds.map(() => reason));
    await floor.until("no open ends", () => openEnds(callIds).length === 0);
  }

  function openEnds(callIds: readonly string[]): unknown[] {
    const rows = [
      ...floor.rows("legs", (row) => row.legId),
      ...floor.rows("segments", (row) => row.segmentId),
      ...floor.rows("offers", (row) => row.offerId),
      ...floor.rows("handovers", (row) => row.handoverId),
    ];
    return rows.filter(({ callId, endedAt }) => callIds.includes(callId) && endedAt === undefined);
  }

  it("A2 A6 A8: customers vanish in a talk, on hold, while their agent consults and in the queue: each call ends as lost, no leg and no agent is left", async () => {
    const scenes = [await talk("1001"), await held("1002"), await consulting("1003", "1004")];
    const waiter = await waiting();
    const waits = floor.callOf(waiter.phone)?.callId ?? "";
    lose(waiter, ...scenes.map(({ customer }) => customer));
    await endedAs("lost", waits, ...scenes.map(({ callId }) => callId));
    const states = EXTENSIONS.map((extension) => floor.agentState(extension));
    expect(states).toEqual(["acw", "acw", "acw", "outbound", "outbound"]);
  });

  it("A8 A9: customers vanish in a conference, and while their agent has swapped to them: the same", async () => {
    const scenes = [await consulting("1001", "1004", "conference"), await consulting("1002", "1005", "swap")];
    lose(...scenes.map(({ customer }) => customer));
    await endedAs("lost", ...scenes.map(({ callId }) => callId));
    const states = EXTENSIONS.map((extension) => floor.agentState(extension));
    expect(states).toEqual(["acw", "acw", "outbound", "acw", "outbound"]);
  });

  it("A2 A8 A9: agents vanish in a talk, a consult and a conference: each customer hears music or who stayed, and who waits is served", async () => {
    const talks = await talk("1001");
    const consults = await consulting("1002", "1004");
    const confers = await consulting("1003", "1005", "conference");
    lose(talks.agent, consults.agent, confers.agent);
    for (const [extension, state] of [
      ["1001", "acw"],
      ["1002", "acw"],
      ["1003", "acw"],
      ["1004", "outbound"],
    ] as const) {
      await floor.until(`${extension} being ${state}`, () => floor.agentState(extension) === state, LOST_WITHIN_MS);
    }
    await hearsMusic(talks.customer);
    await hearsMusic(consults.customer);
    const { customer, third } = confers;
    if (third === undefined) throw new Error("nobody was asked");
    await floor.hears({ customer, third }, ["customer←third", "third←customer"]);
    for (const extension of ["1001", "1002"] as const) {
      const answered = floor.answering(phoneOf(extension), HERTZ[extension]);
      floor.release(extension);
      await floor.registerAgain(phoneOf(extension));
      choose(extension, "online");
      const agent = await answered;
      await floor.until("the talk", () => floor.agentState(extension) === "talking");
      const served = [talks, consults].find(
        ({ callId }) => floor.acd.agentView(`agent-${extension}`)?.callId === callId,
      );
      if (served === undefined) throw new Error(`${extension} talks with nobody who waited`);
      await floor.hears({ agent, customer: served.customer }, ["agent←customer", "customer←agent"]);
      choose(extension, "outbound");
    }
    for (const scene of [talks, consults, confers]) scene.customer.phone.hangUp(scene.customer.call);
    await endedAs("customer-hung-up", talks.callId, consults.callId, confers.callId);
  });

  it("A8 A9: the colleague asked vanishes, parked after a swap, and in a conference: agent and customer talk", async () => {
    const scenes = [await consulting("1001", "1004", "swap"), await consulting("1002", "1005", "conference")];
    lose(...scenes.flatMap(({ third }) => (third === undefined ? [] : [third])));
    for (const { agent, customer, callId } of scenes) {
      await floor.until(
        "the end of the consult",
        () => floor.acd.callView(callId)?.consult === undefined,
        LOST_WITHIN_MS,
      );
      await floor.hears({ agent, customer }, ["agent←customer", "customer←agent"]);
    }
    for (const { customer } of scenes) customer.phone.hangUp(customer.call);
    await endedAs("customer-hung-up", ...scenes.map(({ callId }) => callId));
  });
});
