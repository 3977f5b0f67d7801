import type { SegmentRecord } from "../state/records.ts";

/** Whatever ends it, the held time counts (metrics.md); a talk that ended before the hold did has no more of it. */
export function endHold(segment: SegmentRecord, at: number): void {
  if (segment.heldAt === undefined) return;
  segment.heldMs += Math.max(0, at - segment.heldAt);
  segment.heldAt = undefined;
}
