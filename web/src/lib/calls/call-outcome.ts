import type { CallItem, CallOutcome } from "#lib/api/schema.ts";

/** One word for how a call went, in the order people ask: still going, talked, else why not. */
export function outcomeOf(call: Pick<CallItem, "answeredAt" | "endedAt" | "endReason">): CallOutcome {
  if (call.endedAt === undefined) return "live";
  const { endReason } = call;
  // Answered or not, that the duty list had it is what people want to know.
  if (endReason === "emergency") return endReason;
  if (call.answeredAt !== undefined) return "answered";
  if (endReason === "no-route" || endReason === "trunk-full" || endReason === "switch-lost") return endReason;
  return endReason === "abandoned" || endReason === "customer-hung-up" ? "abandoned" : "lost";
}
