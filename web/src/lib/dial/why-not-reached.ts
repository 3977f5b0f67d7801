import type { MessageKey } from "#lib/i18n/catalogue.ts";
import type { SipCallFailure } from "#lib/phone/sip-call.ts";

/** Reasons our own server refuses a call for, the words of its 403 and 503. */
const refusals: Readonly<Record<string, MessageKey>> = {
  "not-signed-in": "dial.refused.not-signed-in",
  "wrong-state": "dial.refused.wrong-state",
  "number-invalid": "dial.refused.number-invalid",
  busy: "dial.refused.busy",
  "no-line": "dial.refused.no-line",
  "server-away": "dial.refused.server-away",
};

/** By the cause of Q.850 (its table 1): what the network said. */
const causes: Readonly<Record<number, MessageKey>> = {
  1: "endReason.invalid-number",
  17: "endReason.busy",
  18: "endReason.no-answer",
  19: "endReason.no-answer",
  20: "endReason.powered-off",
  21: "endReason.rejected",
  28: "endReason.invalid-number",
};

/** By the SIP status, where no cause came with it (RFC 3261, 21). */
const statuses: Readonly<Record<number, MessageKey>> = {
  404: "endReason.invalid-number",
  408: "endReason.no-answer",
  480: "endReason.no-answer",
  484: "endReason.invalid-number",
  486: "endReason.busy",
  600: "endReason.busy",
  603: "endReason.rejected",
};

/** In words, why a call from here was not answered. */
export function whyNotReached({ status, words, q850 }: SipCallFailure): MessageKey {
  const refusal = status === 403 || status === 503 ? refusals[words ?? ""] : undefined;
  return (
    refusal ??
    (q850 === undefined ? undefined : causes[q850]) ??
    (status === undefined ? undefined : statuses[status]) ??
    "endReason.line-failed"
  );
}
