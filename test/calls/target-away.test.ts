import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsultScene } from "./support/consult-scene.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import { noSwitch } from "./support/switch-rig.ts";

const BOTH = ["one←customer", "customer←one"];
const TWO_AND_CUSTOMER = ["two←customer", "customer←two"];
const RING_SECONDS = 5;

type Verb = "consult" | "transfer";

/** Whoever is asked for rings for five seconds at most. */
function impatient() {
  const deployment = floorDeployment();
  for (const { spec } of Object.values(deployment.groups)) spec.ringSeconds = RING_SECONDS;
  return deployment;
}

describe.skipIf(noSwitch)(
  "whom a customer is passed on to, or who is consulted, is away after all, on the real switch",
  () => {
    let scene: ConsultScene;

    beforeAll(async () => {
      scene = await ConsultScene.open(impatient());
    });
    afterAll(async () => {
      await scene.floor.close();
    });
    afterEach(async () => {
      await scene.clear();
      backToWork();
    });

    /** As each case begins: 1004 signed in, online, its phone registered. */
    function backToWork(): void {
      const { floor } = scene;
      if (floor.acd.agentView("agent-1004")?.signedIn === false)
        floor.submit({ type: "agent.signed-in", agent: "agent-1004" });
      choose("online");
    }

    function choose(state: "online" | "break" | "offline"): void {
      const reason = state === "break" ? { breakReason: "meal" } : {};
      scene.floor.submit({ type: "agent.state-chosen", agent: "agent-1004", state, by: "agent-1004", ...reason });
    }

    function begin(verb: Verb): void {
      if (verb === "consult") scene.consult();
      else scene.transfer();
    }

    /** Its phone rings, and the customer or the agent hears that. */
    async function rings(verb: Verb): Promise<void> {
      await scene.talk();
      const rang = scene.phones.two.nextIncoming();
      begin(verb);
      scene.two = { phone: scene.phones.two, call: await rang, hertz: 800 };
      await scene.hearsMusic(scene.customer);
    }

    /** The customer is with the agent again: joined by itself after a consult, rung anew after a transfer. */
    async function isBack(verb: Verb, act: () => void | Promise<void>): Promise<void> {
      const again = verb === "transfer" ? scene.floor.answering(scene.phones.one, 600) : undefined;
      await act();
      scene.one = (await again) ?? scene.one;
      await scene.floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
      expect(scene.outcomes()).toEqual([verb === "transfer" ? "returned" : "failed"]);
    }

    describe.each<Verb>(["consult", "transfer"])("A7 A8: %s", (verb) => {
      it("who does not answer: the customer is with the agent again, the phone stops ringing, its agent has missed it", async () => {
        await rings(verb);
        await isBack(verb, () => undefined);
        await scene.two.phone.until(scene.two.call, "ended");
        await scene.states("talking", "online");
        expect(scene.lastOffer("agent-1004")).toMatchObject({ state: "no-answer" });
      });

      it("who goes on break while it rings and does not answer: the customer is with the agent again, the break shows", async () => {
        await rings(verb);
        await isBack(verb, () => choose("break"));
        await scene.states("talking", "break");
      });

      it("who goes on break while it rings and answers: they talk, and the break shows afterwards", async () => {
        await rings(verb);
        choose("break");
        await scene.two.phone.answer(scene.two.call);
        if (verb === "consult") {
          await scene.hears(["one←two", "two←one"]);
          scene.step("complete");
        }
        await scene.hears(TWO_AND_CUSTOMER);
        scene.customer.phone.hangUp(scene.customer.call);
        await scene.states("acw", "acw");
        scene.floor.release("1004");
        await scene.states("acw", "break");
      });

      it("who signs out while it rings: the customer is with the agent again, the phone stops ringing", async () => {
        await rings(verb);
        await isBack(verb, () => {
          scene.floor.submit({ type: "agent.signed-out", agent: "agent-1004", by: "agent-1004" });
        });
        await scene.two.phone.until(scene.two.call, "ended");
        await scene.states("talking", "offline");
      });

      it("whose phone is registered and gone: the customer is with the agent again", async () => {
        await scene.talk();
        scene.phones.two.unplugged = true;
        try {
          scene.two = scene.one;
          await isBack(verb, () => begin(verb));
          await scene.states("talking", "online");
        } finally {
          scene.phones.two.unplugged = false;
        }
      });

      it("the caller hangs up while it rings: the phone stops, nothing is left", async () => {
        await rings(verb);
        scene.customer.phone.hangUp(scene.customer.call);
        await scene.two.phone.until(scene.two.call, "ended");
        await scene.over();
        await scene.states("acw", "online");
        expect(scene.outcomes()).toEqual(["abandoned"]);
        expect(scene.lastOffer("agent-1004")).toMatchObject({ state: "caller-gone" });
      });
    });

    it("A8: who goes on break while it is consulted: it still gets the customer, and the break shows afterwards", async () => {
      await scene.talking();
      choose("break");
      await scene.states("consulting", "consulting");
      scene.step("complete");
      await scene.hears(TWO_AND_CUSTOMER);
      scene.customer.phone.hangUp(scene.customer.call);
      await scene.over();
      scene.floor.release("1004");
      await scene.states("acw", "break");
    });

    it.each(["break", "offline"] as const)("A7 A8: who is on %s already: refused, and they talk on", async (state) => {
      await scene.talk();
      scene.two = scene.one;
      choose(state);
      const { floor, callId } = scene;
      const target = { kind: "agent", agent: "agent-1004" } as const;
      for (const type of ["call.consult-asked", "call.transfer-asked"] as const) {
        expect(floor.submit({ type, agent: "agent-1001", callId, target }).refused).toBe("target-away");
      }
      await floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
      expect(scene.outcomes()).toEqual([]);
    });
  },
);
