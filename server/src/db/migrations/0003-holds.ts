import { sql, type Kysely } from "kysely";

/** The held part of a segment's talk (metrics.md); segments from before had no holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table segments add column held_ms integer not null default 0").execute(db);
}
