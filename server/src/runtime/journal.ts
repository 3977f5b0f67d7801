import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { commitEntries } from "./journal-commit.ts";
import type { JournalEntry } from "./journal-entry.ts";
import type { Spool } from "./spool.ts";

const MAX_BATCH = 500;
/** Beyond this the entries wait on disk only, so that a long absence of PostgreSQL does not fill the memory. */
const MAX_IN_MEMORY = 20_000;
const GROUP_COMMIT_MS = 5;
const RETRY_MIN_MS = 200;
const RETRY_MAX_MS = 5_000;

export interface JournalStatus {
  readonly committedSeq: number;
  /** Entries that PostgreSQL does not have yet. */
  readonly spooled: number;
  readonly databaseOk: boolean;
}

export type CommitListener = (entries: readonly JournalEntry[]) => void;

/**
 * Group commit of the engine's inputs and facts beside the engine. An entry is on the local disk when `append` returns
 * and in PostgreSQL some milliseconds later; while PostgreSQL is away the spool is synced to disk and drains when it is back.
 */
export class Journal {
  readonly #db: Db;
  readonly #spool: Spool;
  readonly #log: Logger;
  #queue: JournalEntry[] = [];
  #committedSeq: number;
  #lastSeq: number;
  /** Set while entries after the queue's last one are on disk only. */
  #overflowed = false;
  /** Entries after the queue's last one that the disk had no room for. */
  #unwritten: JournalEntry[] = [];
  #spoolOk = true;
  #databaseOk = true;
  #retryMs = RETRY_MIN_MS;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;
  readonly #listeners = new Set<CommitListener>();

  constructor(db: Db, spool: Spool, log: Logger, committedSeq: number) {
    this.#db = db;
    this.#spool = spool;
    this.#log = log;
    this.#committedSeq = committedSeq;
    this.#lastSeq = committedSeq;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * Never throws: where the disk is full the entry waits in memory for PostgreSQL. The engine has decided by then, and calls go
   * on; a restart finds what is missing on the legs and in the switch's call records.
   */
  append(entry: Omit<JournalEntry, "seq">): number {
    const seq = this.#lastSeq + 1;
    const numbered = { seq, ...entry };
    const onDisk = this.#spooled(numbered);
    this.#lastSeq = seq;
    if (!this.#overflowed && this.#queue.length < MAX_IN_MEMORY) this.#queue.push(numbered);
    else {
      this.#overflowed = true;
      if (!onDisk) this.#unwritten.push(numbered);
    }
    this.#schedule(GROUP_COMMIT_MS);
    return seq;
  }

  status(): JournalStatus {
    return {
      committedSeq: this.#committedSeq,
      spooled: this.#lastSeq - this.#committedSeq,
      databaseOk: this.#databaseOk,
    };
  }

  /** Told of entries that can be read in PostgreSQL from now on; returns the function that ends it. */
  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything appended so far is in PostgreSQL, or false when `deadlineMs` passed first. */
  async flush(deadlineMs: number): Promise<boolean> {
    const target = this.#lastSeq;
    const until = performance.now() + deadlineMs;
    while (this.#committedSeq < target && performance.now() < until) {
      this.#schedule(0);
      await new Promise((resolve) => setTimeout(resolve, GROUP_COMMIT_MS));
    }
    return this.#committedSeq >= target;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
    this.#spool.close();
  }

  #spooled(entry: JournalEntry): boolean {
    try {
      this.#spool.append(entry);
    } catch (error) {
      if (this.#spoolOk) this.#log.error({ err: error }, "the spool cannot be written: entries wait in memory");
      this.#spoolOk = false;
      return false;
    }
    if (!this.#spoolOk) this.#log.info("the spool can be written again");
    this.#spoolOk = true;
    return true;
  }

  #schedule(delayMs: number): void {
    if (this.#timer !== undefined || this.#running !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#commitAll().finally(() => {
        this.#running = undefined;
        if (this.#committedSeq < this.#lastSeq) this.#schedule(this.#databaseOk ? GROUP_COMMIT_MS : this.#retryMs);
      });
    }, delayMs);
  }

  async #commitAll(): Promise<void> {
    while (this.#committedSeq < this.#lastSeq && !this.#closed) {
      if (this.#queue.length === 0) this.#refill();
      const batch = this.#queue.slice(0, MAX_BATCH);
      if (batch.length === 0) return;
      try {
        await commitEntries({ db: this.#db, spool: this.#spool, log: this.#log }, batch);
      } catch (error) {
        await this.#databaseFailed(error);
        return;
      }
      this.#databaseBack();
      this.#queue.splice(0, batch.length);
      this.#committedSeq = batch.at(-1)?.seq ?? this.#committedSeq;
      this.#spool.release(this.#committedSeq);
      for (const listener of this.#listeners) listener(batch);
    }
  }

  #refill(): void {
    const onDisk = this.#spool.readAfter(this.#committedSeq, MAX_IN_MEMORY);
    const upTo = onDisk.length < MAX_IN_MEMORY ? this.#lastSeq : (onDisk.at(-1)?.seq ?? 0);
    this.#unwritten = this.#unwritten.filter(({ seq }) => seq > this.#committedSeq);
    this.#queue = [...onDisk, ...this.#unwritten.filter(({ seq }) => seq <= upTo)].sort((a, b) => a.seq - b.seq);
    this.#overflowed = (this.#queue.at(-1)?.seq ?? this.#lastSeq) < this.#lastSeq;
  }

  async #databaseFailed(error: unknown): Promise<void> {
    if (this.#databaseOk) this.#log.error({ err: error }, "database away: journal goes to the local spool");
    this.#databaseOk = false;
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
    await this.#spool.sync().catch((syncError: unknown) => this.#log.error({ err: syncError }, "spool not synced"));
  }

  #databaseBack(): void {
    if (!this.#databaseOk)
      this.#log.info({ spooled: this.#lastSeq - this.#committedSeq }, "database back: spool drains");
    this.#databaseOk = true;
    this.#retryMs = RETRY_MIN_MS;
  }
}
