import type { Logger } from "pino";
import type { Acd } from "../acd/index.ts";
import type { Db } from "../db/index.ts";
import type { Clock } from "./clock.ts";
import type { Journal } from "./journal.ts";
import { insertSnapshot, pruneJournal } from "./journal-store.ts";

const CHECK_EVERY_MS = 30_000;
/** Replaying this many inputs takes well under a second, so a restart never waits long for them. */
const INPUTS_BETWEEN = 20_000;
const FLUSH_DEADLINE_MS = 10_000;

/** Keeps the part of the journal that a restart must replay short. */
export class Snapshotter {
  readonly #parts: { acd: Acd; journal: Journal; clock: Clock; db: Db; log: Logger };
  #lastSeq: number;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: { acd: Acd; journal: Journal; clock: Clock; db: Db; log: Logger }) {
    this.#parts = parts;
    this.#lastSeq = parts.journal.lastSeq;
    this.#timer = setInterval(() => {
      if (parts.journal.lastSeq - this.#lastSeq >= INPUTS_BETWEEN) void this.take();
    }, CHECK_EVERY_MS);
    this.#timer.unref();
  }

  /** State first, then the journal up to it: a snapshot must never be ahead of what PostgreSQL holds. */
  async take(): Promise<void> {
    const { acd, journal, clock, db, log } = this.#parts;
    const seq = journal.lastSeq;
    if (seq === this.#lastSeq) return;
    const state = acd.snapshot();
    if (!(await journal.flush(FLUSH_DEADLINE_MS))) return;
    try {
      await insertSnapshot(db, seq, clock.now(), state);
      await pruneJournal(db, clock.now());
      this.#lastSeq = seq;
    } catch (error) {
      log.error({ err: error }, "engine snapshot not stored; the next restart replays more of the journal");
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
