import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import type { Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import { mayHearAll, type Sight } from "../sessions/sight.ts";
import type { Principal } from "../sessions/principal.ts";
import {
  findRecording,
  findRecordings,
  upsertRecording,
  type RecordingFilter,
  type RecordingWithOwner,
} from "./recordings.queries.ts";

export interface AudioFile {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: Date;
}

/** `intact`: as it was closed; `changed`: another checksum; `unsealed`: no checksum was ever taken. */
export type RecordingResult = "intact" | "changed" | "missing" | "open" | "unsealed";

export interface RecordingCheck {
  readonly recordingId: string;
  readonly result: RecordingResult;
  /** SHA-256 as written down when the file was closed, and as the file has it now. */
  readonly expected?: string;
  readonly found?: string;
}

export class Recordings {
  readonly #db: Db;
  readonly #folder: string;
  readonly #now: () => number;

  constructor(parts: { db: Db; folder: string; now: () => number }) {
    this.#db = parts.db;
    this.#folder = resolve(parts.folder);
    this.#now = parts.now;
  }

  /**
   * The file to play. Throws recording.unknown, recording.not-allowed, recording.not-ready or recording.missing. Writes
   * the listening into the audit log; a player asks for one recording in many ranges, which are one listening.
   */
  async hear(recordingId: string, principal: Principal, sight: Sight, by: AuditContext): Promise<AudioFile> {
    const recording = await findRecording(this.#db, recordingId);
    if (recording === undefined) throw new HotlineError("recording.unknown");
    if (!mayHear(recording, principal, sight)) throw new HotlineError("recording.not-allowed");
    if (recording.state === "open") throw new HotlineError("recording.not-ready");
    const path = this.#inside(recording.path);
    const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || file?.isFile() !== true) throw new HotlineError("recording.missing");
    await this.#noteHearing(recordingId, by);
    return { path, bytes: file.size, changedAt: file.mtime };
  }

  async list(
    filter: RecordingFilter,
    sight: Sight,
  ): Promise<{ items: RecordingWithOwner[]; nextCursor: string | undefined }> {
    const found = await findRecordings(this.#db, { ...filter, limit: filter.limit + 1 }, sight);
    const items = found.slice(0, filter.limit);
    return { items, nextCursor: found.length > items.length ? items.at(-1)?.recordingId : undefined };
  }

  /** Reads the whole file and compares. Throws recording.unknown, also for one of a talk that is out of sight. */
  async check(recordingId: string, sight: Sight): Promise<RecordingCheck> {
    const recording = await findRecording(this.#db, recordingId);
    if (recording === undefined || !maySee(recording, sight)) throw new HotlineError("recording.unknown");
    const expected = recording.sha256 ?? undefined;
    const told = (result: RecordingResult, found?: string): RecordingCheck => ({
      recordingId,
      result,
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
    });
    if (recording.state === "open") return told("open");
    const path = this.#inside(recording.path);
    const file = path === undefined ? undefined : await stat(path).catch(() => undefined);
    if (path === undefined || file?.isFile() !== true) return told("missing");
    const found = await sha256Of(path);
    if (expected === undefined) return told("unsealed", found);
    return told(found === expected ? "intact" : "changed", found);
  }

  /** A recording begins; called when a talk that records is bridged. */
  async open(of: { segmentId: string; part: number; callId: string; path: string; startedAt: Date }): Promise<void> {
    await upsertRecording(this.#db, {
      ...of,
      recordingId: recordingIdOf(of.segmentId, of.part),
      path: this.#relative(of.path),
      state: "open",
      durationMs: null,
      bytes: null,
      sha256: null,
      closedAt: null,
    });
  }

  /** The switch closed the file, or it was found on disk (`salvaged`); its size and hash are taken from the disk. */
  async close(of: {
    segmentId: string;
    part: number;
    callId: string;
    path: string;
    startedAt: Date;
    durationMs: number | undefined;
    salvaged: boolean;
  }): Promise<void> {
    const { durationMs, salvaged, ...rest } = of;
    const path = resolve(this.#folder, of.path);
    const file = await stat(path).catch(() => undefined);
    await upsertRecording(this.#db, {
      ...rest,
      recordingId: recordingIdOf(of.segmentId, of.part),
      path: this.#relative(of.path),
      state: file === undefined ? "missing" : salvaged ? "salvaged" : "closed",
      durationMs: durationMs === undefined ? null : Math.round(durationMs),
      bytes: file?.size ?? null,
      sha256: file === undefined ? null : await sha256Of(path),
      closedAt: new Date(this.#now()),
    });
  }

  async #noteHearing(recordingId: string, by: AuditContext): Promise<void> {
    const since = new Date(this.#now() - sameHearingMs);
    const noted = await this.#db
      .selectFrom("auditLog")
      .select("id")
      .where("action", "=", "recording.heard")
      .where("subject", "=", recordingId)
      .where("actor", "=", by.actor)
      .where("at", ">", since)
      .executeTakeFirst();
    if (noted === undefined) await writeAudit(this.#db, by, "recording.heard", recordingId);
  }

  /** A path from the database must not lead out of the folder, whoever wrote it. */
  #inside(path: string): string | undefined {
    const full = resolve(this.#folder, path);
    return full.startsWith(`${this.#folder}${sep}`) ? full : undefined;
  }

  #relative(path: string): string {
    return isAbsolute(path) ? relative(this.#folder, path) : path;
  }
}

const sameHearingMs = 10 * 60_000;

export function recordingIdOf(segmentId: string, part: number): string {
  return `${segmentId}.${part}`;
}

function mayHear(recording: RecordingWithOwner, principal: Principal, sight: Sight): boolean {
  if (mayHearAll(principal)) return true;
  if (recording.agent !== null && recording.agent === sight.agent) return true;
  return recording.group !== null && sight.ledGroups.has(recording.group);
}

function maySee(recording: RecordingWithOwner, sight: Sight): boolean {
  if (sight.all || (recording.agent !== null && recording.agent === sight.agent)) return true;
  return recording.group !== null && sight.ledGroups.has(recording.group);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
