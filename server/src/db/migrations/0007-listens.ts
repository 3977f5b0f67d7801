import { sql, type Kysely } from "kysely";

/** Who listened to whom, in which call, from when to when and heard by whom (W15). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table listens (
    listen_id text not null,
    seq bigint not null,
    call_id text not null,
    segment_id text not null,
    "group" text not null,
    agent text not null,
    leader text not null,
    by text not null,
    mode text not null,
    started_at timestamptz(3) not null,
    ended_at timestamptz(3),
    primary key (listen_id, seq)
  )`,
  `create index listens_call on listens (call_id)`,
  `create index listens_leader on listens (leader, started_at)`,
  `create index listens_agent on listens (agent, started_at)`,
];
