import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsultScene } from "./support/consult-scene.ts";
import { noSwitch } from "./support/switch-rig.ts";

describe.skipIf(noSwitch)("who hears whom when an agent consults, on the real switch", () => {
  let scene: ConsultScene;

  beforeAll(async () => {
    scene = await ConsultScene.open();
  });
  afterAll(async () => {
    await scene.floor.close();
  });
  afterEach(async () => {
    await scene.clear();
  });

  it("A8: the agent takes the customer back: both talk, the consulted is let go without a segment", async () => {
    await scene.talking();
    await scene.states("consulting", "consulting");
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    await scene.states("talking", "online");
    await scene.two.phone.until(scene.two.call, "ended");
    expect(scene.outcomes()).toEqual(["retrieved"]);
  });

  it("A8: the agent goes to and fro: the one it leaves hears music", async () => {
    await scene.swapped();
    scene.step("swap");
    await scene.hears(["one←two", "two←one"]);
    await scene.hearsMusic(scene.customer);
    scene.step("swap");
    await scene.hears(["one←customer", "customer←one"]);
    await scene.hearsMusic(scene.two);
  });

  it("A8: the agent leaves the customer to the consulted: those two talk, the first is in after-call work, each has a recording", async () => {
    await scene.talking();
    const { floor } = scene;
    const before = floor.recordings.length;
    scene.step("complete");
    await scene.hears(["two←customer", "customer←two"]);
    await scene.one.phone.until(scene.one.call, "ended");
    await scene.states("acw", "talking");
    scene.customer.phone.hangUp(scene.customer.call);
    await scene.states("acw", "acw");
    await floor.until("both recordings", () => floor.recordings.length === before + 2);
    const segments = floor.rows("segments", (row) => row.segmentId).filter(({ callId }) => callId === scene.callId);
    expect(segments.map(({ agent, state }) => [agent, state])).toEqual([
      ["agent-1001", "ended"],
      ["agent-1004", "ended"],
    ]);
    const recorded = floor.recordings.slice(before).map(({ segmentId }) => segmentId);
    expect(recorded.sort()).toEqual(segments.map(({ segmentId }) => segmentId).sort());
  });

  it("A8: swapped to the customer, the agent leaves: the customer talks with the consulted", async () => {
    await scene.swapped();
    scene.step("complete");
    await scene.hears(["two←customer", "customer←two"]);
    await scene.states("acw", "talking");
  });

  it("A9: all three talk; the third is removed and the two talk on", async () => {
    await scene.conference();
    await scene.states("conferencing", "conferencing");
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    await scene.states("talking", "acw");
    expect(scene.outcomes()).toEqual(["conferenced"]);
  });

  it("A9: all three talk; the agent leaves and the customer talks on with the third, who may consult in turn", async () => {
    await scene.conference();
    scene.step("complete");
    await scene.hears(["two←customer", "customer←two"]);
    await scene.states("acw", "talking");
    await scene.one.phone.until(scene.one.call, "ended");
    scene.floor.release("1001");
    const rings = scene.phones.one.nextIncoming();
    const { floor, callId } = scene;
    const target = { kind: "agent", agent: "agent-1001" } as const;
    expect(floor.submit({ type: "call.consult-asked", agent: "agent-1004", callId, target }).refused).toBeUndefined();
    scene.one = { ...scene.one, call: await rings };
    await scene.phones.one.answer(scene.one.call);
    await scene.hears(["one←two", "two←one"]);
    await scene.hearsMusic(scene.customer);
    floor.submit({ type: "call.consult-step-asked", agent: "agent-1004", callId, step: "conference" });
    await scene.hears(["one←customer", "one←two", "two←customer", "two←one", "customer←one", "customer←two"]);
  });

  it("A5 A8: the consulted mutes itself: nobody hears it in the consult, the conference and when the customer is left to it, until it unmutes", async () => {
    await scene.talking();
    scene.mute("agent-1004", true);
    await scene.hears(["two←one"]);
    scene.step("conference");
    await scene.hears(["one←customer", "two←customer", "two←one", "customer←one"]);
    scene.step("complete");
    await scene.hears(["two←customer"]);
    expect(scene.floor.acd.callView(scene.callId)?.segment?.muted).toBe(true);
    scene.mute("agent-1004", false);
    await scene.hears(["two←customer", "customer←two"]);
  });

  it("A5 A8: muted for the customer, the agent is muted for the consulted too, and when it takes the customer back, until it unmutes", async () => {
    await scene.talk();
    scene.mute("agent-1001", true);
    const answered = scene.floor.answering(scene.phones.two, 800);
    scene.consult();
    scene.two = await answered;
    await scene.hears(["one←two"]);
    scene.step("swap");
    await scene.hears(["one←customer"]);
    scene.mute("agent-1001", false);
    await scene.hears(["one←customer", "customer←one"]);
  });

  it("A6: after a consult the customer is held and retrieved as in any talk", async () => {
    await scene.talking();
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    const { floor, callId } = scene;
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: true });
    await scene.hears([]);
    await scene.hearsMusic(scene.customer);
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: false });
    await scene.hears(["one←customer", "customer←one"]);
  });

  it("A8: a customer on hold is consulted about: the hold ends, and after it both talk", async () => {
    await scene.talk();
    const { floor, callId } = scene;
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: true });
    await floor.until("the hold", () => floor.acd.callView(callId)?.segment?.heldAt !== undefined);
    const answered = floor.answering(scene.phones.two, 800);
    scene.consult();
    scene.two = await answered;
    await scene.hears(["one←two", "two←one"]);
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
  });

  it("A7: after a consult the customer is passed on to a group", async () => {
    await scene.talking();
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    const { floor, callId } = scene;
    await scene.states("talking", "online");
    const answered = floor.answering(scene.phones.two, 800);
    floor.submit({
      type: "call.transfer-asked",
      agent: "agent-1001",
      callId,
      target: { kind: "group", group: "supply" },
    });
    scene.two = await answered;
    await scene.hears(["two←customer", "customer←two"]);
    await scene.states("acw", "talking");
  });

  it("A8: keys pressed in a conference reach the others, as in any talk", async () => {
    await scene.conference();
    scene.one.call.media.press("12#");
    await scene.floor.until("the keys", () => scene.customer.call.media.keys === "12#");
  });
});
