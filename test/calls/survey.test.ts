import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsultScene } from "./support/consult-scene.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import type { Party } from "./support/hearing.ts";
import { noSwitch } from "./support/switch-rig.ts";

const survey = {
  enabled: true,
  directions: ["inbound"] as ["inbound"],
  levels: ["满意", "一般", "不满意"] as [string, string, string],
  waitSeconds: 3,
  prompt: "default",
  retryPrompt: "default",
  thanksPrompt: "default",
};
const OTHER_HERTZ = { supply: 800, leader: 1_500 } as const;

describe.skipIf(noSwitch)("who is asked for a rating, about whom, and who hears what, on the real switch", () => {
  let scene: ConsultScene;

  beforeAll(async () => {
    scene = await ConsultScene.open(floorDeployment({ survey }));
  });
  afterAll(async () => {
    await scene?.floor.close();
  });
  afterEach(async () => {
    await scene.clear();
  });

  const rating = () => scene.floor.rows("ratings", (row) => row.callId).find(({ callId }) => callId === scene.callId);
  const lastEnd = () => scene.floor.rows("calls", (row) => row.callId).find(({ callId }) => callId === scene.callId);
  const hangUp = (party: Party) => party.phone.hangUp(party.call);

  /** The customer alone is in the call and hears the question: none of the others' voices, and something. */
  async function isAsked(about: string): Promise<void> {
    const { floor, customer } = scene;
    await floor.until("the question", () => floor.callOf(customer.phone)?.state === "surveying");
    await floor.until("the question on the switch", () => rating()?.state === "asked");
    expect(rating()).toMatchObject({ agent: about, levels: 3 });
    await scene.hearsMusic(customer);
    await scene.hears([]);
    expect(customer.call.state).toBe("up");
  }

  /** The key counts, is thanked for and ends the call. */
  async function rates(key: string): Promise<void> {
    const { floor, customer } = scene;
    customer.call.media.press(key);
    await floor.until("the rating", () => rating()?.state === "rated");
    await customer.phone.until(customer.call, "ended");
    await floor.until("the end of the call", () => lastEnd()?.state === "ended");
    expect(rating()).toMatchObject({ level: Number(key), label: survey.levels[Number(key) - 1] });
    expect(lastEnd()?.endReason).toBe("agent-hung-up");
  }

  it("S13: the agent hangs up: its phone is out and it is in ACW already while the customer alone hears the prompt", async () => {
    await scene.talk();
    scene.two = scene.one;
    hangUp(scene.one);
    await isAsked("agent-1001");
    expect(scene.floor.agentState("1001")).toBe("acw");
    expect(scene.one.call.state).toBe("ended");
    await rates("1");
  });

  it("S13, A6: the agent hangs up while the customer is on hold: the music ends and the question is heard", async () => {
    await scene.talk();
    scene.two = scene.one;
    const { floor, callId } = scene;
    floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on: true });
    await floor.until("the hold", () => floor.agentState("1001") === "held");
    await scene.hearsMusic(scene.customer);
    hangUp(scene.one);
    await isAsked("agent-1001");
    await rates("2");
  });

  it("S13, A7: passed on to a group: the first agent's end asks nobody, the second's hang-up asks about the second", async () => {
    await scene.talk();
    const { floor, callId } = scene;
    const answered = floor.answering(scene.phones.two, OTHER_HERTZ.supply);
    const target = { kind: "group", group: "supply" } as const;
    floor.submit({ type: "call.transfer-asked", agent: "agent-1001", callId, target });
    scene.two = await answered;
    await scene.hears(["two←customer", "customer←two"]);
    expect(scene.one.call.state).toBe("ended");
    expect(rating()).toBeUndefined();
    hangUp(scene.two);
    await isAsked("agent-1004");
    await rates("3");
  });

  it("S13, A8: after a completed consult the one who took the customer hangs up and is rated", async () => {
    await scene.talking();
    scene.step("complete");
    await scene.hears(["two←customer", "customer←two"]);
    expect(rating()).toBeUndefined();
    hangUp(scene.two);
    await isAsked("agent-1004");
    await scene.states("acw", "acw");
    await rates("1");
  });

  it("S13, A8: the agent swapped back to the customer hangs up: it is rated, the consulted is let go", async () => {
    await scene.swapped();
    hangUp(scene.one);
    await scene.two.phone.until(scene.two.call, "ended");
    await isAsked("agent-1001");
    await rates("2");
  });

  it("S13, A8: taken back after a consult, the customer is asked when the agent hangs up", async () => {
    await scene.talking();
    scene.step("retrieve");
    await scene.hears(["one←customer", "customer←one"]);
    hangUp(scene.one);
    await isAsked("agent-1001");
    await rates("1");
  });

  it.each([
    ["the agent", "the consulted", "agent-1004"],
    ["the consulted", "the agent", "agent-1001"],
  ])(
    "S13, A9: of a conference %s leaves first: nobody is asked; then %s hangs up and is rated",
    async (first, _, rated) => {
      await scene.conference();
      const [goes, stays] = first === "the agent" ? [scene.one, scene.two] : [scene.two, scene.one];
      hangUp(goes);
      const name = stays === scene.one ? "one" : "two";
      await scene.hears([`${name}←customer`, `customer←${name}`]);
      expect(rating()).toBeUndefined();
      hangUp(stays);
      await isAsked(rated);
      await rates("1");
    },
  );

  it("S13, A9: both agents of a conference hang up at once: the customer is asked once", async () => {
    await scene.conference();
    hangUp(scene.one);
    hangUp(scene.two);
    await scene.floor.until("the question", () => rating()?.state === "asked");
    expect(["agent-1001", "agent-1004"]).toContain(rating()?.agent);
    await rates("3");
  });

  it("S13, A9: the customer leaves a conference: nobody is asked", async () => {
    await scene.conference();
    hangUp(scene.customer);
    await scene.over();
    expect(rating()).toBeUndefined();
  });

  it.each(["listen", "barge"] as const)(
    "S13, W15: the agent hangs up while a leader is in the talk (%s): the agent is rated, and the leader's phone is out",
    async (mode) => {
      await scene.talk();
      const leader = await leaderIn(mode);
      hangUp(scene.one);
      await leader.phone.until(leader.call, "ended");
      scene.two = leader;
      await isAsked("agent-1001");
      await rates("1");
    },
  );

  it("S13, W15: a leader took the customer over and hangs up: the leader is rated, not the agent", async () => {
    await scene.talk();
    const { floor, callId } = scene;
    const leader = await leaderIn("listen");
    const taken = floor.answering(leader.phone, OTHER_HERTZ.leader);
    floor.submit({ type: "call.take-over-asked", agent: "agent-1005", callId, by: "person:agent-1005" });
    scene.two = await taken;
    await scene.hears(["two←customer", "customer←two"]);
    expect(rating()).toBeUndefined();
    hangUp(scene.two);
    await isAsked("agent-1005");
    await rates("2");
    floor.release("1005");
  });

  /** A phone that answers by itself is the page's; a bare one is lifted by hand. */
  async function leaderIn(mode: "listen" | "barge"): Promise<Party> {
    const { floor, callId } = scene;
    leaderPhone ??= await floor.agent("1005", OTHER_HERTZ.leader);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1005", state: "offline", by: "agent-1005" });
    const answered = floor.answering(leaderPhone, OTHER_HERTZ.leader);
    floor.submit({ type: "call.listen-asked", agent: "agent-1005", callId, mode, by: "person:agent-1005" });
    const leader = await answered;
    await floor.until(`the leader's ${mode}`, () => floor.acd.agentView("agent-1005")?.listening?.present === mode);
    return leader;
  }
  let leaderPhone: Party["phone"] | undefined;
});
