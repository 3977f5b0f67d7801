import { afterAll, beforeAll, expect, test } from "vitest";
import type { EntryFact } from "../acd/index.ts";
import { upsertFacts } from "../db/index.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import { findQueuesToday } from "./queues-today.queries.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const timeZone = "Asia/Shanghai";
/** 2026-11-22 00:00 in Shanghai. */
const midnight = Date.parse("2026-11-21T16:00:00Z");
const now = new Date(midnight + 12 * 60 * 60_000);

let entries = 0;
function entry(group: string, joinedAt: number, state: EntryFact["state"], waitMs?: number): EntryFact {
  entries += 1;
  const leftAt = waitMs === undefined ? undefined : joinedAt + waitMs;
  return { entryId: `entry-${entries}`, callId: `call-${entries}`, group, state, joinedAt, leftAt };
}

test("a queue's day begins at the zone's midnight and counts who was answered, and who within the time of the setting", async () => {
  const rows = [
    entry("repair", midnight - 1, "answered", 1_000),
    entry("repair", midnight, "answered", 20_000),
    entry("repair", midnight + 1, "answered", 20_001),
    entry("repair", midnight + 2, "abandoned", 3_000),
    entry("repair", midnight + 3, "waiting"),
    entry("supply", midnight + 4, "answered", 5_000),
  ];
  await upsertFacts(
    database.db,
    rows.map((row) => ({ table: "queue_entries", row })),
  );
  const today = (answerWithinMs: number) => findQueuesToday(database.db, { now, timeZone, answerWithinMs });
  expect(Object.fromEntries(await today(20_000))).toEqual({
    repair: { entries: 4, answered: 2, answeredInTime: 1 },
    supply: { entries: 1, answered: 1, answeredInTime: 1 },
  });
  expect((await today(30_000)).get("repair")?.answeredInTime).toBe(2);
  expect((await today(4_000)).get("supply")?.answeredInTime).toBe(0);
});
