export { openDatabase, type Database, type DatabaseOptions, type Db } from "./database.ts";
export { startEmbeddedPostgres, stopEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.ts";
export { keepPostgresRunning } from "./keep-postgres.ts";
export { upsertFacts } from "./facts.ts";
export { isDatabaseDown } from "./is-database-down.ts";
export { migrateToLatest } from "./migrate.ts";
export { storableJson, storableText } from "./storable.ts";
