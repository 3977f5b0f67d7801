import type { Logger } from "pino";
import { keepPostgresRunning, migrateToLatest, openDatabase, startEmbeddedPostgres, type Db } from "../db/index.ts";
import { databaseTrouble } from "./database-trouble.ts";
import type { Home } from "./home.ts";
import { takeServerLock, type ServerLock } from "./server-lock.ts";
import { StartError } from "./start-error.ts";

export interface OpenedDatabase {
  readonly db: Db;
  readonly url: string;
  readonly found: "adopted" | "started" | "external";
  close(): Promise<void>;
}

/** PostgreSQL of `url`, or the embedded one of this home; migrated, and held for this server alone. @throws StartError */
export async function openOwnDatabase(home: Home, url: string | undefined, log: Logger): Promise<OpenedDatabase> {
  const place = { home: home.folder };
  const embedded = url === undefined ? await startEmbeddedPostgres(place) : undefined;
  const databaseUrl = url ?? embedded?.url ?? "";
  const lock = await takeLock(databaseUrl, log).catch((error: unknown) => {
    throw url === undefined ? error : databaseTrouble(error, url);
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
  const stopKeeping =
    embedded &&
    keepPostgresRunning(place, embedded, {
      onDied: () => log.error("PostgreSQL ended by itself and is started again; the journal goes to the local spool"),
      onBack: (pid) => log.warn({ pid }, "PostgreSQL runs again"),
      onFailed: (error) => log.error({ err: error }, "PostgreSQL could not be started again"),
    });
  return {
    db,
    url: databaseUrl,
    found: embedded === undefined ? "external" : embedded.adopted ? "adopted" : "started",
    async close() {
      await stopKeeping?.();
      await lock.release();
      await db.destroy();
      await embedded?.stop();
    },
  };
}

function takeLock(databaseUrl: string, log: Logger): Promise<ServerLock | undefined> {
  return takeServerLock(databaseUrl, {
    onLost: (error) => log.warn({ err: error }, "the connection that marks this server as the active one broke"),
    onTaken: () => log.info("this server is marked as the active one again"),
    onHeldByOther: () => log.error("another server has become the active one; stop one of the two"),
  });
}
