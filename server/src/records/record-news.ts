import type { RatingState } from "../acd/model.ts";
import type { RecordingState } from "../recordings/recordings.table.ts";

/** What becomes known of a call's record when its talk is over, told once PostgreSQL has it. */
export type RecordNews = RecordingNews | RatingNews | EndNews;

interface About {
  readonly callId: string;
  /** Whose record it is, for who may be told (R14). */
  readonly agent: string | undefined;
  readonly group: string | undefined;
}

/** The file of a segment is complete, and what it held then is written down with its checksum. */
export interface RecordingNews extends About {
  readonly kind: "recording";
  readonly recordingId: string;
  readonly segmentId: string;
  readonly part: number;
  readonly state: RecordingState;
  /** Of the sound in the file; undefined where there is none. */
  readonly durationMs: number | undefined;
  readonly sha256: string | undefined;
}

export interface RatingNews extends About {
  readonly kind: "rating";
  readonly state: RatingState;
  readonly level: number | undefined;
  readonly levels: number;
}

export interface EndNews extends About {
  readonly kind: "ended";
}
