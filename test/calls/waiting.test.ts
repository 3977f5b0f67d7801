import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk, hangUp, offerTo, PHONE_PASSWORD, waitFor } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";
import type { SipPhone } from "./support/sip-phone.ts";

describe.skipIf(noSwitch)("a caller who waits", () => {
  let rig: SwitchRig;
  let desk: Desk;
  let agent: SipPhone;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
    desk = new Desk();
    await rig.adapter().start(desk);
    agent = await rig.phone({ user: "1001", toneHertz: 600 });
    await agent.register(rig.registrar, PHONE_PASSWORD);
  });
  afterAll(async () => {
    await rig.stop();
  });

  async function callIn() {
    const customer = await rig.phone({ user: "13800002222", address: "127.0.0.2", toneHertz: 1_000 });
    const before = desk.of("call.arrived").length;
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const arrived = await desk.until(() => desk.of("call.arrived")[before], "call.arrived");
    return { customer, call, legId: arrived.legId };
  }

  it("when nobody is free, then the caller hears music and the leg asks again by itself, with the music going on", async () => {
    desk.decide = (event) =>
      event.type === "call.arrived" || event.type === "leg.asked" ? [waitFor(event.legId)] : [];
    const { customer, call, legId } = await callIn();
    await customer.until(call, "up");
    const asked = await desk.next("leg.asked", (event) => event.legId === legId, 20_000);
    expect(asked.after).toBe("wait");
    const packets = call.media.packetsReceived;
    expect(packets).toBeGreaterThan(300);
    await desk.next("leg.asked", (event) => event.legId === legId && event !== asked, 20_000);
    expect(call.media.packetsReceived - packets).toBeGreaterThan(450);
    customer.hangUp(call);
    expect(await desk.next("leg.ended", (event) => event.legId === legId)).toMatchObject({
      cause: "normal",
      by: "party",
    });
  });

  it("when an agent becomes free, then the waiting leg is offered to its phone and both are bridged", async () => {
    desk.decide = (event) => (event.type === "call.arrived" ? [waitFor(event.legId)] : []);
    const { customer, call, legId } = await callIn();
    await customer.until(call, "up");
    const incoming = agent.nextIncoming();
    const offer = offerTo(legId, "1001", { ringback: "music" });
    rig.present.execute([offer]);
    const ringing = await incoming;
    const packets = call.media.packetsReceived;
    await expect.poll(() => call.media.packetsReceived, { timeout: 5_000 }).toBeGreaterThan(packets + 25);
    await agent.answer(ringing);
    await desk.next("legs.bridged", ({ agentLegId }) => agentLegId === offer.agentLegId);
    await expect.poll(() => call.media.strengthOf(600), { timeout: 5_000 }).toBeGreaterThan(0.7);
    customer.hangUp(call);
    await agent.until(ringing, "ended");
    expect(await desk.next("leg.ended", (event) => event.legId === offer.agentLegId)).toMatchObject({ by: "us" });
  });

  it("when the agent refuses, is busy, does not answer or has no phone, then the caller stays and the leg asks with the cause", async () => {
    const outcomes: unknown[] = [];
    const asksSeen = () => desk.of("leg.asked").filter(({ after }) => after === "offer").length;
    desk.decide = (event) =>
      event.type === "call.arrived" || event.type === "leg.asked" ? [waitFor(event.legId)] : [];
    const { customer, call, legId } = await callIn();
    await customer.until(call, "up");
    for (const [extension, status] of [
      ["1001", 603],
      ["1001", 486],
      ["1001", 0],
      ["1002", 0],
    ] as const) {
      const before = asksSeen();
      const incoming = extension === "1001" ? agent.nextIncoming() : undefined;
      rig.present.execute([offerTo(legId, extension, { ringMs: 2_000, ringback: "music" })]);
      const ringing = await incoming;
      if (ringing !== undefined && status !== 0) agent.reject(ringing, status);
      const asked = await desk.until(
        () => desk.of("leg.asked").filter(({ after }) => after === "offer")[before],
        "leg.asked after the offer",
      );
      outcomes.push(asked.cause);
      expect(call.state).toBe("up");
    }
    expect(outcomes).toEqual(["rejected", "busy", "no-answer", "not-registered"]);
    customer.hangUp(call);
    await desk.next("leg.ended", (event) => event.legId === legId);
  });

  it("when an agent becomes free in the very moment the leg was told to wait, then the offer reaches the phone all the same, each time", async () => {
    desk.decide = (event) => (event.type === "call.arrived" ? [waitFor(event.legId)] : []);
    const { customer, call, legId } = await callIn();
    await customer.until(call, "up");
    const failedBefore = desk.of("command.failed").length;
    const offerAgain = () => {
      rig.present.execute([offerTo(legId, "1001", { ringback: "music" })]);
    };
    // The command leaves before the answer has: it meets the leg between two steps.
    desk.decide = (event) => {
      if (event.type !== "leg.asked") return [];
      offerAgain();
      return [waitFor(event.legId)];
    };
    let incoming = agent.nextIncoming();
    offerAgain();
    for (let round = 0; round < 25; round += 1) {
      const ringing = await incoming;
      incoming = agent.nextIncoming();
      agent.reject(ringing, 486);
    }
    await agent.until(await incoming, "ringing");
    expect(desk.of("command.failed")).toHaveLength(failedBefore);
    expect(call.state).toBe("up");
    customer.hangUp(call);
    await desk.next("leg.ended", (event) => event.legId === legId);
  });

  it("when the agent's leg is hung up by command while it rings, then the phone stops ringing and the caller's leg asks", async () => {
    desk.decide = (event) =>
      event.type === "call.arrived" || event.type === "leg.asked" ? [waitFor(event.legId)] : [];
    const { customer, call, legId } = await callIn();
    await customer.until(call, "up");
    const incoming = agent.nextIncoming();
    const offer = offerTo(legId, "1001", { ringback: "music" });
    rig.present.execute([offer]);
    const ringing = await incoming;
    rig.present.execute([hangUp(offer.agentLegId, "rejected")]);
    await agent.until(ringing, "ended");
    const asked = await desk.next("leg.asked", (event) => event.agentLegId === offer.agentLegId);
    expect(asked).toMatchObject({ after: "offer", cause: "rejected" });
    customer.hangUp(call);
    await desk.next("leg.ended", (event) => event.legId === legId);
  });

  it("when the caller gives up while a phone rings, then the phone stops ringing and both ends are reported", async () => {
    const offers: string[] = [];
    desk.decide = (event) => {
      if (event.type !== "call.arrived") return [];
      const offer = offerTo(event.legId, "1001");
      offers.push(offer.agentLegId);
      return [offer];
    };
    const incoming = agent.nextIncoming();
    const { customer, call, legId } = await callIn();
    const ringing = await incoming;
    customer.hangUp(call);
    await agent.until(ringing, "ended");
    expect(ringing.status).toBe(487);
    expect(await desk.next("leg.ended", (event) => event.legId === legId)).toMatchObject({
      cause: "caller-gone",
      by: "party",
    });
    expect(await desk.next("leg.ended", (event) => event.legId === offers[0])).toMatchObject({
      cause: "caller-gone",
      by: "us",
    });
  });

  it("when a command is for a leg that is gone, then command.failed says so", async () => {
    rig.present.execute([waitFor("00000000-0000-0000-0000-000000000000")]);
    const failed = await desk.next("command.failed", ({ command }) => command === "leg.wait");
    expect(failed.detail).toContain("No such channel");
    rig.present.execute([hangUp("00000000-0000-0000-0000-000000000001")]);
    await desk.next("command.failed", ({ command }) => command === "leg.hang-up");
  });
});
