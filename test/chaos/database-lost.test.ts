import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { Hospital } from "./support/hospital.ts";
import { completeRecord, KeptRecords } from "./support/kept-records.ts";
import { until } from "./support/until.ts";

const STOPPED_MS = 20_000;

describe.skipIf(noSwitch)("PostgreSQL lost under calls", () => {
  let hospital: Hospital;
  let records: KeptRecords | undefined;

  afterEach(async () => {
    await records?.close();
    await hospital?.close();
  });

  it("killed: calls come, wait, are answered and end without it, the server starts it again, the spool drains, every record is complete", async () => {
    hospital = await Hospital.open({ agents: 2 });
    const { server } = hospital;
    for (const agent of hospital.agents) agent.answerAll();
    await hospital.everybodyOnline();
    const before = await talking(hospital);
    const pid = server.databasePid;
    process.kill(pid, "SIGKILL");

    const during = await talking(hospital);
    const waits = await hospital.call();
    await waits.phone.until(waits.call, "up");
    before.hangUp();
    await hospital.talks(waits);
    await until(() => server.databasePidOrNone !== undefined && server.databasePidOrNone !== pid, "another PostgreSQL");
    await expectDrained(hospital);
    during.hangUp();
    waits.hangUp();
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) await completeRecord(records, number);
    expect((await hospital.server.api("GET", "/doctor")).body).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: "database", ok: true })]) as unknown,
    });
    // Nobody may start a second server on it: the lock was taken again.
    await until(() => readFileSync(`${server.home}/hotline.log`, "utf8").includes("active one again"), "the lock");
  });

  it("killed together with the server: both come back, the spool has what PostgreSQL never got, talks went on and every record is complete", async () => {
    hospital = await Hospital.open({ agents: 2 });
    const { server } = hospital;
    for (const agent of hospital.agents) agent.answerAll();
    await hospital.everybodyOnline();
    const goesOn = await talking(hospital);
    const ends = await talking(hospital);
    const waits = await hospital.call();
    const pid = server.databasePid;
    await server.kill();
    process.kill(pid, "SIGKILL");
    ends.hangUp();
    await server.up();
    await hospital.reconnect();
    expect(server.databasePid).not.toBe(pid);
    await hospital.talks(waits);
    expect(goesOn.call.state).toBe("up");
    for (const caller of [goesOn, waits]) caller.hangUp();
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) {
      const { segments, call } = await completeRecord(records, number);
      expect([number, segments.length, call.endReason]).toEqual([number, 1, "customer-hung-up"]);
    }
  });

  it("standing still for 20 s: calls go on, the journal waits on the local disk and drains afterwards, nothing is lost when the server is killed meanwhile", async () => {
    hospital = await Hospital.open({ agents: 2 });
    const { server } = hospital;
    for (const agent of hospital.agents) agent.answerAll();
    await hospital.everybodyOnline();
    const before = await talking(hospital);
    const processes = processGroup(server.databasePid);
    const stoppedAt = Date.now();
    for (const pid of processes) process.kill(pid, "SIGSTOP");
    try {
      const during = await talking(hospital);
      const waits = await hospital.call();
      await waits.phone.until(waits.call, "up");
      before.hangUp();
      await hospital.talks(waits);
      during.hangUp();
      await sleep(Math.max(0, stoppedAt + STOPPED_MS - Date.now())); // the length of the stop is the condition
      await server.kill();
    } finally {
      for (const pid of processes) process.kill(pid, "SIGCONT");
    }
    expect(hospital.callers.at(-1)?.call.state).toBe("up");
    await server.up();
    await hospital.reconnect();
    await expectDrained(hospital);
    hospital.callers.at(-1)?.hangUp();
    records = new KeptRecords(server.home);
    for (const { number } of hospital.callers) {
      const { segments, call } = await completeRecord(records, number);
      expect([number, segments.length, call.endReason]).toEqual([number, 1, "customer-hung-up"]);
    }
  });
});

async function talking(hospital: Hospital) {
  const caller = await hospital.call();
  await hospital.talks(caller);
  return caller;
}

async function expectDrained(hospital: Hospital): Promise<void> {
  await until(async () => {
    const { body } = await hospital.server.api("GET", "/status");
    const { database } = body as { database: { ok: boolean; spooledEntries: number } };
    return database.ok && database.spooledEntries === 0;
  }, "a drained spool");
  expect(spooledLines(hospital.server.home)).toBe(0);
}

function spooledLines(home: string): number {
  return readdirSync(`${home}/spool`)
    .map((name) => readFileSync(`${home}/spool/${name}`, "utf8").split("\n").filter(Boolean).length)
    .reduce((sum, lines) => sum + lines, 0);
}

/** The postmaster and all its children. */
function processGroup(postmaster: number): number[] {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").trim();
  return [postmaster, ...children.split(" ").filter(Boolean).map(Number)];
}
