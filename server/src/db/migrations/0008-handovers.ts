import { sql, type Kysely } from "kysely";

/** Customers passed on by an agent (A7); a phone that rang for one by name rang without a queue entry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table offers alter column entry_id drop not null`,
  `create table handovers (
    handover_id text primary key,
    kind text not null,
    call_id text not null,
    segment_id text not null,
    "by" text not null,
    target_kind text not null,
    target text not null,
    started_at timestamptz(3) not null,
    answered_at timestamptz(3),
    ended_at timestamptz(3),
    outcome text not null
  )`,
  `create index handovers_call on handovers (call_id)`,
  `create index handovers_by on handovers ("by", started_at)`,
];
