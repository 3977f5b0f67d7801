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
  expect(ran.flat().sort()).toEqual([
    "0001-engine",
    "0002-features",
    "0003-holds",
    "0004-sessions-index",
    "0005-outbound",
    "0006-ratings",
    "0007-listens",
    "0008-handovers",
  ]);
  expect(await db.selectFrom("calls").select("callId").execute()).toEqual([]);
});

test("a migration with a lower number than the newest is run on a database that lacks only that one", async () => {
  const { db } = await databaseForThisTest();
  const { sql } = await import("kysely");
  await sql`drop index sessions_user_address`.execute(db);
  await sql`delete from kysely_migration where name = '0004-sessions-index'`.execute(db);
  expect(await migrateToLatest(db)).toEqual(["0004-sessions-index"]);
});

test("whether an account signed in from an address before is answered from an index", async () => {
  const { db } = await databaseForThisTest();
  const { sql } = await import("kysely");
  const { rows } = await db.transaction().execute(async (trx) => {
    // The table is empty; a large one is not walked through either way.
    await sql`set local enable_seqscan = off`.execute(trx);
    return sql<{ "QUERY PLAN": string }>`explain select id_hash from sessions
      where "user" = 'li-na' and address = '10.0.0.9' and created_at > now() - interval '90 days' limit 1`.execute(trx);
  });
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("sessions_user_address");
});
