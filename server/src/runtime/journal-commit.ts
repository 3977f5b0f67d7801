import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { insertEntries } from "./journal-store.ts";
import type { Spool } from "./spool.ts";

interface Parts {
  readonly db: Db;
  readonly spool: Spool;
  readonly log: Logger;
}

/** Writes a batch; an entry PostgreSQL cannot hold is set apart and must not keep the others out for ever. */
export async function commitEntries(parts: Parts, batch: readonly JournalEntry[]): Promise<void> {
  try {
    await insertEntries(parts.db, batch);
  } catch (error) {
    if (!isDataError(error)) throw error;
    for (const entry of batch) await commitAlone(parts, entry);
  }
}

async function commitAlone({ db, spool, log }: Parts, entry: JournalEntry): Promise<void> {
  try {
    await insertEntries(db, [entry]);
  } catch (error) {
    if (!isDataError(error)) throw error;
    spool.refuse(entry);
    log.error({ err: error, seq: entry.seq }, "journal entry refused by the database; kept in refused.jsonl");
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (constraint), or a value pg cannot even send: the entry is at fault, not the connection. */
function isDataError(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^2[23]/.test(code);
}
