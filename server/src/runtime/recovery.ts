import type { Logger } from "pino";
import { Acd } from "../acd/index.ts";
import type { Db } from "../db/index.ts";
import { commitEntries } from "./journal-commit.ts";
import { findLatestSnapshot, journalAfter, lastJournalSeq } from "./journal-store.ts";
import type { Spool } from "./spool.ts";

const DRAIN_PAGE = 1_000;

export interface Recovered {
  readonly acd: Acd;
  readonly committedSeq: number;
  /** Engine time of the last input of the earlier life, 0 when there was none. */
  readonly lastAt: number;
  readonly drained: number;
  readonly replayed: number;
}

/**
 * Brings the engine to where the earlier life ended: what its spool still held goes to PostgreSQL first, then the latest
 * snapshot is taken and the journal after it replayed. What the switch did meanwhile is reconciled later, by events.
 */
export async function recoverEngine(db: Db, spool: Spool, log: Logger): Promise<Recovered> {
  const drained = await drainSpool(db, spool, log);
  const snapshot = await findLatestSnapshot(db);
  const acd = new Acd(snapshot?.state);
  let lastAt = 0;
  let replayed = 0;
  for await (const { at, event } of journalAfter(db, snapshot?.seq ?? 0)) {
    acd.handle(event, at);
    lastAt = at;
    replayed += 1;
  }
  return { acd, committedSeq: await lastJournalSeq(db), lastAt, drained, replayed };
}

async function drainSpool(db: Db, spool: Spool, log: Logger): Promise<number> {
  let committedSeq = await lastJournalSeq(db);
  let drained = 0;
  for (;;) {
    const entries = spool.readAfter(committedSeq, DRAIN_PAGE);
    const last = entries.at(-1);
    if (last === undefined) break;
    await commitEntries({ db, spool, log }, entries);
    committedSeq = last.seq;
    drained += entries.length;
  }
  spool.release(Number.MAX_SAFE_INTEGER);
  return drained;
}
