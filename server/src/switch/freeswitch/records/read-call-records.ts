import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseCallRecord, type CallRecord } from "./call-record.ts";

const SUFFIX = ".cdr.json";
const BROKEN = "broken";

/** The switch writes a record in one go, but not in one step: what it wrote this recently may still be half. */
const SETTLED_AFTER_MS = 5_000;

/**
 * Reads up to `limit` records, the oldest end first, and leaves the files where they are: `removeCallRecords` takes them
 * away once they are kept elsewhere. A file that makes no sense is put aside, so that it is not read for ever.
 */
export function readCallRecords(folder: string, limit = 1_000): CallRecord[] {
  const records: CallRecord[] = [];
  for (const name of listRecords(folder)) {
    if (records.length >= limit) break;
    const record = readRecord(folder, name);
    if (record !== undefined) records.push(record);
  }
  return records.sort((a, b) => a.endedAt - b.endedAt);
}

export function removeCallRecords(records: readonly { readonly file: string }[]): void {
  for (const { file } of records) rmSync(file, { force: true });
}

export interface WaitingRecord {
  readonly file: string;
  readonly legId: string;
}

/** Which legs have a record waiting: the switch names each file after its leg. */
export function listCallRecords(folder: string): WaitingRecord[] {
  return listRecords(folder).map((name) => ({ file: join(folder, name), legId: name.slice(0, -SUFFIX.length) }));
}

/** Undefined for a file that is gone, still being written, or made no sense and was put aside, which `onBroken` is told. */
export function readCallRecord(file: string, onBroken: (file: string) => void): CallRecord | undefined {
  return readRecord(dirname(file), basename(file), onBroken);
}

function listRecords(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function readRecord(folder: string, name: string, onBroken?: (file: string) => void): CallRecord | undefined {
  const file = join(folder, name);
  let record: CallRecord | undefined;
  try {
    record = parseCallRecord(file, readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    if (Date.now() - statSync(file).mtimeMs < SETTLED_AFTER_MS) return undefined;
  }
  if (record === undefined) {
    mkdirSync(join(folder, BROKEN), { recursive: true });
    renameSync(file, join(folder, BROKEN, name));
    onBroken?.(join(folder, BROKEN, name));
  }
  return record;
}
