export { upsertFacts } from "./upsert-facts.ts";
