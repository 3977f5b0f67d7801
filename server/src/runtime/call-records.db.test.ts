import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Acd } from "../acd/index.ts";
import { deployment } from "../acd/testing/deployment.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { findCallParts } from "../records/call-detail.queries.ts";
import { listCallRecords, readCallRecord, removeCallRecords } from "../switch/freeswitch/index.ts";
import { SimulatedSwitch } from "../switch/simulated/simulated-switch.ts";
import { CallRecords } from "./call-records.ts";
import { Journal } from "./journal.ts";
import { Runtime } from "./runtime.ts";
import { Spool } from "./spool.ts";

const log = pino({ level: "silent" });
const DUTY = "13900000001";
const T0 = Date.parse("2026-11-22T06:00:00Z");

let database: TestDatabase;
let folder: string;
let journal: Journal;
let runtime: Runtime;
let records: CallRecords;
const broken: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hotline-records-"));
  mkdirSync(join(folder, "cdr"));
  for (const table of ["engineJournal", "calls", "legs", "queueEntries", "offers", "segments"] as const) {
    await database.db.deleteFrom(table).execute();
  }
  broken.length = 0;
  journal = new Journal(database.db, new Spool(join(folder, "spool")), log, 0);
  let now = T0 + 3_600_000;
  const clock = { now: () => (now += 1) };
  const switchPort = new SimulatedSwitch({ now: clock.now });
  runtime = new Runtime({ acd: new Acd(), journal, switchPort, clock, log });
  runtime.submit({ type: "engine.started", idSeed: "test" });
  runtime.submit({ type: "config.applied", config: deployment() });
  const source = {
    list: () => listCallRecords(join(folder, "cdr")),
    read: (file: string) => readCallRecord(file, (aside) => broken.push(aside)),
    remove: removeCallRecords,
    routingOf: ({ to }: { to: string }) => ({ group: to === "100" ? "repair" : undefined, trunk: "trunk" }),
  };
  records = new CallRecords({ source, runtime, journal, db: database.db, log });
});
afterEach(async () => {
  await records.stop();
  runtime.stop();
  await journal.close();
  rmSync(folder, { recursive: true });
});

/** As the switch writes it; times in seconds after T0. */
function write(
  legId: string,
  leg: { from: number; to: number; answered?: number; variables?: Record<string, string> },
) {
  const micro = (seconds: number | undefined) => (seconds === undefined ? "0" : String((T0 + seconds * 1_000) * 1_000));
  const variables = {
    uuid: legId,
    direction: "inbound",
    sofia_profile_name: "trunk",
    sip_from_user: "13800138000",
    start_uepoch: micro(leg.from),
    answer_uepoch: micro(leg.answered),
    bridge_uepoch: "0",
    end_uepoch: micro(leg.to),
    hangup_cause: "NORMAL_CLEARING",
    sip_hangup_disposition: "recv_bye",
    hotline_to: "100",
    ...leg.variables,
  };
  writeFileSync(fileOf(legId), JSON.stringify({ variables }));
}

function writeDuty(
  legId: string,
  customer: string,
  leg: { from: number; to: number; answered?: number; cause?: string },
) {
  const variables = {
    direction: "outbound",
    hotline_role: "duty",
    hotline_duty_number: DUTY,
    originator: customer,
    hangup_cause: leg.cause ?? "NORMAL_CLEARING",
  };
  write(legId, { ...leg, variables });
}

function fileOf(legId: string): string {
  return join(folder, "cdr", `${legId}.cdr.json`);
}

async function kept(callId: string) {
  const call = await database.db.selectFrom("calls").selectAll().where("callId", "=", callId).executeTakeFirst();
  return { call, ...(await findCallParts(database.db, callId)) };
}

const at = (seconds: number) => new Date(T0 + seconds * 1_000);

describe("CallRecords", () => {
  it("A4: a caller the server never heard of, the number that did not answer and the one that did are a call with wait, offers and talk", async () => {
    write("caller", { from: 0, to: 90, answered: 0 });
    writeDuty("busy", "caller", { from: 15, to: 20, cause: "USER_BUSY" });
    writeDuty("mobile", "caller", { from: 20, to: 90, answered: 30 });
    await records.takeAll();
    const { call, entries, offers, segments, legs } = await kept("caller");
    expect(call).toMatchObject({
      fromNumber: "13800138000",
      toNumber: "100",
      trunk: "trunk",
      group: "repair",
      agent: DUTY,
      arrivedAt: at(0),
      answeredAt: at(30),
      endedAt: at(90),
      endReason: "emergency",
    });
    expect(entries).toMatchObject([{ state: "answered", joinedAt: at(0), leftAt: at(30) }]);
    expect(offers).toMatchObject([
      { state: "rejected", phone: "pstn", agent: DUTY, offeredAt: at(15), endedAt: at(20), cause: "busy" },
      { state: "answered", phone: "pstn", agent: DUTY, offeredAt: at(20), endedAt: at(30) },
    ]);
    expect(segments).toMatchObject([{ agent: DUTY, bridgedAt: at(30), endedAt: at(90), recordingParts: 0 }]);
    expect(legs.map(({ role }) => role)).toEqual(["customer", "duty", "duty"]);
    expect(readdirSync(join(folder, "cdr"))).toEqual([]);
  });

  it("the same files once more, as after a kill before they were removed, change nothing", async () => {
    write("caller", { from: 0, to: 90, answered: 0 });
    writeDuty("mobile", "caller", { from: 20, to: 90, answered: 30 });
    for (const leg of ["caller", "mobile"]) copyFileSync(fileOf(leg), join(folder, leg));
    await records.takeAll();
    const before = await kept("caller");
    for (const leg of ["caller", "mobile"]) copyFileSync(join(folder, leg), fileOf(leg));
    await records.takeAll();
    expect(await kept("caller")).toEqual(before);
    expect(readdirSync(join(folder, "cdr"))).toEqual([]);
  });

  it("a duty leg waits for the record of its caller, who still talks with another number", async () => {
    writeDuty("busy", "caller", { from: 15, to: 20, cause: "USER_BUSY" });
    await records.takeAll();
    expect(existsSync(fileOf("busy"))).toBe(true);
    write("caller", { from: 0, to: 60 });
    writeDuty("mobile", "caller", { from: 20, to: 60, answered: 25 });
    await records.takeAll();
    expect((await kept("caller")).offers).toHaveLength(2);
    expect(existsSync(fileOf("busy"))).toBe(false);
  });

  it("a caller who gave up before anybody answered abandoned the call; one whose number leads nowhere has no route", async () => {
    write("gave-up", { from: 0, to: 9 });
    const hungUpByUs = { hotline_to: "999", hangup_cause: "UNALLOCATED_NUMBER", sip_hangup_disposition: "send_refuse" };
    write("lost-way", { from: 0, to: 1, variables: hungUpByUs });
    await records.takeAll();
    const gaveUp = await kept("gave-up");
    expect(gaveUp.call).toMatchObject({ endReason: "abandoned", endedAt: at(9), answeredAt: null });
    expect(gaveUp.entries).toMatchObject([{ state: "abandoned", leftAt: at(9) }]);
    const lostWay = await kept("lost-way");
    expect(lostWay.call).toMatchObject({ endReason: "no-route", group: null });
    expect(lostWay.entries).toEqual([]);
  });

  it("a caller the engine knows ends at its true time; one the duty list served is an answered call of that number", async () => {
    const from = { number: "13800138000", name: undefined };
    const arrival = { type: "call.arrived", from, to: "100", trunk: "trunk" } as const;
    runtime.submit({ ...arrival, legId: "left", arrivedAt: T0 });
    runtime.submit({ ...arrival, legId: "served", arrivedAt: T0 + 1_000 });
    const [left, served] = runtime.callViews().map(({ callId }) => callId);
    write("left", { from: 0, to: 40, variables: { hotline_call_id: left ?? "" } });
    write("served", { from: 1, to: 80, variables: { hotline_call_id: served ?? "" } });
    writeDuty("mobile", "served", { from: 20, to: 80, answered: 30 });
    await records.takeAll();
    expect((await kept(left ?? "")).call).toMatchObject({ endReason: "abandoned", endedAt: at(40) });
    const { call, entries, segments } = await kept(served ?? "");
    expect(call).toMatchObject({ endReason: "emergency", agent: DUTY, answeredAt: at(30), endedAt: at(80) });
    expect(entries).toMatchObject([{ state: "answered", leftAt: at(30) }]);
    expect(segments).toMatchObject([{ agent: DUTY, endedAt: at(80) }]);
    expect(runtime.callViews()).toEqual([]);
  });

  it("a file that makes no sense is put aside once it is surely whole; until then it stays", async () => {
    writeFileSync(fileOf("half"), '{"variables": {"uu');
    writeFileSync(fileOf("old"), '{"variables": {"uu');
    utimesSync(fileOf("old"), new Date(T0), new Date(T0));
    await records.takeAll();
    expect(existsSync(fileOf("half"))).toBe(true);
    expect(broken).toEqual([join(folder, "cdr", "broken", "old.cdr.json")]);
    expect(existsSync(broken[0] ?? "")).toBe(true);
  });
});
