import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { PhoneCall } from "../calls/support/sip-phone.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";

const SOON = { timeout: 30_000 } as const;
const AGENT_HERTZ = 500;
const CUSTOMER_HERTZ = 800;

describe.skipIf(noSwitch)("the server killed while an agent's call is on its way", { timeout: 180_000 }, () => {
  let hospital: Hospital;
  let records: KeptRecords;
  let agent: ChaosAgent;
  let called = 0;

  beforeAll(async () => {
    hospital = await Hospital.open({ agents: 1 });
    records = new KeptRecords(hospital.server.home);
    agent = hospital.agents[0] as ChaosAgent;
    await agent.session.choose("outbound");
  });
  afterAll(async () => {
    await records?.close();
    await hospital?.close();
  });

  /** A number nobody has called yet, its call on the agent's side and on the carrier's. */
  async function dialling(): Promise<{ number: string; own: PhoneCall; other: PhoneCall }> {
    await free();
    called += 1;
    const number = `1390000${String(called).padStart(4, "0")}`;
    const rings = hospital.carrier.nextIncoming();
    const own = await agent.dial(number);
    return { number, own, other: await rings };
  }

  /** Out of the after-call work of the case before. */
  async function free(): Promise<void> {
    await agent.session.until((me) => me?.activity === "idle" || me?.activity === "acw", "the end of the case before");
    if (agent.session.me?.activity === "acw") await agent.session.post("/agents/me/acw/end");
    await agent.session.until((me) => me?.activity === "idle", "being free");
  }

  async function talking() {
    const placed = await dialling();
    await hospital.carrier.answer(placed.other);
    await agent.session.until((me) => me?.state === "talking", "the talk");
    return placed;
  }

  async function hearEachOther(own: PhoneCall, other: PhoneCall): Promise<void> {
    await expect.poll(() => own.media.strengthOf(CUSTOMER_HERTZ), SOON).toBeGreaterThan(0.5);
    await expect.poll(() => other.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.5);
  }

  async function killed(meanwhile: () => Promise<void>): Promise<void> {
    await hospital.server.kill();
    await meanwhile();
    await hospital.server.up();
    await hospital.reconnect();
  }

  it("A10: while it rings, and answered before the server is back: both talk all the time, the page shows the talk, its record is complete", async () => {
    const { number, own, other } = await dialling();
    await killed(async () => {
      await hospital.carrier.answer(other);
      await agent.phone.until(own, "up");
      await hearEachOther(own, other);
    });
    await agent.session.until((me) => me?.state === "talking", "the talk after the restart");
    await hearEachOther(own, other);
    hospital.carrier.hangUp(other);
    const { call, segments, recordings } = await completeRecord(records, number);
    expect(call).toMatchObject({ direction: "outbound", endReason: "customer-hung-up", agent: agent.name });
    expect(segments.map((segment) => segment.agent)).toEqual([agent.name]);
    expect(recordings).toHaveLength(1);
  });

  it("A10: while it rings, and busy before the server is back: the phone hears that, the agent is free, the record says busy", async () => {
    const { number, own, other } = await dialling();
    await killed(async () => {
      hospital.carrier.reject(other, 486);
      await agent.phone.until(own, "ended");
    });
    expect(own.status).toBe(486);
    await agent.session.until((me) => me?.activity === "idle", "being free");
    const { call, segments } = await completeRecord(records, number);
    expect([call.direction, call.endReason, segments.length]).toEqual(["outbound", "busy", 0]);
  });

  it("A10: while it rings, and ringing still when the server is back: it is answered as if nothing had been", async () => {
    const { number, own, other } = await dialling();
    await killed(() => Promise.resolve());
    await agent.session.until((me) => me?.state === "dialing", "the dialling after the restart");
    await hospital.carrier.answer(other);
    await agent.session.until((me) => me?.state === "talking", "the talk");
    await hearEachOther(own, other);
    agent.phone.hangUp(own);
    await hospital.carrier.until(other, "ended");
    expect((await completeRecord(records, number)).call.endReason).toBe("agent-hung-up");
  });

  it("A10: in the moment the phone dials: whatever came of it, the phone is told, the agent is free and nothing is left", async () => {
    await free();
    const number = "13900009999";
    const own = await agent.dial(number);
    await killed(async () => {
      const rings = hospital.carrier.calls.find(({ state }) => state === "ringing");
      if (rings !== undefined) hospital.carrier.reject(rings, 486);
      await agent.phone.until(own, "ended");
    });
    await agent.session.until((me) => me?.activity === "idle", "being free");
    await expect.poll(() => hospital.channels(), SOON).toBe(0);
  });

  it.each(["the called party", "the agent"])(
    "A10: in the talk, and %s hangs up before it is back: both lines end, the record says who",
    async (who) => {
      const { number, own, other } = await talking();
      await killed(async () => {
        await hearEachOther(own, other);
        if (who === "the agent") agent.phone.hangUp(own);
        else hospital.carrier.hangUp(other);
        await agent.phone.until(own, "ended");
        await hospital.carrier.until(other, "ended");
      });
      const { call, segments } = await completeRecord(records, number);
      expect(call.endReason).toBe(who === "the agent" ? "agent-hung-up" : "customer-hung-up");
      expect(segments.map(({ state }) => state)).toEqual(["ended"]);
    },
  );

  it("A10: with the server away a phone is told so in words, and 120 is carried by the switch alone, which the record knows later", async () => {
    await free();
    await killed(async () => {
      const refused = await agent.dial("13900008888");
      await agent.phone.until(refused, "ended");
      expect([refused.status, refused.reason]).toEqual([503, "server-away"]);
      const rings = hospital.carrier.nextIncoming();
      const own = await agent.dial("120");
      const ambulance = await rings;
      await hospital.carrier.answer(ambulance);
      await agent.phone.until(own, "up");
      await hearEachOther(own, ambulance);
      hospital.carrier.hangUp(ambulance);
      await agent.phone.until(own, "ended");
    });
    await expect.poll(async () => (await records.of("120")).length, SOON).toBe(1);
    expect((await records.of("120"))[0]?.call).toMatchObject({ direction: "outbound", toNumber: "120" });
  });
});
