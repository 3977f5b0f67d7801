import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConsultScene } from "./support/consult-scene.ts";
import { noSwitch } from "./support/switch-rig.ts";

const BOTH = ["one←customer", "customer←one"];
const ALL = [...BOTH, "one←two", "two←one", "two←customer", "customer←two"];
const MAX_FORWARDS = 5;
const HOLDS = 80;
const SWAPS = 10;

describe.skipIf(noSwitch)("a call that arrived with Max-Forwards 5, on the real switch", () => {
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

  it(`A6: is held and retrieved ${HOLDS} times, and is one segment`, async () => {
    await scene.talk(MAX_FORWARDS);
    scene.two = scene.one;
    const { floor, callId } = scene;
    for (let round = 0; round < HOLDS; round += 1) {
      for (const on of [true, false]) {
        floor.submit({ type: "call.hold-asked", agent: "agent-1001", callId, on });
        await floor.until(on ? "the hold" : "the talk", () => floor.agentState("1001") === (on ? "held" : "talking"));
      }
    }
    await floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
    const segments = floor.rows("segments", (row) => row.segmentId).filter((row) => row.callId === callId);
    expect(segments).toHaveLength(1);
  });

  it(`A7 A8 A9: is consulted about, swapped ${SWAPS} times, in a conference, taken back, passed on, refused, and passed on again`, async () => {
    await scene.talk(MAX_FORWARDS);
    const answered = scene.floor.answering(scene.phones.two, 800);
    scene.consult();
    scene.two = await answered;
    await scene.hears(["one←two", "two←one"]);
    for (let round = 0; round < SWAPS; round += 1) {
      scene.step("swap");
      await scene.hears(round % 2 === 0 ? BOTH : ["one←two", "two←one"]);
    }
    scene.step("conference");
    await scene.hears(ALL);
    scene.step("retrieve");
    await scene.hears(BOTH);
    await scene.states("talking", "acw");
    scene.floor.release("1004");
    const rings = scene.phones.two.nextIncoming();
    const back = scene.floor.answering(scene.phones.one, 600);
    scene.transfer();
    scene.phones.two.reject(await rings, 603);
    scene.one = await back;
    await scene.floor.hears({ one: scene.one, customer: scene.customer }, BOTH);
    const taken = scene.floor.answering(scene.phones.two, 800);
    scene.transfer();
    scene.two = await taken;
    await scene.hears(["two←customer", "customer←two"]);
  });
});
