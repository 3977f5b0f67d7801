import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, hangUp, offerTo, PHONE_PASSWORD } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

describe.skipIf(noSwitch)("a call to a registered phone", () => {
  let rig: SwitchRig;
  let desk: Desk;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
    desk = new Desk();
    await rig.adapter().start(desk);
  });
  afterAll(async () => {
    await rig.stop();
  });

  it("A2 A3: when an idle agent's phone is known at arrival, then it rings, both hear each other, and the end is reported", async () => {
    const agent = await rig.phone({ user: "1001", toneHertz: 600 });
    expect(await agent.register(rig.registrar, PHONE_PASSWORD)).toBe(200);
    await desk.next("phone.registered", ({ agent }) => agent === "agent-1001");

    desk.decide = (event) => {
      if (event.type === "call.arrived") return [offerTo(event.legId, "1001")];
      if (event.type === "leg.asked") return [hangUp(event.legId)];
      return [];
    };
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800001111", address: "127.0.0.2", toneHertz: 1_000 });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER, '"张三"');
    const ringing = await incoming;
    const arrived = await desk.next("call.arrived");
    expect(arrived).toMatchObject({
      from: { number: "13800001111", name: "张三" },
      to: REPAIR_NUMBER,
      trunk: "carrier",
    });
    await desk.next("leg.ringing");
    await agent.answer(ringing);
    await customer.until(call, "up");
    const bridged = await desk.next("legs.bridged");
    expect(bridged.customerLegId).toBe(arrived.legId);
    await expect.poll(() => ringing.media.strengthOf(1_000), { timeout: 5_000 }).toBeGreaterThan(0.7);
    await expect.poll(() => call.media.strengthOf(600), { timeout: 5_000 }).toBeGreaterThan(0.7);
    agent.hangUp(ringing);
    await customer.until(call, "ended");
    const asked = await desk.next("leg.asked");
    expect(asked).toMatchObject({ after: "talk", cause: "normal", agentLegId: bridged.agentLegId });
    await desk.next("leg.ended", ({ legId }) => legId === arrived.legId);
    const recording = await desk.until(() => desk.recordings[0], "the recording");
    expect(recording.part).toBe(1);
  });
});
