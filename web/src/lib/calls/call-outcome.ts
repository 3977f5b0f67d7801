import type { CallItem, CallOutcome } from "#lib/api/schema.ts";

/** One word for how a call went, in the order people ask: still going, talked, else why not. */
export function outcomeOf(call: Pick<CallItem, "answeredAt" | "endedAt" | "endReason">): CallOutcome {
  if (call.endedAt === undefined) return "live";
  if (call.answeredAt !== undefined) return "answered";
  const { endReason } = call;
  if (endReason === "no-route" || endReason === "emergency" || endReason === "switch-lost") return endReason;
  return endReason === "abandoned" || endReason === "customer-hung-up" ? "abandoned" : "lost";
}
