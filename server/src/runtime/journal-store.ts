import type { AcdSnapshot } from "../acd/index.ts";
import { storableJson, upsertFacts, type Db } from "../db/index.ts";
import type { JournalEntry } from "./journal-entry.ts";

/** Snapshots older than these are of no use to a restart. */
const SNAPSHOTS_KEPT = 3;
/** The facts stay in the records; the inputs behind them only so long as somebody may look into a fault. */
const INPUTS_KEPT_MS = 30 * 24 * 60 * 60_000;

/** Writes the entries and what they made known in one transaction; entries already there are left alone. */
export async function insertEntries(db: Db, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("engineJournal")
      .values(entries.map(({ seq, at, event }) => ({ seq, at: new Date(at), event: storableJson(event) })))
      .onConflict((conflict) => conflict.column("seq").doNothing())
      .execute();
    await upsertFacts(
      trx,
      entries.flatMap(({ facts }) => facts),
    );
  });
}

/** Highest sequence number ever committed, 0 at first; a pruned journal may hold less than the snapshots speak of. */
export async function lastJournalSeq(db: Db): Promise<number> {
  const highest = async (table: "engineJournal" | "engineSnapshots"): Promise<number> => {
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.max("seq").as("seq"))
      .executeTakeFirst();
    return Number(row?.seq ?? 0);
  };
  return Math.max(await highest("engineJournal"), await highest("engineSnapshots"));
}

export interface StoredSnapshot {
  readonly seq: number;
  readonly state: AcdSnapshot;
}

export async function findLatestSnapshot(db: Db): Promise<StoredSnapshot | undefined> {
  const row = await db
    .selectFrom("engineSnapshots")
    .select(["seq", "state"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && { seq: Number(row.seq), state: row.state as unknown as AcdSnapshot };
}

export async function insertSnapshot(db: Db, seq: number, at: number, state: AcdSnapshot): Promise<void> {
  await db
    .insertInto("engineSnapshots")
    .values({ seq, at: new Date(at), state: storableJson(state) })
    .onConflict((conflict) => conflict.column("seq").doNothing())
    .execute();
  await db
    .deleteFrom("engineSnapshots")
    .where("seq", "not in", (query) =>
      query.selectFrom("engineSnapshots").select("seq").orderBy("seq", "desc").limit(SNAPSHOTS_KEPT),
    )
    .execute();
}

/** Removes inputs that are both old and before every snapshot a restart may begin from. */
export async function pruneJournal(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("engineJournal")
    .where("at", "<", new Date(now - INPUTS_KEPT_MS))
    .where("seq", "<=", (query) => query.selectFrom("engineSnapshots").select(({ fn }) => fn.min("seq").as("seq")))
    .execute();
}

/** Journal rows after `seq`, oldest first, in pages so that a long journal is never in memory at once. */
export async function* journalAfter(
  db: Db,
  seq: number,
  pageSize = 2_000,
): AsyncGenerator<Omit<JournalEntry, "facts">> {
  let last = seq;
  for (;;) {
    const rows = await db
      .selectFrom("engineJournal")
      .select(["seq", "at", "event"])
      .where("seq", ">", last)
      .orderBy("seq")
      .limit(pageSize)
      .execute();
    for (const row of rows) {
      last = Number(row.seq);
      yield { seq: last, at: row.at.getTime(), event: row.event as unknown as JournalEntry["event"] };
    }
    if (rows.length < pageSize) return;
  }
}
