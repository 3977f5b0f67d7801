import type { CallItem, CallOutcome } from "#lib/api/schema.ts";

/** Ends of a call nobody answered that say enough by themselves; the last seven of calls from here. */
const unanswered = [
  "no-route",
  "trunk-full",
  "switch-lost",
  "cancelled",
  "busy",
  "no-answer",
  "rejected",
  "invalid-number",
  "powered-off",
  "line-failed",
] as const;

/** One word for how a call went, in the order people ask: still going, talked, else why not. */
export function outcomeOf(call: Pick<CallItem, "answeredAt" | "endedAt" | "endReason">): CallOutcome {
  if (call.endedAt === undefined) return "live";
  const { endReason } = call;
  // Answered or not, that the duty list had it is what people want to know.
  if (endReason === "emergency") return endReason;
  if (call.answeredAt !== undefined) return "answered";
  const known = unanswered.find((each) => each === endReason);
  if (known !== undefined) return known;
  return endReason === "abandoned" || endReason === "customer-hung-up" ? "abandoned" : "lost";
}
