import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsultScene } from "./support/consult-scene.ts";
import { noSwitch } from "./support/switch-rig.ts";

const BOTH = ["one←customer", "customer←one"];
const HANDED_OVER = ["two←customer", "customer←two"];

describe.skipIf(noSwitch)("what goes wrong in a consult, on the real switch: the customer is never lost", () => {
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

  it.each([
    ["is busy", 486],
    ["rejects", 603],
    ["is out of order", 500],
  ])("A8: the other's phone %s: agent and customer talk again by themselves", async (_words, status) => {
    await scene.ringing();
    scene.two.phone.reject(scene.two.call, status);
    await scene.hears(BOTH);
    await scene.states("talking", "online");
    expect(scene.outcomes()).toEqual(["failed"]);
  });

  it("A8: the other refuses on its page: agent and customer talk again", async () => {
    await scene.ringing();
    scene.floor.submit({ type: "offer.rejected", agent: "agent-1004", callId: scene.callId });
    await scene.hears(BOTH);
    await scene.states("talking", "online");
  });

  it("A8: the agent gives up the ringing: agent and customer talk again, the other's phone stops", async () => {
    await scene.ringing();
    scene.step("retrieve");
    await scene.hears(BOTH);
    await scene.two.phone.until(scene.two.call, "ended");
    await scene.states("talking", "online");
  });

  it("A8: the other cannot be reached at all: agent and customer talk again", async () => {
    await scene.talk();
    scene.two = scene.one;
    const { floor } = scene;
    await floor.rig.ask("sofia profile agents flush_inbound_reg 1004@hotline");
    scene.consult();
    await floor.until("the consult's end", () => floor.acd.callView(scene.callId)?.consult === undefined);
    await floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
    await floor.registerAgain(scene.phones.two);
  });

  for (const phase of ["ringing", "talking", "swapped", "conference"] as const) {
    it(`A8: the customer hangs up while ${phase}: every leg ends and both agents are released`, async () => {
      await scene[phase]();
      scene.customer.phone.hangUp(scene.customer.call);
      await scene.over();
      await scene.states("acw", phase === "conference" ? "acw" : "online");
      expect(scene.outcomes()).toEqual(["abandoned"]);
    });
  }

  it("A8: the agent lays down while the other's phone rings: the customer waits at the head of the queue and is served", async () => {
    await scene.ringing();
    scene.one.phone.hangUp(scene.one.call);
    await scene.two.phone.until(scene.two.call, "ended");
    await scene.states("acw", "online");
    await scene.hearsMusic(scene.customer);
    const answered = scene.floor.answering(scene.phones.one, 600);
    scene.floor.release("1001");
    scene.one = await answered;
    await scene.hears(BOTH);
  });

  it.each(["talking", "conference"] as const)(
    "A8: the agent lays down while %s: the customer talks with the other",
    async (phase) => {
      await scene[phase]();
      scene.one.phone.hangUp(scene.one.call);
      await scene.hears(HANDED_OVER);
      await scene.states("acw", "talking");
      expect(scene.outcomes()).toEqual(["completed"]);
    },
  );

  it("A8: the agent lays down while it talks with the customer and the other waits: the call is over for all", async () => {
    await scene.swapped();
    scene.one.phone.hangUp(scene.one.call);
    await scene.over();
    await scene.states("acw", "online");
  });

  it.each(["talking", "swapped", "conference"] as const)(
    "A8: the other lays down while %s: agent and customer talk",
    async (phase) => {
      await scene[phase]();
      scene.two.phone.hangUp(scene.two.call);
      await scene.hears(BOTH);
      await scene.states("talking", phase === "conference" ? "acw" : "online");
    },
  );

  it("A8: the agent hangs up on its page while it talks with the other: it is back with the customer", async () => {
    await scene.talking();
    scene.floor.submit({ type: "call.hang-up-asked", agent: "agent-1001", callId: scene.callId });
    await scene.hears(BOTH);
    await scene.two.phone.until(scene.two.call, "ended");
  });

  it("A8: asked for what cannot be, nothing changes: a second consult, steps without one, before the answer, by somebody else", async () => {
    await scene.talk();
    scene.two = scene.one;
    const { floor, callId } = scene;
    const step = (name: "complete" | "retrieve", agent = "agent-1001") =>
      floor.submit({ type: "call.consult-step-asked", agent, callId, step: name }).refused;
    expect(step("retrieve")).toBe("not-consulting");
    const rings = scene.phones.two.nextIncoming();
    scene.consult();
    scene.two = { phone: scene.phones.two, call: await rings, hertz: 800 };
    const target = { kind: "agent", agent: "agent-1004" } as const;
    expect(floor.submit({ type: "call.consult-asked", agent: "agent-1001", callId, target }).refused).toBe(
      "consulting",
    );
    expect(floor.submit({ type: "call.transfer-asked", agent: "agent-1001", callId, target }).refused).toBe(
      "consulting",
    );
    expect(step("complete")).toBe("consult-not-answered");
    expect(step("retrieve", "agent-1004")).toBe("not-talking");
    await scene.two.phone.answer(scene.two.call);
    await scene.hears(["one←two", "two←one"]);
  });

  it("A8: the server restarts while they talk, swapped and in conference: whoever heard whom still does, and every button works", async () => {
    await scene.talking();
    await scene.floor.restart();
    await scene.hears(["one←two", "two←one"]);
    scene.step("swap");
    await scene.hears(BOTH);
    await scene.floor.restart();
    await scene.hears(BOTH);
    await scene.hearsMusic(scene.two);
    scene.step("conference");
    const all = ["one←customer", "one←two", "two←customer", "two←one", "customer←one", "customer←two"];
    await scene.hears(all);
    await scene.floor.restart();
    await scene.hears(all);
    scene.step("complete");
    await scene.hears(HANDED_OVER);
  });
});
