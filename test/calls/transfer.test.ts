import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Floor } from "./support/floor.ts";
import { floorDeployment } from "./support/floor-deployment.ts";
import { noSwitch } from "./support/switch-rig.ts";

const CUSTOMER = 1_000;
const FIRST = 600;
const SECOND = 800;

describe.skipIf(noSwitch)("a customer passed on blindly, on the real switch", () => {
  let floor: Floor;

  beforeEach(async () => {
    floor = await Floor.open(floorDeployment());
  });
  afterEach(async () => {
    await floor.close();
    expect(floor.broken).toEqual([]);
  });

  function transfer(callId: string, to: "agent-1002" | "agent-1004" | "supply") {
    const target = to === "supply" ? ({ kind: "group", group: to } as const) : ({ kind: "agent", agent: to } as const);
    return floor.submit({ type: "call.transfer-asked", agent: "agent-1001", callId, target });
  }

  it("A7: to a group: the first agent is out at once, the second and the customer hear each other, each has a segment and a recording", async () => {
    const first = await floor.agent("1001", FIRST);
    const second = await floor.agent("1004", SECOND);
    const [one, customer] = await floor.talk(first, FIRST, CUSTOMER);
    await floor.hears({ one, customer }, ["one←customer", "customer←one"]);
    const answered = floor.answering(second, SECOND);
    const { callId = "" } = floor.callOf(customer.phone) ?? {};
    transfer(callId, "supply");
    const two = await answered;
    await floor.hears({ one, two, customer }, ["two←customer", "customer←two"]);
    expect(one.call.state).toBe("ended");
    expect(floor.agentState("1001")).toBe("acw");
    customer.phone.hangUp(customer.call);
    await floor.until("the end", () => floor.acd.callViews().length === 0);
    const segments = floor.rows("segments", (row) => row.segmentId);
    expect(segments.map(({ agent, group }) => [agent, group])).toEqual([
      ["agent-1001", "repair"],
      ["agent-1004", "supply"],
    ]);
    await floor.until("both recordings", () => floor.recordings.length === 2);
    expect(floor.recordings.map(({ segmentId }) => segmentId)).toEqual(segments.map(({ segmentId }) => segmentId));
  });

  it("A7: to a group where nobody is free: the customer hears music, and who becomes free gets the call", async () => {
    const first = await floor.agent("1001", FIRST);
    const second = await floor.agent("1004", SECOND);
    const [, customer] = await floor.talk(first, FIRST, CUSTOMER);
    floor.submit({
      type: "agent.state-chosen",
      agent: "agent-1004",
      state: "break",
      breakReason: "meal",
      by: "agent-1004",
    });
    const { callId = "" } = floor.callOf(customer.phone) ?? {};
    transfer(callId, "supply");
    await floor.until(
      "music",
      () => customer.call.media.strengthOf(FIRST) < 0.02 && customer.call.media.loudness() > 0.05,
    );
    expect(customer.call.state).toBe("up");
    const answered = floor.answering(second, SECOND);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1004", state: "online", by: "agent-1004" });
    const two = await answered;
    await floor.hears({ two, customer }, ["two←customer", "customer←two"]);
  });

  it.each([
    ["is busy", 486],
    ["rejects", 603],
    ["is out of order", 500],
  ])("A7: to an agent whose phone %s: the customer comes back to who passed it on", async (_words, status) => {
    const first = await floor.agent("1001", FIRST);
    const second = await floor.agent("1002", SECOND);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1002", state: "outbound", by: "agent-1002" });
    const [, customer] = await floor.talk(first, FIRST, CUSTOMER);
    const rings = second.nextIncoming();
    const { callId = "" } = floor.callOf(customer.phone) ?? {};
    transfer(callId, "agent-1002");
    const ringing = await rings;
    const back = floor.answering(first, FIRST);
    second.reject(ringing, status);
    const one = await back;
    await floor.hears({ one, customer }, ["one←customer", "customer←one"]);
    expect(floor.rows("handovers", (row) => row.handoverId)).toMatchObject([{ outcome: "returned" }]);
  });

  it("A7: the customer hangs up while the phone it was passed on to rings: nothing of the call is left", async () => {
    const first = await floor.agent("1001", FIRST);
    const second = await floor.agent("1002", SECOND);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1002", state: "outbound", by: "agent-1002" });
    const [, customer] = await floor.talk(first, FIRST, CUSTOMER);
    const rings = second.nextIncoming();
    const { callId = "" } = floor.callOf(customer.phone) ?? {};
    transfer(callId, "agent-1002");
    const ringing = await rings;
    customer.phone.hangUp(customer.call);
    await second.until(ringing, "ended");
    await floor.until("an empty switch", async () => /^0 total/m.test(await floor.rig.ask("show channels count")));
    await floor.until("the agent's release", () => floor.agentState("1002") === "outbound");
    expect(floor.acd.callViews()).toEqual([]);
  });
});
