import { sql, type Kysely } from "kysely";

/** The satisfaction survey of a call (S13): one row a call that was asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table ratings (
    call_id text primary key,
    segment_id text not null,
    agent text not null,
    "group" text not null,
    state text not null,
    levels integer not null,
    level integer,
    label text,
    keys text not null,
    asked_at timestamptz(3) not null,
    answered_at timestamptz(3)
  )`,
  `create index ratings_agent on ratings (agent, asked_at)`,
  `create index ratings_group on ratings ("group", asked_at)`,
];
