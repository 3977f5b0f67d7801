import { sql } from "kysely";
import { expect, test } from "vitest";
import { CuttableProxy } from "../runtime/testing/cuttable-proxy.ts";
import { openDatabase } from "./database.ts";
import { isDatabaseDown } from "./is-database-down.ts";
import { databaseForThisTest } from "./testing/test-database.ts";

test("a connection that breaks in the middle of a transaction fails its query and not the process; the next query connects anew", async () => {
  const { url } = await databaseForThisTest();
  const through = new URL(url);
  const proxy = new CuttableProxy({ host: through.hostname, port: Number(through.port) });
  await proxy.open();
  through.port = String(proxy.port);
  const db = openDatabase(through.href);
  await sql`select 1`.execute(db);
  const waiting = db.transaction().execute(async (trx) => {
    const asleep = sql`select pg_sleep(60)`.execute(trx);
    await sql`select 1`.execute(db);
    await proxy.cut();
    await asleep;
  });
  const failure: unknown = await waiting.catch((error: unknown) => error);
  expect(isDatabaseDown(failure)).toBe(true);
  const refused: unknown = await sql`select 1`.execute(db).catch((error: unknown) => error);
  expect(isDatabaseDown(refused)).toBe(true);
  await proxy.open();
  await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
  await db.destroy();
  await proxy.cut();
});

test("what the database refuses is not mistaken for its absence", async () => {
  const { db } = await databaseForThisTest();
  const failure: unknown = await sql`select no_such_column`.execute(db).catch((error: unknown) => error);
  expect(isDatabaseDown(failure)).toBe(false);
  expect(isDatabaseDown("a word")).toBe(false);
});

test("counters come back as numbers and keys inside jsonb as they were written", async () => {
  const { db } = await databaseForThisTest();
  const { rows } = await sql<{
    count: unknown;
    data: unknown;
  }>`select 9007199254740991::bigint as count, '{"snake_case":{"in_side":1}}'::jsonb as data`.execute(db);
  expect(rows[0]).toEqual({ count: 9_007_199_254_740_991, data: { snake_case: { in_side: 1 } } });
});
