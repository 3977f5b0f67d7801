import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { Caller } from "./support/caller.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

const SOON = { timeout: 30_000 } as const;
const AGENT_HERTZ = 500;

describe.skipIf(noSwitch)("S13: the satisfaction survey", () => {
  let hospital: Hospital;
  let records: KeptRecords;
  let agent: ChaosAgent;

  beforeAll(async () => {
    hospital = await Hospital.open({ agents: 1, survey: ["满意", "一般", "不满意"] });
    records = new KeptRecords(hospital.server.home);
    agent = hospital.agents[0] as ChaosAgent;
    agent.answerAll();
    await hospital.everybodyOnline();
  });
  afterAll(async () => {
    await records?.close();
    await hospital?.close();
  });

  async function talk(): Promise<Caller> {
    await agent.session.until((me) => me?.activity === "idle", "being free");
    const caller = await hospital.call();
    await agent.session.until((me) => me?.state === "talking", "the talk");
    await expect.poll(() => caller.call.media.strengthOf(AGENT_HERTZ), SOON).toBeGreaterThan(0.7);
    return caller;
  }

  /** The agent has hung up, and the customer hears the question. */
  async function surveyed(): Promise<Caller> {
    const caller = await talk();
    const call = agent.phone.calls.at(-1);
    if (call === undefined) throw new Error("the agent has no call");
    agent.phone.hangUp(call);
    await until(
      async () => (await ratingOf(caller))?.state === "asked" && caller.call.media.strengthOf(AGENT_HERTZ) < 0.1,
      "the question",
    );
    return caller;
  }

  const ratingOf = async ({ number }: Caller) => (await records.of(number))[0]?.rating;

  async function rated(caller: Caller) {
    await caller.phone.until(caller.call, "ended", 60_000);
    await until(async () => (await ratingOf(caller))?.state !== "asked", "the end of the rating", 60_000);
    return completeRecord(records, caller.number);
  }

  async function restart(meanwhile: () => Promise<void>): Promise<void> {
    await hospital.server.kill();
    await meanwhile();
    await hospital.server.up();
    await hospital.reconnect();
  }

  it("the agent hangs up and is free while the customer listens; the key is the rating, which the API shows; the thanks end the call", async () => {
    const caller = await surveyed();
    await agent.session.until((me) => me?.activity === "idle", "being free, with the customer still there");
    caller.call.media.press("2");
    const { call, rating, segments } = await rated(caller);
    expect(rating).toMatchObject({ state: "rated", level: 2, levels: 3, label: "一般", keys: "2", agent: "agent-1" });
    expect([call.endReason, segments[0]?.segmentId]).toEqual(["agent-hung-up", rating?.segmentId]);
    const { body } = await hospital.server.api("GET", `/calls/${call.callId}`);
    expect(body).toMatchObject({ rating: { state: "rated", level: 2, label: "一般", keys: "2" } });
    const { body: page } = await hospital.server.api("GET", "/calls?limit=1");
    expect(page).toMatchObject({ items: [{ rating: { state: "rated", level: 2, levels: 3, label: "一般" } }] });
  });

  it("no key at either question: thanked, hung up, unanswered", async () => {
    const caller = await surveyed();
    const { rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "unanswered", level: null, keys: "" });
  });

  it("a wrong key at both questions: thanked, hung up, unanswered, and the keys are kept", async () => {
    const caller = await surveyed();
    caller.call.media.press("9".repeat(60));
    const { rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "unanswered", level: null, keys: "99" });
  });

  it("sixty keys of which the first is wrong: one of those at the second question counts, and the call ends", async () => {
    const caller = await surveyed();
    caller.call.media.press("9" + "1".repeat(59));
    const { rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "rated", level: 1, keys: "91" });
  });

  it("the customer hangs up in the middle: unanswered, and the agent's hang-up ended the talk", async () => {
    const caller = await surveyed();
    caller.hangUp();
    const { call, rating } = await rated(caller);
    expect([call.endReason, rating?.state, rating?.keys]).toEqual(["agent-hung-up", "unanswered", ""]);
  });

  it("the customer hangs up the talk: nobody is asked", async () => {
    const caller = await talk();
    caller.hangUp();
    const { call, rating } = await completeRecord(records, caller.number);
    expect([call.endReason, rating]).toEqual(["customer-hung-up", undefined]);
  });

  it("the server killed while the question plays: after the restart the survey goes on, and the key is the rating", async () => {
    const caller = await surveyed();
    await restart(() => Promise.resolve());
    caller.call.media.press("3");
    const { rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "rated", level: 3, label: "不满意" });
  });

  it("the key pressed while the server is away: the files on disk thank and hang up, the call record brings the rating", async () => {
    const caller = await surveyed();
    await restart(async () => {
      caller.call.media.press("1");
      await caller.phone.until(caller.call, "ended", 30_000);
    });
    const { call, rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "rated", level: 1, label: "满意", keys: "1" });
    expect(call.endReason).toBe("agent-hung-up");
  });

  it("hung up by the customer while the server is away: unanswered", async () => {
    const caller = await surveyed();
    await restart(() => {
      caller.hangUp();
      return Promise.resolve();
    });
    const { rating } = await rated(caller);
    expect(rating).toMatchObject({ state: "unanswered", keys: "" });
  });

  it("the agent's phone lost in the talk: nobody is asked (calls.md)", async () => {
    const caller = await talk();
    agent.phone.calls.at(-1)?.media.goSilent();
    await until(() => agent.session.me?.activity !== "talking", "the loss", 60_000);
    caller.hangUp();
    const { rating } = await completeRecord(records, caller.number);
    expect(rating).toBeUndefined();
  });
});
