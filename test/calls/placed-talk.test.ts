import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "./support/hearing.ts";
import { ConsultScene } from "./support/consult-scene.ts";
import { noSwitch } from "./support/switch-rig.ts";

const BOTH = ["one←customer", "customer←one"];
const HANDED_OVER = ["two←customer", "customer←two"];
const CONSULTING = ["one←two", "two←one"];
const ALL = [...BOTH, ...HANDED_OVER, ...CONSULTING];

describe.skipIf(noSwitch)("a talk that the agent placed, on the real switch, is a talk like any other", () => {
  let scene: ConsultScene;

  beforeAll(async () => {
    scene = await ConsultScene.placed();
  });
  afterAll(async () => {
    await scene.floor.close();
  });
  afterEach(async () => {
    await scene.clear();
  });

  const endReason = () =>
    scene.floor
      .rows("calls", (row) => row.callId)
      .filter(({ callId }) => callId === scene.callId)
      .at(-1)?.endReason;

  function pass(): void {
    const target = { kind: "agent", agent: "agent-1004" } as const;
    const asked = { type: "call.transfer-asked", agent: "agent-1001", callId: scene.callId, target } as const;
    expect(scene.floor.submit(asked).refused).toBeUndefined();
  }

  async function passedOn(): Promise<void> {
    await scene.talk();
    const answered = scene.floor.answering(scene.phones.two, 800);
    pass();
    scene.two = await answered;
    await scene.hears(HANDED_OVER);
    await scene.states("acw", "talking");
  }

  it("A8: the called party hears music while the agent consults, and then the agent again", async () => {
    await scene.talking();
    await scene.states("consulting", "consulting");
    scene.step("retrieve");
    await scene.hears(BOTH);
    await scene.states("talking", "online");
    expect(scene.outcomes()).toEqual(["retrieved"]);
  });

  it("A8: the agent goes to and fro between the called party and the consulted", async () => {
    await scene.swapped();
    scene.step("swap");
    await scene.hears(CONSULTING);
    await scene.hearsMusic(scene.customer);
    scene.step("swap");
    await scene.hears(BOTH);
  });

  it("A8: the agent leaves the called party to the consulted: each has a segment and a recording, and the call ends as the consulted hangs up", async () => {
    await scene.talking();
    const { floor } = scene;
    const before = floor.recordings.length;
    scene.step("complete");
    await scene.hears(HANDED_OVER);
    await scene.states("acw", "talking");
    scene.two.phone.hangUp(scene.two.call);
    await scene.over();
    expect(endReason()).toBe("agent-hung-up");
    const segments = floor.rows("segments", (row) => row.segmentId).filter(({ callId }) => callId === scene.callId);
    expect(segments.map(({ agent, state }) => [agent, state])).toEqual([
      ["agent-1001", "ended"],
      ["agent-1004", "ended"],
    ]);
    await floor.until("both recordings", () => floor.recordings.length === before + 2);
  });

  it("A9: all three talk; the third is removed and the two talk on", async () => {
    await scene.conference();
    await scene.states("conferencing", "conferencing");
    scene.step("retrieve");
    await scene.hears(BOTH);
    await scene.states("talking", "acw");
  });

  it("A9: all three talk; the agent leaves and the called party talks on with the third", async () => {
    await scene.conference();
    scene.step("complete");
    await scene.hears(HANDED_OVER);
    await scene.states("acw", "talking");
  });

  for (const phase of ["ringing", "talking", "swapped", "conference"] as const) {
    it(`A8: the called party hangs up while ${phase}: every leg ends and both agents are released`, async () => {
      await scene[phase]();
      scene.customer.phone.hangUp(scene.customer.call);
      await scene.over();
      await scene.states("acw", phase === "conference" ? "acw" : "online");
      expect(endReason()).toBe("customer-hung-up");
    });
  }

  it("A8: the agent lays down while it consults: the called party talks with the consulted", async () => {
    await scene.talking();
    scene.one.phone.hangUp(scene.one.call);
    await scene.hears(HANDED_OVER);
    await scene.states("acw", "talking");
  });

  it("A8: the other's phone is busy: agent and called party talk again", async () => {
    await scene.ringing();
    scene.two.phone.reject(scene.two.call, 486);
    await scene.hears(BOTH);
    await scene.states("talking", "online");
  });

  it("A7: passed on, whoever has the called party hangs up: it is let go, and the call is over", async () => {
    await passedOn();
    scene.two.phone.hangUp(scene.two.call);
    await scene.over();
    expect(endReason()).toBe("agent-hung-up");
  });

  it("A7: nobody takes the called party passed on: the agent who passed it on has it back", async () => {
    await scene.talk();
    const rings = scene.phones.two.nextIncoming();
    const { floor } = scene;
    pass();
    scene.two = { phone: scene.phones.two, call: await rings, hertz: 800 };
    const back = floor.answering(scene.phones.one, 600);
    scene.two.phone.reject(scene.two.call, 486);
    scene.one = await back;
    await scene.hears(BOTH);
    expect(scene.outcomes()).toEqual(["returned"]);
  });

  it("A6: held, the called party hears music; retrieved, both talk; hanging up on hold ends all", async () => {
    await scene.talk();
    scene.two = scene.one;
    const { floor, callId } = scene;
    const hold = (on: boolean) => floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on });
    hold(true);
    await floor.until("the hold", () => floor.agentState("1001") === "held");
    await scene.hearsMusic(scene.customer);
    hold(false);
    await floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
    hold(true);
    await floor.until("the hold", () => floor.agentState("1001") === "held");
    scene.customer.phone.hangUp(scene.customer.call);
    await scene.over();
    expect(endReason()).toBe("customer-hung-up");
  });

  it("W15: a leader listens, whispers and barges in, and takes the called party over", async () => {
    await scene.talk();
    const { floor, callId } = scene;
    const leader = "agent-1004";
    const by = `person:${leader}`;
    const listens = async (mode: "listen" | "whisper" | "barge") => {
      floor.submit({ type: "call.listen-asked", agent: leader, callId, mode, by });
      await floor.until(mode, () => floor.acd.agentView(leader)?.listening?.present === mode);
    };
    floor.submit({ type: "agent.state-chosen", agent: leader, state: "offline", by: leader });
    const answered = floor.answering(scene.phones.two, 800);
    floor.submit({ type: "call.listen-asked", agent: leader, callId, mode: "listen", by });
    scene.two = await answered;
    const overheard = [...BOTH, "two←one", "two←customer"];
    await scene.hears(overheard);
    await listens("whisper");
    await scene.hears([...overheard, "one←two"]);
    await listens("barge");
    await scene.hears(ALL);
    const taken: Promise<Party> = floor.answering(scene.phones.two, 800);
    floor.submit({ type: "call.take-over-asked", agent: leader, callId, by });
    scene.two = await taken;
    await scene.hears(HANDED_OVER);
    await scene.states("acw", "talking");
    floor.submit({ type: "agent.state-chosen", agent: leader, state: "online", by: leader });
  });

  it("A8: the server restarts while they talk, swapped and in conference: whoever heard whom still does, and every button works", async () => {
    await scene.talking();
    await scene.floor.restart();
    await scene.hears(CONSULTING);
    scene.step("swap");
    await scene.hears(BOTH);
    await scene.floor.restart();
    await scene.hears(BOTH);
    scene.step("conference");
    await scene.hears(ALL);
    await scene.floor.restart();
    await scene.hears(ALL);
    scene.step("complete");
    await scene.hears(HANDED_OVER);
  });
});
