import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PhoneCall } from "../calls/support/sip-phone.ts";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { Caller } from "./support/caller.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";

const SOON = { timeout: 30_000 } as const;
/** As support/chaos-agent.ts and support/hospital.ts give them out. */
const [AGENT_HERTZ, LEADER_HERTZ] = [500, 550];

describe.skipIf(noSwitch)("the server killed while a leader listens", () => {
  let hospital: Hospital;
  let agent: ChaosAgent;
  let leader: ChaosAgent;

  beforeAll(async () => {
    hospital = await Hospital.open({ agents: 2, leader: 1 });
    [agent, leader] = hospital.agents as [ChaosAgent, ChaosAgent];
    for (const each of [agent, leader]) each.answerAll();
    await agent.goOnline();
  });
  afterAll(async () => {
    await hospital?.close();
  });

  async function listening(): Promise<{ caller: Caller; callId: string; heard: PhoneCall }> {
    await agent.session.until((me) => me?.activity === "idle", "being free");
    const caller = await hospital.call();
    await agent.session.until((me) => me?.state === "talking", "the talk");
    const callId = agent.session.me?.callId ?? "";
    await ask(callId, "listen");
    await leader.session.until((me) => me?.listening?.present === "listen", "the listening");
    const heard = leader.phone.calls.at(-1);
    if (heard === undefined) throw new Error("the leader's phone has no call");
    await leaderHears(heard);
    return { caller, callId, heard };
  }

  const ask = (callId: string, mode: string) => leader.session.post(`/calls/${callId}/listen`, { mode });

  async function leaderHears({ media }: PhoneCall): Promise<void> {
    const before = media.packetsReceived;
    await expect.poll(() => media.packetsReceived, SOON).toBeGreaterThan(before + 30);
    await expect.poll(() => media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.25);
  }

  async function killAndRestart(meanwhile: () => Promise<void>): Promise<void> {
    await hospital.server.kill();
    await meanwhile();
    await hospital.server.up();
    await hospital.reconnect();
  }

  it("W15: then talk and listening go on, the restarted server shows it, and the leader is heard and leaves at its word", async () => {
    const { caller, callId, heard } = await listening();
    await killAndRestart(() => leaderHears(heard));
    await leader.session.until((me) => me?.listening?.present === "listen", "the listening after the restart");
    await leaderHears(heard);
    await expect.poll(() => caller.call.media.strengthOf(LEADER_HERTZ), SOON).toBeLessThan(0.02);
    await ask(callId, "barge");
    await expect.poll(() => caller.call.media.strengthOf(LEADER_HERTZ), SOON).toBeGreaterThan(0.25);
    await leader.session.post(`/calls/${callId}/listen/end`);
    await leader.session.until((me) => me?.activity === "idle", "being out of the talk");
    await expect.poll(() => caller.call.media.strengthOf(LEADER_HERTZ), SOON).toBeLessThan(0.02);
    await expect.poll(() => caller.call.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.25);
    caller.hangUp();
  });

  it("W15: when it is killed in the very moment of the click, then the leader is in the talk or out of it, and the talk goes on", async () => {
    await agent.session.until((me) => me?.activity === "idle", "being free");
    const caller = await hospital.call();
    await agent.session.until((me) => me?.state === "talking", "the talk");
    const callId = agent.session.me?.callId ?? "";
    const clicked = ask(callId, "listen").catch(() => undefined);
    await killAndRestart(async () => void (await clicked));
    await leader.session.until(
      (me) => me?.activity === "idle" || me?.listening?.present === "listen",
      "a leader in the talk or out of it",
    );
    await expect.poll(() => caller.call.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.25);
    caller.hangUp();
    await leader.session.until((me) => me?.activity === "idle", "the listening's end with the talk");
  });

  it("W15: when the customer hangs up while it is away, then the leader's line ends by itself and the leader is free", async () => {
    const { caller, heard } = await listening();
    await killAndRestart(async () => {
      caller.hangUp();
      await leader.phone.until(heard, "ended");
    });
    await leader.session.until((me) => me?.activity === "idle", "being free");
    await expect.poll(() => hospital.channels(), SOON).toBe(0);
  });
});
