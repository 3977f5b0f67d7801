import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import type { Db } from "./database.ts";
import * as engine from "./migrations/0001-engine.ts";
import * as features from "./migrations/0002-features.ts";
import * as holds from "./migrations/0003-holds.ts";
import * as sessionsIndex from "./migrations/0004-sessions-index.ts";
import * as outbound from "./migrations/0005-outbound.ts";
import * as ratings from "./migrations/0006-ratings.ts";
import * as listens from "./migrations/0007-listens.ts";
import * as handovers from "./migrations/0008-handovers.ts";

// Listed by hand rather than read from the folder: what runs is what was compiled and reviewed.
const migrations: Record<string, Migration> = {
  "0001-engine": engine,
  "0002-features": features,
  "0003-holds": holds,
  "0004-sessions-index": sessionsIndex,
  "0005-outbound": outbound,
  "0006-ratings": ratings,
  "0007-listens": listens,
  "0008-handovers": handovers,
};

const provider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };

/**
 * Brings the database to the newest form and returns the names of the migrations it ran. Kysely holds an advisory lock
 * meanwhile, so two servers starting at once run each migration once.
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  // A number is given when work on it begins, so a lower one may come to a database after a higher one.
  const migrator = new Migrator({ db, provider, allowUnorderedMigrations: true });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results.find((result) => result.status === "Error")?.migrationName ?? "before any";
    throw new Error(`Migration ${failed} failed`, { cause: error });
  }
  return results.map((result) => result.migrationName);
}
