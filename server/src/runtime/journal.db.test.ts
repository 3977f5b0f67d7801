import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openDatabase, type Db } from "../db/index.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { Acd, type CallFact } from "../acd/index.ts";
import { insertSnapshot, lastJournalSeq, pruneJournal } from "./journal-store.ts";
import { Journal } from "./journal.ts";
import { recoverEngine } from "./recovery.ts";
import { Spool } from "./spool.ts";
import { CuttableProxy } from "./testing/cuttable-proxy.ts";

const log = pino({ level: "silent" });
const within = { timeout: 20_000, interval: 20 };

let database: TestDatabase;
let proxy: CuttableProxy;
let db: Db;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(database.url);
  proxy = new CuttableProxy({ host: url.hostname, port: Number(url.port) });
  await proxy.open();
  url.port = String(proxy.port);
  db = openDatabase(url.href, { onConnectionLost: () => undefined });
});
afterAll(async () => {
  await db.destroy();
  await proxy.cut();
  await database.drop();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hotline-journal-"));
  for (const table of ["engineJournal", "engineSnapshots", "calls"] as const)
    await database.db.deleteFrom(table).execute();
});
afterEach(() => rmSync(folder, { recursive: true }));

function call(callId: string, fromName: string | undefined = undefined): CallFact {
  return {
    callId,
    direction: "inbound",
    state: "waiting",
    fromNumber: "13800138000",
    fromName,
    toNumber: "8000",
    trunk: "demo",
    group: "repair",
    agent: undefined,
    arrivedAt: 1_000,
    answeredAt: undefined,
    endedAt: undefined,
    endReason: undefined,
  };
}

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const input = (n: number) => ({
  at: 1_700_000_000_000 + n,
  event: { type: "tick" } as const,
  facts: [{ table: "calls", row: call(id(n)) } as const],
});
const storedCalls = async () =>
  (await database.db.selectFrom("calls").select("callId").orderBy("callId").execute()).map(({ callId }) => callId);

describe("Journal", () => {
  it("takes entries the full disk has no room for on to the database, and none is lost when there is room again", async () => {
    // Every write to this device fails as on a full disk.
    symlinkSync("/dev/full", join(folder, `${"1".padStart(15, "0")}.jsonl`));
    const spool = new Spool(folder);
    const journal = new Journal(db, spool, log, 0);
    expect(journal.append(input(1))).toBe(1);
    expect(journal.append(input(2))).toBe(2);
    expect(await journal.flush(20_000)).toBe(true);
    rmSync(join(folder, `${"1".padStart(15, "0")}.jsonl`), { force: true });
    journal.append(input(3));
    expect(await journal.flush(20_000)).toBe(true);
    expect(await storedCalls()).toEqual([1, 2, 3].map(id));
    await journal.close();
  });

  it("has input and facts of an entry in the database together and leaves the spool empty", async () => {
    const journal = new Journal(db, new Spool(folder), log, 0);
    for (let n = 1; n <= 1_200; n += 1) journal.append(input(n));
    expect(await journal.flush(20_000)).toBe(true);
    expect(await lastJournalSeq(database.db)).toBe(1_200);
    expect(await storedCalls()).toHaveLength(1_200);
    expect(journal.status()).toEqual({ committedSeq: 1_200, spooled: 0, databaseOk: true });
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).size)).toEqual([0]);
    await journal.close();
  });

  it("tells of entries once they can be read in the database, and no longer when nobody wants to know", async () => {
    const journal = new Journal(db, new Spool(folder), log, 0);
    const seen: Promise<string[]>[] = [];
    const stop = journal.onCommitted((entries) => {
      expect(entries.map(({ seq }) => seq)).toEqual([1]);
      seen.push(storedCalls());
    });
    journal.append(input(1));
    await journal.flush(20_000);
    stop();
    journal.append(input(2));
    await journal.flush(20_000);
    expect(await Promise.all(seen)).toEqual([[id(1)]]);
    await journal.close();
  });

  it("takes entries while the database is away and drains them in order when it is back", async () => {
    const journal = new Journal(db, new Spool(folder), log, 0);
    journal.append(input(1));
    await journal.flush(20_000);
    await proxy.cut();
    for (let n = 2; n <= 30; n += 1) journal.append(input(n));
    await vi.waitFor(() => expect(journal.status().databaseOk).toBe(false), within);
    expect(journal.status()).toMatchObject({ committedSeq: 1, spooled: 29 });
    await proxy.open();
    await vi.waitFor(() => expect(journal.status()).toMatchObject({ spooled: 0, databaseOk: true }), within);
    expect(await storedCalls()).toEqual(Array.from({ length: 30 }, (_, index) => id(index + 1)));
    await journal.close();
  });

  it("gives the next life what a killed one had not committed", async () => {
    const killed = new Journal(db, new Spool(folder), log, 0);
    await killed.close(); // no commit runs after this, as after a kill
    for (let n = 1; n <= 5; n += 1) killed.append(input(n));
    expect(await storedCalls()).toEqual([]);
    const recovered = await recoverEngine(db, new Spool(folder), log);
    expect(recovered).toMatchObject({ committedSeq: 5, drained: 5, replayed: 5, lastAt: input(5).at });
    expect(await storedCalls()).toHaveLength(5);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("drains a spool of which a part was committed before the kill without writing it twice", async () => {
    const killed = new Journal(db, new Spool(folder), log, 0);
    for (let n = 1; n <= 3; n += 1) killed.append(input(n));
    await killed.flush(20_000);
    await killed.close();
    const spool = new Spool(folder);
    for (let n = 1; n <= 6; n += 1) spool.append({ seq: n, ...input(n) }); // the kill came before the file was emptied
    spool.close();
    expect(await recoverEngine(db, new Spool(folder), log)).toMatchObject({ committedSeq: 6, drained: 3 });
  });

  it("starts with a spool that holds an entry the database cannot take, and sets that one apart", async () => {
    const killed = new Spool(folder);
    killed.append({ seq: 1, ...input(1) });
    killed.append({
      seq: 2,
      ...input(2),
      facts: [{ table: "calls", row: { ...call(id(2)), toNumber: null as never } }],
    });
    killed.append({ seq: 3, ...input(3) });
    killed.close();
    expect(await recoverEngine(db, new Spool(folder), log)).toMatchObject({ committedSeq: 3, drained: 3 });
    expect(await storedCalls()).toEqual([id(1), id(3)]);
    expect(readdirSync(folder)).toEqual(["refused.jsonl"]);
  });

  it("keeps an entry the database cannot hold apart and goes on with those after it", async () => {
    const journal = new Journal(db, new Spool(folder), log, 0);
    journal.append(input(1));
    journal.append({ ...input(2), facts: [{ table: "calls", row: { ...call("not-a-key"), arrivedAt: Number.NaN } }] });
    journal.append(input(3));
    await journal.flush(20_000);
    expect(await storedCalls()).toEqual([id(1), id(3)]);
    expect(readdirSync(folder)).toContain("refused.jsonl");
    await journal.close();
  });

  it("stores names with NUL, quotes and emoji, which PostgreSQL text alone would refuse", async () => {
    const journal = new Journal(db, new Spool(folder), log, 0);
    journal.append({ ...input(1), facts: [{ table: "calls", row: call(id(1), "王\u0000'\"{}%s😀") }] });
    await journal.flush(20_000);
    expect(await storedCalls()).toEqual([id(1)]);
    expect(readdirSync(folder)).not.toContain("refused.jsonl");
    await journal.close();
  });
});

describe("pruneJournal", () => {
  const day = 24 * 60 * 60_000;

  it("removes inputs older than a month that no snapshot needs, and keeps the rest for a restart", async () => {
    const now = input(0).at + 31 * day;
    const journal = new Journal(db, new Spool(folder), log, 0);
    for (let n = 1; n <= 4; n += 1) journal.append(input(n));
    journal.append({ ...input(5), at: now });
    await journal.flush(20_000);
    await journal.close();
    await pruneJournal(database.db, now); // without a snapshot the whole journal is needed
    expect((await recoverEngine(db, new Spool(folder), log)).replayed).toBe(5);
    await insertSnapshot(database.db, 2, now, new Acd().snapshot());
    await pruneJournal(database.db, now);
    const left = await database.db.selectFrom("engineJournal").select("seq").orderBy("seq").execute();
    expect(left.map(({ seq }) => seq)).toEqual([3, 4, 5]);
    expect((await recoverEngine(db, new Spool(folder), log)).replayed).toBe(3);
  });

  it("goes on counting after the snapshot when the whole journal was pruned", async () => {
    const now = input(0).at + 31 * day;
    const journal = new Journal(db, new Spool(folder), log, 0);
    for (let n = 1; n <= 3; n += 1) journal.append(input(n));
    await journal.flush(20_000);
    await journal.close();
    await insertSnapshot(database.db, 3, now, new Acd().snapshot());
    await pruneJournal(database.db, now);
    expect(await recoverEngine(db, new Spool(folder), log)).toMatchObject({ committedSeq: 3, replayed: 0 });
  });
});
