import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { migrateToLatest } from "./migrate.ts";
import { databaseForThisTest } from "./testing/test-database.ts";

test("migrating a database that is already at the newest form runs nothing", async () => {
  const { db } = await databaseForThisTest();
  expect(await migrateToLatest(db)).toEqual([]);
});

test("two servers migrating an empty database at once run each migration once between them", async () => {
  const { db, url } = await databaseForThisTest();
  const { sql } = await import("kysely");
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  const other = openDatabase(url);
  const ran = await Promise.all([migrateToLatest(db), migrateToLatest(other)]);
  await other.destroy();
  expect(ran.flat().sort()).toEqual(["0001-engine", "0002-features", "0003-holds", "0008-handovers"]);
  expect(await db.selectFrom("calls").select("callId").execute()).toEqual([]);
});
