import { sql, type Kysely } from "kysely";

/** Calls placed by agents (A10): their talks begin without an offer, and they are looked for by agent and by the number called. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table segments alter column offer_id drop not null`,
  `create index calls_agent on calls (agent, arrived_at desc, call_id desc)`,
  `create index calls_to_number_end on calls (reverse(left(to_number, 64)) text_pattern_ops)`,
];
