import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ensureSwitchRuns, runningPid, stopSwitch } from "../../server/src/switch/freeswitch/index.ts";
import { Desk, hangUp, offerTo, PHONE_PASSWORD, waitFor } from "./support/desk.ts";
import { REPAIR_NUMBER, testDeployment } from "./support/deployment.ts";
import { noSwitch, SwitchRig } from "./support/switch-rig.ts";

describe.skipIf(noSwitch)("a server that comes back to a running switch", () => {
  let rig: SwitchRig;

  beforeAll(async () => {
    rig = await SwitchRig.start(testDeployment());
  });
  afterEach(async () => {
    await rig.present.stop();
  });
  afterAll(async () => {
    await rig.stop();
  });

  it("when the switch runs already, then it is adopted and not started twice", async () => {
    const pid = runningPid(rig.settings);
    expect(await ensureSwitchRuns(rig.settings)).toEqual({ pid, adopted: true });
  });

  it("when a caller waits, another's phone rings and a third talks, then each leg is reported with its own ids, and all go on", async () => {
    const before = new Desk();
    const first = rig.adapter();
    await first.start(before);
    const talking = await rig.phone({ user: "1001", toneHertz: 600 });
    const ringing = await rig.phone({ user: "1002", toneHertz: 700 });
    for (const phone of [talking, ringing]) await phone.register(rig.registrar, PHONE_PASSWORD);
    await before.until(() => before.of("phone.registered")[1], "both phones");
    const joinedAt = Date.now() - 60_000;

    const steps = [
      (legId: string) => offerTo(legId, "1001"),
      (legId: string) => offerTo(legId, "1002", { ringMs: 60_000 }),
      (legId: string) => ({ ...waitFor(legId), joinedAt }),
    ];
    const given: ReturnType<(typeof steps)[number]>[] = [];
    before.decide = (event) => {
      if (event.type !== "call.arrived") return [];
      const step = steps[given.length]?.(event.legId);
      if (step === undefined) return [];
      given.push(step);
      return [step];
    };
    const atTalk = talking.nextIncoming();
    const atRing = ringing.nextIncoming();
    const callers = [];
    for (let index = 0; index < 3; index += 1) {
      const customer = await rig.phone({ user: `1380000444${index}`, address: "127.0.0.2", toneHertz: 1_000 });
      const call = await customer.call(rig.trunk, REPAIR_NUMBER);
      await before.until(() => given[index], `call ${index}`);
      callers.push({ customer, call });
    }
    const talk = await atTalk;
    await talking.answer(talk);
    await before.next("legs.bridged");
    const ring = await atRing;

    await first.stop();
    const after = new Desk();
    await rig.adapter().start(after);
    const { legs } = await after.next("switch.reconciled");
    expect(legs).toHaveLength(5);
    const [talkStep, ringStep, waitStep] = given;
    const leg = (legId: string | undefined) => legs.find((report) => report.legId === legId);
    if (talkStep?.type !== "leg.offer" || ringStep?.type !== "leg.offer") throw new Error("no offers");
    expect(leg(talkStep.legId)).toMatchObject({
      role: "customer",
      state: "up",
      callId: talkStep.callId,
      peerLegId: talkStep.agentLegId,
      to: REPAIR_NUMBER,
      group: "repair",
      from: { number: "13800004440" },
    });
    expect(leg(talkStep.agentLegId)).toMatchObject({
      role: "agent",
      state: "up",
      agent: "agent-1001",
      peerLegId: talkStep.legId,
      offerId: talkStep.offerId,
      segmentId: talkStep.segmentId,
      recordingPart: 1,
      phone: "sip",
    });
    expect(leg(ringStep.agentLegId)).toMatchObject({
      role: "agent",
      state: "ringing",
      agent: "agent-1002",
      offerId: ringStep.offerId,
    });
    expect(leg(ringStep.legId)).toMatchObject({ role: "customer", callId: ringStep.callId, peerLegId: undefined });
    expect(leg(waitStep?.legId)).toMatchObject({ role: "customer", state: "up", joinedAt, peerLegId: undefined });
    expect(
      after
        .of("phone.registered")
        .map(({ agent }) => agent)
        .sort(),
    ).toEqual(["agent-1001", "agent-1002"]);

    // Each goes on as if nothing had been.
    after.decide = (event) => (event.type === "leg.asked" ? [hangUp(event.legId)] : []);
    await ringing.answer(ring);
    await after.next("legs.bridged", ({ agentLegId }) => agentLegId === ringStep.agentLegId);
    await expect.poll(() => talk.media.strengthOf(1_000), { timeout: 5_000 }).toBeGreaterThan(0.7);
    talking.hangUp(talk);
    expect(await after.next("leg.asked", ({ legId }) => legId === talkStep.legId)).toMatchObject({
      after: "talk",
      agentLegId: talkStep.agentLegId,
    });
    await after.until(
      () => after.recordings.find(({ segmentId }) => segmentId === talkStep.segmentId),
      "the recording",
    );
    ringing.hangUp(ring);
    await after.next("leg.asked", ({ legId }) => legId === waitStep?.legId, 20_000);
    for (const { customer, call } of callers) await customer.until(call, "ended");
  });

  it("when another deployment is taken up in the middle of a talk, then the talk goes on and the new number and trunk are there", async () => {
    const desk = new Desk();
    desk.decide = (event) => (event.type === "call.arrived" ? [offerTo(event.legId, "1001")] : []);
    const adapter = rig.adapter();
    await adapter.start(desk);
    const agent = await rig.phone({ user: "1001", toneHertz: 600 });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    const incoming = agent.nextIncoming();
    const customer = await rig.phone({ user: "13800005555", address: "127.0.0.2", toneHertz: 1_000 });
    const call = await customer.call(rig.trunk, REPAIR_NUMBER);
    const ringing = await incoming;
    await agent.answer(ringing);
    await desk.next("legs.bridged");

    const next = testDeployment({ peers: ["127.0.0.2", "127.0.0.4"] });
    const { carrier } = next.trunks;
    if (carrier === undefined) throw new Error("no carrier");
    next.trunks["second"] = { ...carrier, name: "second", spec: { ...carrier.spec, port: 10, priority: 2 } };
    carrier.spec.port = 11;
    await adapter.apply(next);
    await expect.poll(() => rig.ask("sofia status gateway carrier"), { timeout: 10_000 }).toContain("127.0.0.1:11");
    await expect.poll(() => rig.ask("sofia status gateway second"), { timeout: 10_000 }).toContain("127.0.0.1:10");
    const stranger = await rig.phone({ user: "13800006666", address: "127.0.0.4" });
    desk.decide = (event) => (event.type === "call.arrived" ? [hangUp(event.legId, "congestion")] : []);
    const second = await stranger.call(rig.trunk, REPAIR_NUMBER);
    await stranger.until(second, "ended");
    expect(second.status).toBe(503);
    expect(desk.of("call.arrived").at(-1)).toMatchObject({ from: { number: "13800006666" } });
    await expect.poll(() => ringing.media.strengthOf(1_000), { timeout: 5_000 }).toBeGreaterThan(0.7);
    expect(call.state).toBe("up");
    desk.decide = (event) => (event.type === "leg.asked" ? [hangUp(event.legId)] : []);
    agent.hangUp(ringing);
    await customer.until(call, "ended");
  });

  it("when a test call is asked for, then it arrives over the trunk like any other, speaks, and hangs up by itself", async () => {
    const desk = new Desk();
    desk.decide = (event) => {
      if (event.type === "call.arrived") return [offerTo(event.legId, "1001", { caller: event.from })];
      return event.type === "leg.asked" ? [hangUp(event.legId)] : [];
    };
    const adapter = rig.adapter();
    await adapter.start(desk);
    const agent = await rig.phone({ user: "1001", toneHertz: 600 });
    await agent.register(rig.registrar, PHONE_PASSWORD);
    const incoming = agent.nextIncoming();
    const legId = await adapter.placeTestCall({
      to: REPAIR_NUMBER,
      fromNumber: "13700007777",
      fromName: "演示 来电",
      talkMs: 2_000,
    });
    expect(legId).toMatch(/^[\da-f-]{36}$/);
    const ringing = await incoming;
    expect(await desk.next("call.arrived")).toMatchObject({
      from: { number: "13700007777", name: "演示 来电" },
      to: REPAIR_NUMBER,
    });
    await agent.answer(ringing);
    await desk.next("legs.bridged");
    await agent.until(ringing, "ended");
    expect(ringing.media.packetsReceived).toBeGreaterThan(50);
    await desk.next("leg.ended", (event) => event.by === "party");
  });

  it("when the switch is stopped, then its process is gone, and the next start makes a new one that answers", async () => {
    const before = runningPid(rig.settings);
    await stopSwitch(rig.settings);
    expect(runningPid(rig.settings)).toBeUndefined();
    const { pid, adopted } = await ensureSwitchRuns(rig.settings);
    expect(adopted).toBe(false);
    expect(pid).not.toBe(before);
    const desk = new Desk();
    await rig.adapter().start(desk);
    expect(rig.present.status()).toMatchObject({ connected: true, kind: "freeswitch" });
  });
});
