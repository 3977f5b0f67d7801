import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

describe.skipIf(noSwitch)("the server stopped in order and started again", () => {
  let hospital: Hospital;
  let records: KeptRecords | undefined;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("under calls that talk, ring and wait: the switch goes on, the engine continues from its snapshot, nobody notices but the pages", async () => {
    hospital = await Hospital.open({ agents: 2 });
    const { server } = hospital;
    const [talks, rings] = hospital.agents as [ChaosAgent, ChaosAgent];
    talks.answerAll();
    await hospital.everybodyOnline();
    const [talker, caller, waiter] = [await hospital.call(), await hospital.call(), await hospital.call()];
    await until(() => talks.phone.calls[0]?.state === "up" && rings.phone.calls.length === 1, "a talk and a ringing");
    const switchPid = server.switchPid;
    await server.stop();
    expect([talker, waiter].map(({ call }) => call.state)).toEqual(["up", "up"]);
    await server.up();
    await hospital.reconnect();
    expect(server.switchPid).toBe(switchPid);
    const [ringing] = rings.phone.calls;
    if (ringing === undefined) throw new Error("no ringing call");
    await rings.phone.answer(ringing);
    await rings.session.until((me) => me?.activity === "talking", "the talk of the phone that rang all the time");
    expect(talker.call.state).toBe("up");
    talker.hangUp();
    await hospital.talks(waiter);
    for (const inTalk of [caller, waiter]) {
      await hospital.talks(inTalk);
      inTalk.hangUp();
    }
    records = new KeptRecords(server.home);
    for (const { number } of [talker, caller, waiter]) {
      const kept = await completeRecord(records, number);
      expect([number, kept.call.endReason]).toEqual([number, "customer-hung-up"]);
    }
    expect((await server.api("GET", "/doctor")).body).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: "engine", ok: true })]) as unknown,
    });
  });
});
