export type RecordingState = "open" | "closed" | "salvaged" | "missing";

export interface RecordingsTable {
  /** `<segmentId>.<part>` */
  recordingId: string;
  segmentId: string;
  part: number;
  callId: string;
  /** Relative to the recordings folder, so that the folder may move. */
  path: string;
  state: RecordingState;
  durationMs: number | null;
  bytes: number | null;
  sha256: string | null;
  startedAt: Date;
  closedAt: Date | null;
}
