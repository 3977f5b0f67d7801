import type { Selectable } from "kysely";
import type { Db } from "../db/index.ts";
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
