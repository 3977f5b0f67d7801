import type { CallView } from "#lib/live/live-state.ts";
import type { ConsultNow } from "./consult-now.ts";

/** How a consult or conference ended for somebody who goes on talking with the customer. */
export type ConsultEnd =
  /** The other never answered; the customer is here again. */
  | "not-answered"
  /** The other left or was let go; the customer is here. */
  | "other-left"
  /** The one who consulted left the customer to this agent. */
  | "handed-over";

/**
 * @param before what was so until now
 * @param after the same call, which no longer has that consult; undefined when it is over or no longer here
 */
export function consultEnd(
  before: ConsultNow,
  after: CallView | undefined,
  me: string | undefined,
): ConsultEnd | undefined {
  if (after?.segment === undefined || after.segment.agent !== me) return undefined;
  if (before.role === "target") return "handed-over";
  return before.place === "calling" ? "not-answered" : "other-left";
}
