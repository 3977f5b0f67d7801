import { sql, type Selectable, type SqlBool } from "kysely";
import type { Db } from "../db/index.ts";
import type { Sight } from "../sessions/sight.ts";
import type { RecordingsTable } from "./recordings.table.ts";

export type Recording = Selectable<RecordingsTable>;

export interface RecordingWithOwner extends Recording {
  readonly agent: string | null;
  readonly group: string | null;
}

export async function findRecording(db: Db, recordingId: string): Promise<RecordingWithOwner | undefined> {
  return db
    .selectFrom("recordings")
    .leftJoin("segments", "segments.segmentId", "recordings.segmentId")
    .selectAll("recordings")
    .select(["segments.agent", "segments.group"])
    .where("recordings.recordingId", "=", recordingId)
    .executeTakeFirst();
}

export async function findRecordingsOfCall(db: Db, callId: string): Promise<Recording[]> {
  return db.selectFrom("recordings").selectAll().where("callId", "=", callId).orderBy("startedAt").execute();
}

/** By segment and part; a recording heard of twice is one row. */
export async function upsertRecording(db: Db, recording: Recording): Promise<void> {
  const { recordingId, ...rest } = recording;
  await db
    .insertInto("recordings")
    .values({ recordingId, ...rest })
    .onConflict((conflict) => conflict.column("recordingId").doUpdateSet(rest))
    .execute();
}

export interface RecordingFilter {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly callId: string | undefined;
  /** Only what comes after this one in the list. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The latest first, only of the talks the sight allows. */
export async function findRecordings(db: Db, filter: RecordingFilter, sight: Sight): Promise<RecordingWithOwner[]> {
  const { from, to, callId, after, limit } = filter;
  return db
    .selectFrom("recordings")
    .leftJoin("segments", "segments.segmentId", "recordings.segmentId")
    .selectAll("recordings")
    .select(["segments.agent", "segments.group"])
    .where((recordings) =>
      recordings.and([
        ...(sight.all
          ? []
          : [
              recordings.or([
                ...(sight.agent === undefined ? [] : [recordings("segments.agent", "=", sight.agent)]),
                ...(sight.ledGroups.size === 0 ? [] : [recordings("segments.group", "in", [...sight.ledGroups])]),
              ]),
            ]),
        ...(from === undefined ? [] : [recordings("recordings.startedAt", ">=", from)]),
        ...(to === undefined ? [] : [recordings("recordings.startedAt", "<", to)]),
        ...(callId === undefined ? [] : [recordings("recordings.callId", "=", callId)]),
        ...(after === undefined
          ? []
          : [
              sql<SqlBool>`(recordings.started_at, recordings.recording_id) <
                (select started_at, recording_id from recordings where recording_id = ${after})`,
            ]),
      ]),
    )
    .orderBy("recordings.startedAt", "desc")
    .orderBy("recordings.recordingId", "desc")
    .limit(limit)
    .execute();
}
