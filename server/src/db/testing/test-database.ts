import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { openDatabase, type Db } from "../database.ts";

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own for a test file, migrated; call in beforeAll and `drop()` in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, template } = inject("testPostgres");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(url, `create database ${name} template ${template}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = openDatabase(own.href, { onConnectionLost: () => undefined });
  return {
    db,
    url: own.href,
    async drop() {
      await db.destroy();
      await administer(url, `drop database ${name} with (force)`);
    },
  };
}

/** The same for a single test; dropped when it ends. */
export async function databaseForThisTest(): Promise<TestDatabase> {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  return database;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
