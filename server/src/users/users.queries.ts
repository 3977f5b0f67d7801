import type { Selectable } from "kysely";
import type { Db } from "../db/index.ts";
import type { UsersTable } from "./users.table.ts";

export type User = Selectable<UsersTable>;

export async function findUser(db: Db, name: string): Promise<User | undefined> {
  return db.selectFrom("users").selectAll().where("name", "=", name).executeTakeFirst();
}

export async function findUsers(db: Db): Promise<User[]> {
  return db.selectFrom("users").selectAll().orderBy("name").execute();
}

/** Makes an account without a password for each name that has none. */
export async function insertMissingUsers(db: Db, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await db
    .insertInto("users")
    .values(names.map((name) => ({ name })))
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
}

export async function updateUser(db: Db, name: string, values: Partial<Omit<User, "name">>): Promise<void> {
  await db.updateTable("users").set(values).where("name", "=", name).execute();
}
