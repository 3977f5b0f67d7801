import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { upsertFacts } from "../db/index.ts";
import { testDatabase, type TestDatabase } from "../db/testing/test-database.ts";
import type { RecordNews } from "../records/record-news.ts";
import { Recordings } from "../recordings/recordings.service.ts";
import { salvageRecording } from "../switch/freeswitch/index.ts";
import { RecordingIndex } from "./recording-index.ts";

const HEADER_BYTES = 44;
const SECOND_BYTES = 32_000;
const startedAt = Date.UTC(2026, 10, 22, 6);
const segmentId = "0190a000-0000-7000-8000-000000000001";

/** A stereo file of three seconds; its header says `dataBytes`. */
function sound(dataBytes = 3 * SECOND_BYTES): Buffer {
  const file = Buffer.alloc(HEADER_BYTES + 3 * SECOND_BYTES, 7);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(8_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(dataBytes, 40);
  return file;
}

describe("RecordingIndex", () => {
  let database: TestDatabase;
  let folder: string;
  let index: RecordingIndex;
  let now: number;
  let news: { told: RecordNews; found: unknown }[];

  beforeEach(async () => {
    database = await testDatabase();
    const { db } = database;
    folder = mkdtempSync(join(tmpdir(), "hotline-index-"));
    mkdirSync(join(folder, "2026/11/22"), { recursive: true });
    now = startedAt + 10_000;
    news = [];
    index = new RecordingIndex({
      db,
      recordings: new Recordings({ db, folder, now: () => now }),
      folder,
      inspect: (path) => salvageRecording(path),
      now: () => now,
      log: pino({ enabled: false }),
      onReady: (told) => {
        const entry: (typeof news)[number] = { told, found: undefined };
        news.push(entry);
        void row().then((found) => (entry.found = found));
      },
    });
  });
  afterEach(async () => {
    await index.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const row = () => database.db.selectFrom("recordings").selectAll().executeTakeFirst();
  const path = () => join(folder, `2026/11/22/${segmentId}.1.wav`);

  async function talked(endedAt: number | undefined): Promise<void> {
    const row = { segmentId, callId: "call", offerId: "offer", group: "repair", agent: "anna", bridgedAt: startedAt };
    const ended = { state: endedAt === undefined ? "talking" : "ended", endedAt, releasedAt: endedAt } as const;
    await upsertFacts(database.db, [{ table: "segments", row: { ...row, ...ended, recordingParts: 1, heldMs: 0 } }]);
  }

  const ready = () => vi.waitFor(() => expect(news[0]?.found).toBeDefined(), 20_000);

  it("when the switch has closed a file, then the length is that of the file, not the switch's count, and the row is there when it is told", async () => {
    await talked(undefined);
    writeFileSync(path(), sound());
    index.closed({ segmentId, part: 1, path: path(), durationMs: 9_999 });
    await ready();
    const sha256 = createHash("sha256").update(readFileSync(path())).digest("hex");
    const recordingId = `${segmentId}.1`;
    const stored = { recordingId, segmentId, part: 1, callId: "call", state: "closed", durationMs: 3_000, sha256 };
    expect(news).toEqual([
      {
        told: { kind: "recording", agent: "anna", group: "repair", ...stored },
        found: expect.objectContaining(stored),
      },
    ]);
  });

  it("when a killed switch left a file, then it is mended, its checksum is that of the mended file, and it is told once", async () => {
    await talked(startedAt + 3_000);
    writeFileSync(path(), sound(0));
    expect(await index.sweep()).toBe(1);
    await ready();
    const sha256 = createHash("sha256").update(readFileSync(path())).digest("hex");
    expect(news.map(({ told }) => told)).toMatchObject([
      { kind: "recording", state: "salvaged", durationMs: 3_000, sha256 },
    ]);
    expect(await index.sweep()).toBe(0);
    expect(news).toHaveLength(1);
  });

  it("when the file of a closed recording is not there, then it is told as missing, without a checksum", async () => {
    await talked(undefined);
    index.closed({ segmentId, part: 1, path: path(), durationMs: 0 });
    await ready();
    expect(news[0]?.told).toMatchObject({ state: "missing", durationMs: 0, sha256: undefined });
  });

  it("when the segment is not in PostgreSQL yet, then nothing is told until the sweep has found both", async () => {
    writeFileSync(path(), sound());
    index.closed({ segmentId, part: 1, path: path(), durationMs: 3_000 });
    expect(await index.sweep()).toBe(0);
    await talked(startedAt + 3_000);
    expect(await index.sweep()).toBe(1);
    await ready();
    expect(news).toHaveLength(1);
  });
});
