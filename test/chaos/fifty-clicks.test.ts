import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { ThreeDesks, type Desk } from "./support/three-desks.ts";

const CLICKS = 50;
const ONE_AND_CUSTOMER = ["one←customer", "customer←one"];
const TWO_AND_CUSTOMER = ["two←customer", "customer←two"];
const LEADER_AND_CUSTOMER = ["leader←customer", "customer←leader"];
const ONE_AND_TWO = ["one←two", "two←one"];
const ALL = [...ONE_AND_CUSTOMER, ...TWO_AND_CUSTOMER, ...ONE_AND_TWO];

describe.skipIf(noSwitch)("fifty clicks at once on each button of a talk", () => {
  let desks: ThreeDesks;

  beforeAll(async () => {
    desks = await ThreeDesks.open();
  });
  afterEach(async () => {
    await desks.clear();
  });
  afterAll(async () => {
    await desks?.close();
  });

  const toTwo = () => ({ kind: "agent", agent: desks.nameOf("two") });

  /** How often each answer came, none of them after another: as fast as they can be sent. */
  async function fifty(desk: Desk, verb: string, body: object = {}): Promise<Record<string, number>> {
    const { session } = desks.desks[desk];
    const path = `/calls/${desks.callId}/${verb}`;
    const answers = await Promise.all(Array.from({ length: CLICKS }, () => session.click(path, body)));
    return Object.fromEntries(
      Object.entries(Object.groupBy(answers, (answer) => answer)).map(([code, all]) => [code, all?.length ?? 0]),
    );
  }

  const once = (refusal: string) => ({ "202": 1, [refusal]: CLICKS - 1 });

  it("A2: 接听 while it rings at a phone of one's own: refused each time, it rings on, and one lift makes one talk", async () => {
    await desks.arrives();
    expect(await fifty("one", "answer")).toEqual({ "409 call.real-phone": CLICKS });
    await desks.states({ one: "ringing" });
    await desks.lift("one");
    await desks.hears(ONE_AND_CUSTOMER);
    expect((await desks.over()).segments).toHaveLength(1);
  });

  it("A6: 保持 and 恢复: asked for what is so, it stays so; the record has one hold's time", async () => {
    await desks.talk();
    expect(await fifty("one", "hold", { on: true })).toEqual({ "202": CLICKS });
    await desks.states({ one: "held" });
    await desks.hears([], { music: "customer" });
    expect(await fifty("one", "hold", { on: false })).toEqual({ "202": CLICKS });
    await desks.states({ one: "talking" });
    await desks.hears(ONE_AND_CUSTOMER);
    expect((await desks.over()).segments).toHaveLength(1);
  });

  it("A5: 静音: the customer hears nothing, then everything", async () => {
    await desks.talk();
    expect(await fifty("one", "mute", { on: true })).toEqual({ "202": CLICKS });
    await desks.hears(["one←customer"]);
    expect(await fifty("one", "mute", { on: false })).toEqual({ "202": CLICKS });
    await desks.hears(ONE_AND_CUSTOMER);
    await desks.over();
  });

  it("A7: 转接: one is done, the others are told that the call is not theirs any more", async () => {
    await desks.talk();
    expect(await fifty("one", "transfer", toTwo())).toEqual(once("409 call.not-yours"));
    await desks.answering("two");
    await desks.hears(TWO_AND_CUSTOMER);
    expect((await desks.over()).handovers).toHaveLength(1);
  });

  it("A8: 咨询, then 转给: each is done once, one phone rang once", async () => {
    await desks.talk();
    expect(await fifty("one", "consult", toTwo())).toEqual(once("409 call.consulting"));
    await desks.answering("two");
    await desks.hears(ONE_AND_TWO, { music: "customer" });
    expect(await fifty("one", "consult/complete")).toEqual(once("409 call.not-yours"));
    await desks.hears(TWO_AND_CUSTOMER);
    const { handovers, offers } = await desks.over();
    expect([handovers.length, offers.length]).toEqual([1, 2]);
  });

  it("A8: 取回: one is done, the others are told that nobody is consulted", async () => {
    await desks.consulting();
    expect(await fifty("one", "consult/retrieve")).toEqual(once("409 call.not-consulting"));
    await desks.hears(ONE_AND_CUSTOMER);
    await desks.over();
  });

  it("A8: 切换到 one side: one is done, the others ask for what is so", async () => {
    await desks.consulting();
    expect(await fifty("one", "consult/swap", { to: "customer" })).toEqual({ "202": CLICKS });
    await desks.hears(ONE_AND_CUSTOMER, { music: "two" });
    expect(await fifty("one", "consult/swap", { to: "target" })).toEqual({ "202": CLICKS });
    await desks.hears(ONE_AND_TWO, { music: "customer" });
    await desks.over();
  });

  it("A8: to and fro fifty times as fast as it can be asked: who hears whom is in the end what the page shows", async () => {
    await desks.consulting();
    expect(await fifty("one", "consult/swap")).toEqual({ "202": CLICKS });
    await desks.hears(ONE_AND_TWO, { music: "customer" });
    expect(desks.call?.consult?.with).toBe("target");
    await desks.over();
  });

  it("A9: 三方会议, then 我先离开: each is done once", async () => {
    await desks.consulting();
    expect(await fifty("one", "consult/conference")).toEqual(once("409 call.not-consulting"));
    await desks.hears(ALL);
    expect(await fifty("one", "consult/complete")).toEqual(once("409 call.not-yours"));
    await desks.hears(TWO_AND_CUSTOMER);
    await desks.over();
  });

  it("W15: 监听, then 接管: one leg of the leader's each", async () => {
    await desks.talk();
    expect(await fifty("leader", "listen", { mode: "listen" })).toEqual({ "202": CLICKS });
    await desks.answering("leader");
    await desks.desks.leader.session.until((me) => me?.listening?.present === "listen", "the listening");
    expect(await desks.hospital.channels()).toBe(3);
    expect(await fifty("leader", "take-over")).toEqual(once("409 supervision.own-call"));
    await desks.answering("leader");
    await desks.hears(LEADER_AND_CUSTOMER);
    expect((await desks.over()).segments).toHaveLength(2);
  });

  it("A2: 挂断: the talk is over once", async () => {
    await desks.talk();
    const answers = await fifty("one", "hang-up");
    expect(Object.keys(answers).filter((code) => !["202", "404 call.unknown"].includes(code))).toEqual([]);
    const { call, segments } = await desks.over();
    expect([call.endReason, segments.length]).toEqual(["agent-hung-up", 1]);
  });

  it("A8: two pages of one agent that ask for different things in the same moment: one is done, the other is told why not", async () => {
    await desks.talk();
    const { session } = desks.desks.one;
    const ask = (verb: string, body: object = {}) => session.click(`/calls/${desks.callId}/${verb}`, body);
    const first = await Promise.all([ask("consult", toTwo()), ask("transfer", toTwo())]);
    expect(first.toSorted()[0]).toBe("202");
    expect(first.toSorted()[1]).toMatch(/^409 call\.(consulting|not-yours|target-busy)$/);
    await desks.answering("two");
    if (first[0] === "202") {
      await desks.hears(ONE_AND_TWO, { music: "customer" });
      const second = await Promise.all([ask("consult/complete"), ask("consult/retrieve")]);
      expect(second.toSorted()[0]).toBe("202");
      expect(second.toSorted()[1]).toMatch(/^409 call\.(not-consulting|not-yours)$/);
      await desks.hears(second[0] === "202" ? TWO_AND_CUSTOMER : ONE_AND_CUSTOMER);
    } else await desks.hears(TWO_AND_CUSTOMER);
    await desks.over();
  });
});
