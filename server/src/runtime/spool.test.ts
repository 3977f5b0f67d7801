import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JournalEntry } from "./journal-entry.ts";
import { Spool } from "./spool.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-spool-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (seq: number): JournalEntry => ({ seq, at: 1_000 + seq, event: { type: "tick" }, facts: [] });
const seqs = (entries: JournalEntry[]) => entries.map(({ seq }) => seq);

describe("Spool", () => {
  it("gives a later life every entry the earlier one appended, in order", () => {
    const earlier = new Spool(folder);
    for (let seq = 1; seq <= 5; seq += 1) earlier.append(entry(seq));
    expect(new Spool(folder).readAfter(0, 100)).toEqual([1, 2, 3, 4, 5].map(entry));
    expect(seqs(new Spool(folder).readAfter(3, 100))).toEqual([4, 5]);
    expect(seqs(new Spool(folder).readAfter(0, 2))).toEqual([1, 2]);
  });

  it("throws when the disk is full and gives back everything around the entry it had no room for", () => {
    const spool = new Spool(folder, 1);
    spool.append(entry(1));
    symlinkSync("/dev/full", join(folder, `${"2".padStart(15, "0")}.jsonl`));
    expect(() => spool.append(entry(2))).toThrow("ENOSPC");
    spool.append(entry(3));
    rmSync(join(folder, `${"2".padStart(15, "0")}.jsonl`));
    expect(seqs(new Spool(folder).readAfter(0, 100))).toEqual([1, 3]);
  });

  it("passes over a last line torn by a power loss and keeps what stands before it", () => {
    const spool = new Spool(folder);
    spool.append(entry(1));
    const [name] = readdirSync(folder);
    appendFileSync(join(folder, name as string), '{"seq":2,"at":1002,"ev');
    expect(seqs(new Spool(folder).readAfter(0, 100))).toEqual([1]);
  });

  it("keeps appending readable entries after a torn line of the same file", () => {
    const spool = new Spool(folder);
    spool.append(entry(1));
    const [name] = readdirSync(folder);
    appendFileSync(join(folder, name as string), '{"torn\n');
    spool.append(entry(2));
    expect(seqs(spool.readAfter(0, 100))).toEqual([1, 2]);
  });

  it("does not join its first entry to a torn line an earlier life left in the file of the same number", () => {
    const earlier = new Spool(folder);
    earlier.append(entry(1));
    const [name] = readdirSync(folder);
    writeFileSync(join(folder, name as string), '{"seq":1,"at"');
    const later = new Spool(folder);
    later.append(entry(1));
    expect(seqs(later.readAfter(0, 100))).toEqual([1]);
  });

  it("starts a new file at the size limit and removes only files that are wholly committed", () => {
    const spool = new Spool(folder, 150);
    for (let seq = 1; seq <= 9; seq += 1) spool.append(entry(seq));
    const filesBefore = readdirSync(folder).length;
    expect(filesBefore).toBeGreaterThan(2);
    spool.release(4);
    expect(seqs(spool.readAfter(4, 100))).toEqual([5, 6, 7, 8, 9]);
    expect(readdirSync(folder).length).toBeLessThan(filesBefore);
  });

  it("empties the open file once everything in it is committed and goes on in it", () => {
    const spool = new Spool(folder);
    spool.append(entry(1));
    spool.release(1);
    const [name] = readdirSync(folder);
    expect(statSync(join(folder, name as string)).size).toBe(0);
    spool.append(entry(2));
    expect(seqs(new Spool(folder).readAfter(1, 100))).toEqual([2]);
  });

  it("keeps an entry the database refuses in a file of its own", () => {
    const spool = new Spool(folder);
    spool.refuse(entry(7));
    expect(JSON.parse(readFileSync(join(folder, "refused.jsonl"), "utf8"))).toEqual(entry(7));
  });
});
