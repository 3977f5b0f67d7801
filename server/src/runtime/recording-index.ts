import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { RecordNews } from "../records/record-news.ts";
import { recordingIdOf, type Recordings } from "../recordings/recordings.service.ts";
import type { ClosedRecording } from "../switch/port.ts";

const SWEEP_EVERY_MS = 60_000;
const SEGMENTS_A_SWEEP = 1_000;
/** The switch closes a file within this time of the segment's end. */
const SETTLE_MS = 5_000;
/** Past the time the engine waits for the record of a leg that ended unseen, and past the settling. */
const SOON_MS = 10_000;
const GIVEN_UP_AFTER_MS = 10 * 60_000;

/** What the header of a file says. */
export interface InspectedRecording {
  readonly durationMs: number;
  /** The header had to be set right: the switch was killed while it wrote. */
  readonly mended: boolean;
}

interface IndexedFile {
  readonly part: number;
  readonly path: string;
  readonly durationMs: number | undefined;
  readonly salvaged: boolean;
}

export interface RecordingIndexParts {
  readonly db: Db;
  readonly recordings: Recordings;
  readonly folder: string;
  /** Reads a file's header and sets it right where need be; undefined for what is no recording. */
  readonly inspect: (path: string) => InspectedRecording | undefined;
  /** Engine time, ms. */
  readonly now: () => number;
  readonly log: Logger;
  /** Called when a file is complete and its row, with length and checksum, can be read. */
  readonly onReady: (news: RecordNews) => void;
}

/**
 * Keeps the table of recordings true to the disk: rows come from the switch's word that a file was closed, and from a sweep
 * that finds files whose closing nobody heard, because the server was away or the switch was killed.
 */
export class RecordingIndex {
  readonly #parts: RecordingIndexParts;
  readonly #timer: NodeJS.Timeout;
  #soon: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: RecordingIndexParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS);
    this.#timer.unref();
  }

  /** A row that cannot be written now is written by a later sweep, for the file stays. */
  closed(recording: ClosedRecording): void {
    void this.#enqueue(async () => {
      const segment = await this.#parts.db
        .selectFrom("segments")
        .select(["segmentId", "callId", "bridgedAt", "agent", "group"])
        .where("segmentId", "=", recording.segmentId)
        .executeTakeFirst();
      if (segment === undefined) {
        // Ended within the journal's group commit, or PostgreSQL is away: the sweep finds the file.
        this.sweepSoon();
        return;
      }
      const file = existsSync(recording.path) ? this.#parts.inspect(recording.path) : undefined;
      const { part, path, durationMs } = recording;
      await this.#store(segment, {
        part,
        path,
        // The switch counts frames, also those it dropped; what is played is what the file holds.
        durationMs: file === undefined ? durationMs : file.durationMs,
        salvaged: file?.mended === true,
      });
    });
  }

  /** @returns how many files were taken into the table */
  async sweep(): Promise<number> {
    const taken = await this.#enqueue(() => this.#takeUnindexed());
    return taken ?? 0;
  }

  /** The server or the switch is back: talks that ended meanwhile are known, and their files closed, within a moment. */
  sweepSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.sweep(), SOON_MS);
    this.#soon.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    await this.#last;
  }

  /** One after the other, so that a sweep never races the switch's word about the same file. */
  async #enqueue<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    const done = this.#last.then(work).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, "recording not indexed; the next sweep tries again");
      return undefined;
    });
    this.#last = done;
    return done;
  }

  async #store({ segmentId, callId, bridgedAt, agent, group }: OwnerSegment, file: IndexedFile): Promise<void> {
    const row = await this.#parts.recordings.close({ ...file, segmentId, callId, startedAt: bridgedAt });
    const { recordingId, part, state, durationMs, sha256 } = row;
    this.#parts.onReady({
      kind: "recording",
      callId,
      agent,
      group,
      recordingId,
      segmentId,
      part,
      state,
      durationMs: durationMs ?? undefined,
      sha256: sha256 ?? undefined,
    });
  }

  async #takeUnindexed(): Promise<number> {
    const segments = await findUnindexedSegments(this.#parts.db, new Date(this.#parts.now()));
    if (segments.length === 0) return 0;
    const paths = await this.#filesByName(new Set(segments.map(({ segmentId }) => segmentId)));
    let taken = 0;
    for (const segment of segments) {
      for (const part of segment.missingParts) {
        const { segmentId } = segment;
        const path = paths.get(`${recordingIdOf(segmentId, part)}.wav`);
        const file = path === undefined ? undefined : this.#parts.inspect(path);
        if (path !== undefined && file !== undefined) {
          await this.#store(segment, { part, path, durationMs: file.durationMs, salvaged: file.mended });
          taken += 1;
        } else if (segment.endedAt.getTime() < this.#parts.now() - GIVEN_UP_AFTER_MS) {
          // Said once, so that the record shows it and no sweep looks for it again.
          await this.#store(segment, { part, path: path ?? "missing", durationMs: undefined, salvaged: false });
        }
      }
    }
    return taken;
  }

  async #filesByName(segmentIds: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const entries = await readdir(this.#parts.folder, { recursive: true, withFileTypes: true });
    return new Map(
      entries
        .filter((entry) => entry.isFile() && segmentIds.has(entry.name.split(".")[0] ?? ""))
        .map((entry) => [entry.name, join(entry.parentPath, entry.name)]),
    );
  }
}

interface OwnerSegment {
  readonly segmentId: string;
  readonly callId: string;
  readonly bridgedAt: Date;
  readonly agent: string;
  readonly group: string;
}

interface UnindexedSegment extends OwnerSegment {
  readonly endedAt: Date;
  readonly missingParts: readonly number[];
}

/** Ended segments with fewer recordings in the table than parts were begun; a file still being written is none of theirs. */
async function findUnindexedSegments(db: Db, now: Date): Promise<UnindexedSegment[]> {
  const rows = await db
    .selectFrom("segments")
    .leftJoin("recordings", "recordings.segmentId", "segments.segmentId")
    .select([
      "segments.segmentId",
      "segments.callId",
      "segments.bridgedAt",
      "segments.endedAt",
      "segments.agent",
      "segments.group",
      "segments.recordingParts",
    ])
    .select(({ fn }) => fn.agg<(number | null)[]>("array_agg", ["recordings.part"]).as("knownParts"))
    .where("segments.endedAt", "<", new Date(now.getTime() - SETTLE_MS))
    .where("segments.recordingParts", ">", 0)
    .groupBy("segments.segmentId")
    .having(({ fn, eb }) => eb(fn.count("recordings.recordingId"), "<", eb.ref("segments.recordingParts")))
    .limit(SEGMENTS_A_SWEEP)
    .execute();
  return rows.map(({ recordingParts, knownParts, endedAt, ...rest }) => ({
    ...rest,
    endedAt: endedAt ?? now,
    missingParts: Array.from({ length: recordingParts }, (_, index) => index + 1).filter(
      (part) => !knownParts.includes(part),
    ),
  }));
}
