import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../database.ts";
import { migrateToLatest } from "../migrate.ts";
import { testServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL for tests, and the migrated database in it that each test file clones. */
    testPostgres: { readonly url: string; readonly template: string };
  }
}

/** One PostgreSQL for the run, one database migrated once; `testDatabase()` clones it per test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `template_${randomBytes(4).toString("hex")}`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  const db = openDatabase(url.href);
  await migrateToLatest(db);
  // A database with open connections cannot be cloned.
  await db.destroy();
  project.provide("testPostgres", { url: server.url, template });
  return server.stop;
}
