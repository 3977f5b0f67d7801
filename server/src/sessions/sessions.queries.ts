import type { Insertable, Selectable } from "kysely";
import type { Db } from "../db/index.ts";
import type { SessionEndReason, SessionsTable } from "./sessions.table.ts";

export type Session = Selectable<SessionsTable>;

export async function insertSession(db: Db, session: Insertable<SessionsTable>): Promise<void> {
  await db.insertInto("sessions").values(session).execute();
}

export interface SessionWithUser extends Session {
  readonly mustChangePassword: boolean;
  readonly disabledAt: Date | null;
}

export async function findSession(db: Db, idHash: string): Promise<SessionWithUser | undefined> {
  return db
    .selectFrom("sessions")
    .innerJoin("users", "users.name", "sessions.user")
    .selectAll("sessions")
    .select(["users.mustChangePassword", "users.disabledAt"])
    .where("sessions.idHash", "=", idHash)
    .executeTakeFirst();
}

export async function touchSession(db: Db, idHash: string, at: Date): Promise<void> {
  await db.updateTable("sessions").set({ lastSeenAt: at }).where("idHash", "=", idHash).execute();
}

/** Ends those of the user still open, but not `except`; returns which. */
export async function endSessions(
  db: Db,
  which: { user: string; except?: string } | { idHash: string },
  reason: SessionEndReason,
  at: Date,
): Promise<string[]> {
  let update = db.updateTable("sessions").set({ endedAt: at, endReason: reason }).where("endedAt", "is", null);
  if ("idHash" in which) update = update.where("idHash", "=", which.idHash);
  else {
    update = update.where("user", "=", which.user);
    if (which.except !== undefined) update = update.where("idHash", "!=", which.except);
  }
  const rows = await update.returning("idHash").execute();
  return rows.map((row) => row.idHash);
}
