import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { DUTY_NUMBER } from "./support/hospital-files.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

const DUTY_RINGS_WITHIN_MS = 60_000;

describe.skipIf(noSwitch)("the server standing still", () => {
  let hospital: Hospital;
  let records: KeptRecords;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("A4: who waits reaches the duty number, and when the server wakes it takes nobody away from there, though an agent is free now", async () => {
    hospital = await Hospital.open({ agents: 1 });
    records = new KeptRecords(hospital.server.home);
    const { server, carrier } = hospital;
    const [agent] = hospital.agents;
    if (agent === undefined) throw new Error("no agent");
    agent.answerAll();
    await hospital.everybodyOnline();
    const talker = await hospital.call();
    await until(() => agent.phone.calls[0]?.state === "up", "the talk");
    const waiter = await hospital.call();
    await waiter.phone.until(waiter.call, "up");

    server.standStill();
    talker.hangUp();
    const stranger = await hospital.call();
    for (const index of [0, 1]) {
      await carrier.answer(await until(() => carrier.calls[index], "a duty call", DUTY_RINGS_WITHIN_MS));
    }
    for (const { call } of [waiter, stranger]) {
      await expect.poll(() => call.media.strengthOf(800), { timeout: 10_000 }).toBeGreaterThan(0.5);
    }
    server.goOn();
    await hospital.reconnect();
    await agent.session.until((me) => me?.activity === "idle" && !me.sessionLost, "being free");
    const late = await hospital.call();
    await until(() => agent.rang.includes(late.number), "the next call");
    await hospital.talks(late);
    expect(agent.rang).toEqual([talker.number, late.number]);
    expect([waiter.call.state, stranger.call.state]).toEqual(["up", "up"]);
    for (const caller of [waiter, stranger, late]) caller.hangUp();

    expect((await completeRecord(records, talker.number)).call.endReason).toBe("customer-hung-up");
    for (const { number } of [waiter, stranger]) {
      expect((await completeRecord(records, number)).call).toMatchObject({
        endReason: "emergency",
        agent: DUTY_NUMBER,
      });
    }
    await completeRecord(records, late.number);
  });
});
