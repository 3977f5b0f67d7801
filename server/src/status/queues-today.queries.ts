import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** metrics.md, inbound, group level: entries that were not moved on, those answered, and those answered in time. */
export interface QueueToday {
  readonly entries: number;
  readonly answered: number;
  readonly answeredInTime: number;
}

/** Entries that joined since the last midnight of the zone, by group. */
export async function findQueuesToday(
  db: Db,
  of: { now: Date; timeZone: string; answerWithinMs: number },
): Promise<ReadonlyMap<string, QueueToday>> {
  const midnight = sql<Date>`date_trunc('day', ${of.now}::timestamptz, ${of.timeZone})`;
  const rows = await db
    .selectFrom("queueEntries")
    .select("group")
    .select(({ fn }) => [
      fn.countAll<number>().as("entries"),
      fn.countAll<number>().filterWhere("state", "=", "answered").as("answered"),
      fn
        .countAll<number>()
        .filterWhere("state", "=", "answered")
        .filterWhere(sql<number>`extract(epoch from left_at - joined_at) * 1000`, "<=", of.answerWithinMs)
        .as("answeredInTime"),
    ])
    .where("joinedAt", ">=", midnight)
    .groupBy("group")
    .execute();
  return new Map(rows.map(({ group, ...today }) => [group, today]));
}
