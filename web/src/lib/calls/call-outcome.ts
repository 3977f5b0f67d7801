import type { CallItem } from "#lib/api/schema.ts";

export type ShownOutcome = "live" | "answered" | "abandoned" | "no-route" | "lost";

/** One word for how a call went, in the order people ask: still going, talked, else why not. */
export function outcomeOf(call: Pick<CallItem, "answeredAt" | "endedAt" | "endReason">): ShownOutcome {
  if (call.endedAt === undefined) return "live";
  if (call.answeredAt !== undefined) return "answered";
  if (call.endReason === "no-route") return "no-route";
  return call.endReason === "abandoned" || call.endReason === "customer-hung-up" ? "abandoned" : "lost";
}
