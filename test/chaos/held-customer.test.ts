import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { PhoneCall } from "../calls/support/sip-phone.ts";
import type { Caller } from "./support/caller.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";

const SOON = { timeout: 30_000 } as const;
/** Of the first agent's phone and the first callers' (support/hospital.ts). */
const AGENT_HERTZ = 500;

interface Talk {
  readonly caller: Caller;
  readonly call: PhoneCall;
  readonly callId: string;
}

describe.skipIf(noSwitch)("the server killed while a customer is on hold", () => {
  let hospital: Hospital;
  let records: KeptRecords;
  let agent: ChaosAgent;

  beforeAll(async () => {
    hospital = await Hospital.open({ agents: 1 });
    records = new KeptRecords(hospital.server.home);
    agent = hospital.agents[0] as ChaosAgent;
    agent.answerAll();
    await hospital.everybodyOnline();
  });
  afterAll(async () => {
    await records?.close();
    await hospital?.close();
  });

  async function talk(): Promise<Talk> {
    await agent.session.until((me) => me?.activity === "idle", "being free");
    const caller = await hospital.call();
    await agent.session.until((me) => me?.state === "talking", "the talk");
    const call = agent.phone.calls.at(-1);
    const callId = agent.session.me?.callId;
    if (call === undefined || callId === undefined) throw new Error("the agent has no call");
    await hearsAgent(caller);
    return { caller, call, callId };
  }

  const hold = (callId: string, on: boolean) => agent.session.post(`/calls/${callId}/hold`, { on });
  const hearsAgent = ({ call }: Caller) =>
    expect.poll(() => call.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.7);

  async function hearsMusic({ call: { media } }: Caller): Promise<void> {
    const before = media.packetsReceived;
    await expect.poll(() => media.packetsReceived, SOON).toBeGreaterThan(before + 30);
    await expect.poll(() => media.strengthOf(AGENT_HERTZ), SOON).toBeLessThan(0.02);
    await expect.poll(() => media.loudness(), SOON).toBeGreaterThan(0.05);
  }

  async function killAndRestart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await hospital.server.kill();
    await meanwhile();
    await hospital.server.up();
    await hospital.reconnect();
  }

  it("A6: then the music goes on, the restarted server shows the hold since when it is, and retrieving brings both back", async () => {
    const { caller, callId } = await talk();
    await hold(callId, true);
    await agent.session.until((me) => me?.state === "held", "the hold");
    const heldAt = agent.session.calls[0]?.segment?.heldAt;
    await hearsMusic(caller);
    await killAndRestart(() => hearsMusic(caller));
    await agent.session.until((me) => me?.state === "held", "the hold after the restart");
    expect(Math.abs((agent.session.calls[0]?.segment?.heldAt ?? 0) - (heldAt ?? 0))).toBeLessThan(1_000);
    await hold(callId, false);
    await agent.session.until((me) => me?.state === "talking", "the talk");
    await hearsAgent(caller);
    caller.hangUp();
    const { call, segments } = await completeRecord(records, caller.number);
    expect([call.endReason, segments.length]).toEqual(["customer-hung-up", 1]);
  });

  it("A6: when it is killed in the very moment of the click, then whatever came of it, the agent gets the customer back", async () => {
    const { caller, callId } = await talk();
    const clicked = hold(callId, true).catch(() => undefined);
    await killAndRestart(async () => void (await clicked));
    await agent.session.until((me) => me?.activity === "held" || me?.activity === "talking", "the call in hand");
    if (agent.session.me?.activity === "held") await hold(callId, false);
    await agent.session.until((me) => me?.state === "talking", "the talk");
    await hearsAgent(caller);
    caller.hangUp();
    expect((await completeRecord(records, caller.number)).call.endReason).toBe("customer-hung-up");
  });

  it("A6: when the agent hangs up while it is away, then the held customer's line ends as after a talk, and the record says who", async () => {
    const { caller, call, callId } = await talk();
    await hold(callId, true);
    await agent.session.until((me) => me?.state === "held", "the hold");
    await killAndRestart(async () => {
      agent.phone.hangUp(call);
      await caller.phone.until(caller.call, "ended");
    });
    const kept = await completeRecord(records, caller.number);
    expect([kept.call.endReason, kept.segments.map(({ state }) => state)]).toEqual(["agent-hung-up", ["ended"]]);
  });
});
