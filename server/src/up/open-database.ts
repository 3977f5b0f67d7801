import type { Logger } from "pino";
import { migrateToLatest, openDatabase, startEmbeddedPostgres, type Db } from "../db/index.ts";
import type { Home } from "./home.ts";
import { takeServerLock } from "./server-lock.ts";
import { StartError } from "./start-error.ts";

export interface OpenedDatabase {
  readonly db: Db;
  readonly url: string;
  readonly found: "adopted" | "started" | "external";
  close(): Promise<void>;
}

/** PostgreSQL of `url`, or the embedded one of this home; migrated, and held for this server alone. @throws StartError */
export async function openOwnDatabase(home: Home, url: string | undefined, log: Logger): Promise<OpenedDatabase> {
  const embedded = url === undefined ? await startEmbeddedPostgres({ home: home.folder }) : undefined;
  const databaseUrl = embedded?.url ?? (url as string);
  const lock = await takeServerLock(databaseUrl, (error) => {
    log.warn({ err: error }, "the connection that marks this server as the active one broke");
  });
  if (lock === undefined) {
    throw new StartError(
      "start.already-running",
      "another Hotline server works on this database",
      "stop it first, or give this one another HOTLINE_HOME or DATABASE_URL",
    );
  }
  const db = openDatabase(databaseUrl, {
    onConnectionLost: (error) => log.warn({ err: error }, "an idle database connection broke"),
  });
  await migrateToLatest(db);
  return {
    db,
    url: databaseUrl,
    found: embedded === undefined ? "external" : embedded.adopted ? "adopted" : "started",
    async close() {
      await lock.release();
      await db.destroy();
      await embedded?.stop();
    },
  };
}
