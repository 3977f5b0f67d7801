import type { RecordingWithOwner } from "../../recordings/recordings.queries.ts";
import { recordingAnswer } from "./records.answers.ts";

export function recordingListAnswer(page: { items: readonly RecordingWithOwner[]; nextCursor: string | undefined }) {
  const items = page.items.map(({ agent, group, ...recording }) => ({
    ...recordingAnswer(recording),
    callId: recording.callId,
    ...(recording.sha256 !== null && { sha256: recording.sha256 }),
    ...(agent !== null && { agent }),
    ...(group !== null && { group }),
  }));
  return { items, ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }) };
}
