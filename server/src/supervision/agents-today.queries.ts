import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** metrics.md, agent: talks begun today, and the time of those that are over. */
export interface AgentToday {
  readonly calls: number;
  readonly talkMs: number;
}

/** Segments bridged since the last midnight of the zone, by agent. */
export async function findAgentsToday(
  db: Db,
  of: { now: Date; timeZone: string },
): Promise<ReadonlyMap<string, AgentToday>> {
  const midnight = sql<Date>`date_trunc('day', ${of.now}::timestamptz, ${of.timeZone})`;
  const talkMs = sql<number>`coalesce(sum(extract(epoch from ended_at - bridged_at) * 1000), 0)::bigint`;
  const rows = await db
    .selectFrom("segments")
    .select(["agent", talkMs.as("talkMs")])
    .select(({ fn }) => fn.countAll<number>().as("calls"))
    .where("bridgedAt", ">=", midnight)
    .groupBy("agent")
    .execute();
  return new Map(rows.map(({ agent, ...today }) => [agent, today]));
}
