import { sql, type Kysely } from "kysely";

/** Each sign-in asks whether the account signed in from this address before, and the table only grows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index sessions_user_address on sessions ("user", address, created_at)`).execute(db);
}
