import type { EndedBy, HangUpCause, LegEndCause, RawCause } from "../../acd/index.ts";

const HANG_UP_CODES: Readonly<Record<HangUpCause, string>> = {
  normal: "NORMAL_CLEARING",
  rejected: "CALL_REJECTED",
  busy: "USER_BUSY",
  "no-answer": "NO_ANSWER",
  "powered-off": "SUBSCRIBER_ABSENT",
  "not-found": "UNALLOCATED_NUMBER",
  congestion: "NORMAL_CIRCUIT_CONGESTION",
};

export function hangUpCauseCode(cause: HangUpCause): string {
  return HANG_UP_CODES[cause];
}

/** The switch's cause names, which are Q.850's and a few of its own. */
const LEG_END_CAUSES: Readonly<Record<string, LegEndCause>> = {
  NORMAL_CLEARING: "normal",
  NORMAL_UNSPECIFIED: "normal",
  BLIND_TRANSFER: "normal",
  ATTENDED_TRANSFER: "normal",
  ALLOTTED_TIMEOUT: "no-answer",
  MANAGER_REQUEST: "normal",
  ORIGINATOR_CANCEL: "caller-gone",
  LOSE_RACE: "caller-gone",
  NO_ANSWER: "no-answer",
  NO_USER_RESPONSE: "no-answer",
  // A carrier that gives no sign at all; it is set for numbers only.
  PROGRESS_TIMEOUT: "unreachable",
  USER_BUSY: "busy",
  CALL_REJECTED: "rejected",
  DECLINE: "rejected",
  USER_NOT_REGISTERED: "not-registered",
  SUBSCRIBER_ABSENT: "not-registered",
  NO_ROUTE_DESTINATION: "invalid-number",
  NO_ROUTE_TRANSIT_NET: "unreachable",
  UNALLOCATED_NUMBER: "invalid-number",
  INVALID_NUMBER_FORMAT: "invalid-number",
  NUMBER_CHANGED: "invalid-number",
  DESTINATION_OUT_OF_ORDER: "unreachable",
  NETWORK_OUT_OF_ORDER: "unreachable",
  NORMAL_TEMPORARY_FAILURE: "unreachable",
  RECOVERY_ON_TIMER_EXPIRE: "unreachable",
  GATEWAY_DOWN: "unreachable",
  INVALID_GATEWAY: "unreachable",
  INVALID_URL: "unreachable",
  INVALID_PROFILE: "unreachable",
  INTERWORKING: "unreachable",
  INCOMPATIBLE_DESTINATION: "unreachable",
  SERVICE_UNAVAILABLE: "unreachable",
  MEDIA_TIMEOUT: "media-lost",
  OUTGOING_CALL_BARRED: "barred",
  INCOMING_CALL_BARRED: "barred",
  BEARERCAPABILITY_NOTAUTH: "barred",
  NORMAL_CIRCUIT_CONGESTION: "congestion",
  SWITCH_CONGESTION: "congestion",
  REQUESTED_CHAN_UNAVAIL: "congestion",
  SYSTEM_SHUTDOWN: "switch-lost",
  CRASH: "switch-lost",
};

export function legEndCause(name: string | undefined): LegEndCause {
  return (name === undefined ? undefined : LEG_END_CAUSES[name]) ?? "unknown";
}

/** @param disposition `sip_hangup_disposition`: who sent the message that ended the leg */
export function endedBy(causeName: string | undefined, disposition: string | undefined): EndedBy {
  const cause = legEndCause(causeName);
  if (cause === "media-lost" || cause === "switch-lost") return "lost";
  return disposition?.startsWith("recv_") === true ? "party" : "us";
}

/** @param sip as the switch keeps it, "sip:486" or "486" */
export function rawCause(parts: {
  q850?: string | undefined;
  sip?: string | undefined;
  text: string | undefined;
}): RawCause {
  return { q850: wholeNumber(parts.q850), sip: wholeNumber(parts.sip?.replace(/^sip:/, "")), text: parts.text };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
