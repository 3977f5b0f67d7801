import type { EndedBy, LegEndCause, Party, RawCause, SurveyReport } from "../../../acd/index.ts";
import type { SwitchEvent } from "../../port.ts";
import { endedBy, legEndCause, rawCause } from "../causes.ts";
import { readSurvey } from "../legs/survey-report.ts";
import { VARIABLE } from "../names.ts";
import { callingParty } from "../party.ts";
import { storedText } from "../text.ts";
import { callSource, type CallSource } from "../trunk-peers.ts";

/** What the switch wrote down about one leg when it ended; also of legs the server never heard of. */
export interface CallRecord {
  /** The file it was read from, to be removed once it is kept elsewhere. */
  readonly file: string;
  readonly legId: string;
  readonly role: (typeof ROLES)[number];
  /** Of a customer's leg that we called. */
  readonly direction: "outbound" | undefined;
  /** Undefined for a caller the server never heard of. */
  readonly callId: string | undefined;
  readonly group: string | undefined;
  readonly agent: string | undefined;
  readonly offerId: string | undefined;
  readonly segmentId: string | undefined;
  readonly recordingPart: number | undefined;
  /** The duty list's number this leg called. */
  readonly dutyNumber: string | undefined;
  /** Whom the leg was bridged with last. */
  readonly peerLegId: string | undefined;
  readonly from: Party;
  /** The number dialled by a customer, or called by us. */
  readonly to: string;
  readonly source: CallSource;
  /** The switch's clock, ms since the epoch. */
  readonly startedAt: number;
  readonly ringingAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly bridgedAt: number | undefined;
  readonly endedAt: number;
  readonly cause: LegEndCause;
  readonly by: EndedBy;
  readonly raw: RawCause;
  /** Of a customer who was asked for a rating. */
  readonly survey: SurveyReport | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

interface WrittenRecord {
  readonly variables?: Variables;
  readonly callflow?: readonly { readonly caller_profile?: { readonly destination_number?: string } }[];
}

/** @returns undefined when the file is a record of something that is no call */
export function parseCallRecord(file: string, text: string): CallRecord | undefined {
  const { variables, callflow } = JSON.parse(text) as WrittenRecord;
  const legId = variables?.["uuid"];
  const startedAt = time(variables?.["start_uepoch"]);
  if (variables === undefined || legId === undefined || startedAt === undefined) return undefined;
  const role = roleOf(variables);
  if (role === undefined) return undefined;
  const value = (name: string): string | undefined => (variables[name] === "" ? undefined : variables[name]);
  const cause = value("hangup_cause");
  const part = Number(value(VARIABLE.recordingPart) ?? Number.NaN);
  const called = value(VARIABLE.dutyNumber) ?? value("sip_to_user");
  return {
    file,
    legId,
    role,
    direction: value(VARIABLE.direction) === "outbound" ? "outbound" : undefined,
    callId: value(VARIABLE.callId),
    group: value(VARIABLE.group),
    agent: value(VARIABLE.agent),
    offerId: value(VARIABLE.offerId),
    segmentId: value(VARIABLE.segmentId),
    recordingPart: Number.isInteger(part) ? part : undefined,
    dutyNumber: value(VARIABLE.dutyNumber),
    peerLegId: value("bridge_uuid") ?? value("last_bridge_to") ?? value("originator"),
    from: callingParty(value("sip_from_user"), value("sip_from_display")),
    to: storedText(value(VARIABLE.to) ?? called ?? callflow?.at(-1)?.caller_profile?.destination_number ?? ""),
    source: callSource(value("sip_network_ip"), value("sip_network_port")),
    startedAt,
    ringingAt: time(value("progress_uepoch")),
    answeredAt: time(value("answer_uepoch")),
    bridgedAt: time(value("bridge_uepoch")),
    endedAt: time(value("end_uepoch")) ?? startedAt,
    cause: legEndCause(cause),
    by: endedBy(cause, value("sip_hangup_disposition")),
    raw: rawCause({
      q850: value("hangup_cause_q850"),
      sip: value("sip_term_status") ?? value("sip_invite_failure_status"),
      text: cause,
    }),
    survey: role === "customer" ? readSurvey(value) : undefined,
  };
}

/** The end of a leg nobody reported, with its true time. */
export function legEndedOf({ legId, cause, by, raw, endedAt, survey }: CallRecord): SwitchEvent {
  const rated = survey === undefined ? {} : { survey };
  return { type: "leg.ended", legId, cause, by, raw, at: endedAt, ...rated };
}

const ROLES = ["customer", "agent", "duty", "supervisor", "test-caller", "emergency-caller", "emergency"] as const;

function roleOf(variables: Variables): CallRecord["role"] | undefined {
  const role = variables[VARIABLE.role];
  const known = ROLES.find((each) => each === role);
  if (known !== undefined) return known;
  return variables["direction"] === "inbound" && variables["sofia_profile_name"] === "trunk" ? "customer" : undefined;
}

function time(microseconds: string | undefined): number | undefined {
  const value = Number(microseconds ?? 0);
  return Number.isFinite(value) && value > 0 ? Math.floor(value / 1_000) : undefined;
}
