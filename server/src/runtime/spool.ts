import {
  appendFileSync,
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JournalEntry } from "./journal-entry.ts";

const FILE_NAME = /^(\d{15})\.jsonl$/;
const syncToDisk = promisify(fdatasync);

interface SpoolFile {
  readonly path: string;
  readonly firstSeq: number;
}

/**
 * Journal entries on the local disk until PostgreSQL has them. Each is written before the engine's answer leaves the
 * process: a plain write survives the death of the process (the page cache holds it), `sync` also that of the machine.
 * Files are named by their first entry and go away once everything in them is committed.
 */
export class Spool {
  readonly #folder: string;
  readonly #maxFileBytes: number;
  #files: SpoolFile[];
  #fd: number | undefined;
  #bytes = 0;
  #lastSeq = 0;
  /** The last line was not written to its end and could not be taken back; the next one goes into another file. */
  #torn = false;

  /** @throws the file system's error when the folder cannot be made or read */
  constructor(folder: string, maxFileBytes = 4 * 1024 * 1024) {
    this.#folder = folder;
    this.#maxFileBytes = maxFileBytes;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#files = readdirSync(folder)
      .map((name) => FILE_NAME.exec(name))
      .filter((match) => match !== null)
      .map((match) => ({ path: join(folder, match[0]), firstSeq: Number(match[1]) }))
      .sort((a, b) => a.firstSeq - b.firstSeq);
  }

  /** @throws the file system's error when the disk is full; what stood before is as it was */
  append(entry: JournalEntry): void {
    if (this.#fd === undefined || this.#torn || this.#bytes >= this.#maxFileBytes) this.#openFile(entry.seq);
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      let written = 0;
      while (written < line.length) written += writeSync(this.#fd as number, line, written);
    } catch (error) {
      this.#takeBackTornLine();
      throw error;
    }
    this.#bytes += line.length;
    this.#lastSeq = entry.seq;
  }

  /** Entries after `seq` in order, at most `limit`. A torn last line of a file (power loss) is passed over. */
  readAfter(seq: number, limit: number): JournalEntry[] {
    const entries: JournalEntry[] = [];
    for (const [index, file] of this.#files.entries()) {
      const next = this.#files[index + 1];
      if (next !== undefined && next.firstSeq <= seq + 1) continue;
      for (const line of readFileSync(file.path, "utf8").split("\n")) {
        const entry = parseLine(line);
        if (entry === undefined || entry.seq <= seq) continue;
        entries.push(entry);
        if (entries.length === limit) return entries;
      }
    }
    return entries;
  }

  /** Forgets what is committed: whole files only, and the open one as soon as all of it is. */
  release(committedSeq: number): void {
    const open = this.#fd === undefined ? undefined : this.#files.at(-1);
    while (this.#files.length > 0) {
      const [file, next] = this.#files;
      if (file === undefined || file === open) break;
      if (next === undefined ? committedSeq < this.#lastSeq : next.firstSeq > committedSeq + 1) break;
      rmSync(file.path, { force: true });
      this.#files.shift();
    }
    if (this.#fd !== undefined && this.#bytes > 0 && committedSeq >= this.#lastSeq) {
      ftruncateSync(this.#fd, 0);
      this.#bytes = 0;
    }
  }

  /** Keeps an entry the database will never take where a person can look at it. */
  refuse(entry: JournalEntry): void {
    appendFileSync(join(this.#folder, "refused.jsonl"), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /** Makes what was appended safe against the loss of the machine. */
  async sync(): Promise<void> {
    if (this.#fd !== undefined) await syncToDisk(this.#fd);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #takeBackTornLine(): void {
    try {
      ftruncateSync(this.#fd as number, this.#bytes);
    } catch {
      this.#torn = true;
    }
  }

  #openFile(firstSeq: number): void {
    this.close();
    this.#torn = false;
    const path = join(this.#folder, `${String(firstSeq).padStart(15, "0")}.jsonl`);
    this.#fd = openSync(path, "a", 0o600);
    this.#bytes = fstatSync(this.#fd).size;
    if (this.#files.at(-1)?.path !== path) this.#files.push({ path, firstSeq });
    if (this.#bytes > 0) this.#bytes += writeSync(this.#fd, "\n"); // a torn line of the same number may have been left there
  }
}

function parseLine(line: string): JournalEntry | undefined {
  if (line === "") return undefined;
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined; // torn by a power loss: it was never acknowledged as durable
  }
}
