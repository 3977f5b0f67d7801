import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, hangUp, offerTo, PHONE_PASSWORD } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

const SOON = { timeout: 15_000 } as const;

describe.skipIf(noSwitch)("keys pressed in a talk", () => {
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

  it("A2: when agent and customer press all twelve keys, then the other side's network gets them as telephone-events, in order", async () => {
    const agent = await rig.phone({ user: "1001", toneHertz: 600 });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    await desk.next("phone.registered");
    desk.decide = (event) => {
      if (event.type === "call.arrived") return [offerTo(event.legId, "1001")];
      return event.type === "leg.asked" ? [hangUp(event.legId)] : [];
    };
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800005555", address: "127.0.0.2", toneHertz: 1_000 });
    const customerCall = await customer.call(rig.trunk, REPAIR_NUMBER);
    const agentCall = await incoming;
    await agent.answer(agentCall);
    await desk.next("legs.bridged");
    await expect.poll(() => customerCall.media.strengthOf(600), SOON).toBeGreaterThan(0.7);
    agentCall.media.press("1234567890*#");
    await expect.poll(() => customerCall.media.keys, SOON).toBe("1234567890*#");
    customerCall.media.press("42#");
    await expect.poll(() => agentCall.media.keys, SOON).toBe("42#");
    await expect.poll(() => customerCall.media.strengthOf(600), SOON).toBeGreaterThan(0.7);
    customer.hangUp(customerCall);
    await desk.next("leg.ended");
  });
});
