import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import type { ChaosAgent } from "./support/chaos-agent.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

describe.skipIf(noSwitch)("FreeSWITCH killed", () => {
  let hospital: Hospital;
  let records: KeptRecords | undefined;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("under calls that talk, ring and wait: it is started again, they close as switch-lost, agents are free again, half-written recordings are mended and indexed, new calls flow", async () => {
    hospital = await Hospital.open({ agents: 3 });
    const { server } = hospital;
    const [first, second, third] = hospital.agents as [ChaosAgent, ChaosAgent, ChaosAgent];
    first.answerAll();
    second.answerAll();
    await hospital.everybodyOnline();
    for (let index = 0; index < 4; index += 1) await hospital.call();
    await until(() => third.rang.length === 1, "one ringing");
    for (const agent of [first, second]) await soundOnDisk(agent);
    const pid = server.switchPid;
    const killedAt = Date.now();
    process.kill(pid, "SIGKILL");

    await until(() => switchPidOrNone(server.home) !== undefined && server.switchPid !== pid, "another FreeSWITCH");
    for (const agent of hospital.agents) {
      await agent.session.until((me) => me?.activity === "idle" && me.state === "online", "being free");
    }
    expect(await hospital.liveCalls()).toEqual({ live: 0, waiting: 0 });
    await until(async () => (await switchStatus(hospital)).connected, "the connection");
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) {
      const { call, recordings, legs } = await completeRecord(records, number, 60_000);
      expect(call.endReason).toBe("switch-lost");
      expect(legs.map(({ cause }) => cause)).toEqual(legs.map(() => "switch-lost"));
      expect(Math.abs((call.endedAt?.getTime() ?? 0) - killedAt)).toBeLessThan(15_000);
      for (const { state, durationMs } of recordings) {
        expect(state).toBe("salvaged");
        expect(durationMs).toBeGreaterThan(1_000);
      }
    }

    // The phones' registrations are what the switch remembers of them; a phone that comes by again is as good.
    for (const agent of hospital.agents) await agent.register();
    third.answerAll();
    const caller = await hospital.call();
    await until(() => hospital.agents.some(({ rang }) => rang.includes(caller.number)), "the next call");
    await hospital.talks(caller); // a talk of a millisecond leaves no recording
    caller.hangUp();
    expect((await completeRecord(records, caller.number)).call.endReason).toBe("customer-hung-up");
  });

  it("with the server killed too: both come back, and what they had is closed as switch-lost", async () => {
    hospital = await Hospital.open({ agents: 1 });
    const { server } = hospital;
    hospital.agents[0]?.answerAll();
    await hospital.everybodyOnline();
    for (let index = 0; index < 2; index += 1) await hospital.call();
    await until(() => hospital.callers.every(({ call }) => call.state === "up"), "a talk and a waiting caller");
    await soundOnDisk(hospital.agents[0] as ChaosAgent);
    await server.kill();
    process.kill(server.switchPid, "SIGKILL");
    await server.up();
    await hospital.reconnect();
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) {
      expect((await completeRecord(records, number, 60_000)).call.endReason).toBe("switch-lost");
    }
    await hospital.agents[0]?.session.until((me) => me?.activity === "idle", "being free");
    expect(await hospital.channels()).toBe(0);
  });
});

/** The switch keeps up to two seconds of a recording in memory: talks long enough that some of it lies on the disk. */
async function soundOnDisk({ phone }: ChaosAgent): Promise<void> {
  await expect.poll(() => phone.calls[0]?.media.packetsReceived, { timeout: 20_000 }).toBeGreaterThan(250);
}

async function switchStatus(hospital: Hospital): Promise<{ connected: boolean }> {
  const { body } = await hospital.server.api("GET", "/status");
  return (body as { switch: { connected: boolean } }).switch;
}

function switchPidOrNone(home: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(`${home}/freeswitch/run/freeswitch.pid`, "utf8"), 10) || undefined;
  } catch {
    return undefined;
  }
}
