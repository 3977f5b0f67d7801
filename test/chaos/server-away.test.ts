import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { Caller } from "./support/caller.ts";
import { DUTY_NUMBER } from "./support/hospital-files.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

/** Three questions in vain, five seconds of music each, and a busy machine. */
const DUTY_RINGS_WITHIN_MS = 40_000;
const AWAY_MS = 60_000;

describe.skipIf(noSwitch)("the server away for a minute", () => {
  let hospital: Hospital;
  let records: KeptRecords;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("A4: those who call and those who wait reach the duty number, a talk goes on, and all of it is in the records afterwards, also of one who talks on when the server is back", async () => {
    hospital = await Hospital.open({ agents: 1 });
    records = new KeptRecords(hospital.server.home);
    const { server, carrier } = hospital;
    const [agent] = hospital.agents;
    if (agent === undefined) throw new Error("no agent");
    agent.answerAll();
    await hospital.everybodyOnline();

    const talker = await hospital.call();
    const talk = await until(() => agent.phone.calls[0], "the first call");
    await agent.phone.until(talk, "up");
    const waiter = await hospital.call();
    await waiter.phone.until(waiter.call, "up");
    await server.kill();
    const killedAt = Date.now();

    const stranger = await hospital.call();
    const givesUp = await hospital.call();
    await givesUp.phone.until(givesUp.call, "up");
    givesUp.hangUp();
    const first = await until(() => carrier.calls[0], "a duty call", DUTY_RINGS_WITHIN_MS);
    await carrier.answer(first);
    const second = await until(() => carrier.calls[1], "another duty call", DUTY_RINGS_WITHIN_MS);
    await carrier.answer(second);
    const dutyAnsweredAt = [first.answeredAt, second.answeredAt];
    for (const { call } of [waiter, stranger]) {
      await expect.poll(() => call.media.strengthOf(800), { timeout: 10_000 }).toBeGreaterThan(0.5);
    }
    expect(talker.call.state).toBe("up");
    // One of the two ends with nobody there; the other talks on over the server's return.
    agent.phone.hangUp(talk);
    await talker.phone.until(talker.call, "ended");
    stranger.hangUp();
    const late = await hospital.call();
    await late.phone.until(late.call, "up");

    await sleep(killedAt + AWAY_MS - Date.now());
    expect([waiter, late].map(({ call }) => call.state)).toEqual(["up", "up"]);
    agent.onRing = () => undefined;
    await server.up();
    await hospital.reconnect();
    await until(() => agent.rang.length === 2, "the call of the one who came last");
    expect(agent.rang).toEqual([talker.number, late.number]);
    expect(waiter.call.state).toBe("up");
    late.hangUp();
    await agent.session.until((me) => me?.activity === "idle", "being free");
    expect(waiter.call.state, "the duty talk is left alone").toBe("up");
    waiter.hangUp();

    for (const caller of [waiter, stranger]) {
      const kept = await completeRecord(records, caller.number);
      expect(kept.call).toMatchObject({
        endReason: "emergency",
        agent: DUTY_NUMBER,
        trunk: "carrier",
        group: "repair",
      });
      expect(kept.entries).toMatchObject([{ state: "answered" }]);
      expect(kept.offers).toMatchObject([{ phone: "pstn", agent: DUTY_NUMBER, state: "answered" }]);
      expect(kept.segments).toMatchObject([{ agent: DUTY_NUMBER, recordingParts: 0 }]);
      expect(kept.legs.map(({ role }) => role).sort()).toEqual(["customer", "duty"]);
      expectTrueTimes(kept.call, caller);
      const near = Math.min(
        ...dutyAnsweredAt.map((at) => Math.abs((at ?? 0) - (kept.call.answeredAt?.getTime() ?? 0))),
      );
      expect(near).toBeLessThan(1_500);
    }
    const { body } = await server.api("GET", "/calls?outcome=emergency");
    const listed = (body as { items: { fromNumber: string }[] }).items.map(({ fromNumber }) => fromNumber);
    expect(listed.toSorted()).toEqual([waiter.number, stranger.number].toSorted());
    const ended = await completeRecord(records, talker.number);
    expect(ended.call).toMatchObject({ endReason: "agent-hung-up", agent: agent.name });
    expectTrueTimes(ended.call, talker);
    const gaveUp = await completeRecord(records, givesUp.number);
    expect(gaveUp.call).toMatchObject({ endReason: "abandoned", answeredAt: null });
    expectTrueTimes(gaveUp.call, givesUp);
    const came = await completeRecord(records, late.number);
    expectTrueTimes(came.call, late);
  });
});

function expectTrueTimes(call: { arrivedAt: Date; endedAt: Date | null }, caller: Caller): void {
  expect(Math.abs(call.arrivedAt.getTime() - caller.placedAt), `${caller.number} arrived`).toBeLessThan(1_500);
  expect(Math.abs((call.endedAt?.getTime() ?? 0) - (caller.endedAt ?? 0)), `${caller.number} ended`).toBeLessThan(
    1_500,
  );
}
