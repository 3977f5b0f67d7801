import type { LegEndCause, LegId, Party, RawCause, SurveyReport } from "../../../acd/index.ts";
import { legEndCause, rawCause } from "../causes.ts";
import { readSurvey } from "../legs/survey-report.ts";
import { ASK_AFTER, CONTEXT, POKE_PREFIX } from "../names.ts";
import { callingParty } from "../party.ts";
import { storedText } from "../text.ts";
import { callSource, type CallSource } from "../trunk-peers.ts";
import type { AskForm } from "./form.ts";

const REQUEST = /^[0-9A-Za-z-]{1,64}$/;

/** What a leg's question says, read from the switch's form. */
export interface Question {
  readonly legId: LegId;
  readonly context: string;
  readonly callId: string | undefined;
  readonly from: Party;
  readonly to: string;
  readonly source: CallSource;
  /** The leg was sent to ask because a command waits for it. */
  readonly pokeId: number | undefined;
  readonly lastStep: "wait" | "offer" | "dial" | "consult" | "join" | "park" | "survey" | undefined;
  /** Undefined for a leg that has never been told anything. */
  readonly role: "customer" | "agent" | "supervisor" | undefined;
  /** The phone that places a call, by the name it proved to be. */
  readonly phone: AskingPhone | undefined;
  /** A leg we called whose talk ended so lately that it does not know yet how. */
  readonly unsettled: boolean;
  readonly agentLegId: LegId | undefined;
  /** How an offer or a talk ended, where the last step was one. */
  readonly ended:
    { readonly after: "offer" | "talk" | "dial"; readonly cause: LegEndCause; readonly raw: RawCause } | undefined;
  /** What the customer pressed, where the last step was a part of the survey. */
  readonly survey: SurveyReport | undefined;
  /** How long the leg has existed, by the switch's own clock. */
  readonly legAgeMs: number;
}

const STEPS = ["wait", "offer", "dial", "consult", "join", "park", "survey"] as const;

export interface AskingPhone {
  readonly extension: string;
  readonly via: "pad" | "click";
  readonly request: string | undefined;
}

export function readQuestion(form: AskForm): Question | undefined {
  const legId = form.get("Unique-ID");
  const context = form.get("Hunt-Context") ?? form.get("Caller-Context");
  const destination = form.get("Hunt-Destination-Number") ?? form.get("Caller-Destination-Number") ?? "";
  if (legId === undefined || context === undefined) return undefined;
  const step = form.get("variable_hotline_step");
  const lastStep = STEPS.find((known) => known === step);
  const role = form.get("variable_hotline_role");
  const hasOther = lastStep === "offer" || lastStep === "consult" || lastStep === "dial";
  return {
    legId,
    context,
    callId: form.get("variable_hotline_call_id"),
    from: partyOf(form),
    to: storedText(
      context === CONTEXT.arrive || context === CONTEXT.phones
        ? destination
        : (form.get("variable_hotline_to") ?? destination),
    ),
    source: callSource(form.get("variable_sip_network_ip"), form.get("variable_sip_network_port")),
    pokeId: pokeIdOf(destination),
    phone: context === CONTEXT.phones ? askingPhone(form) : undefined,
    unsettled:
      role === "customer" && destination === ASK_AFTER.talk && form.get("variable_bridge_hangup_cause") === undefined,
    lastStep,
    role: role === "customer" || role === "agent" || role === "supervisor" ? role : undefined,
    agentLegId: hasOther ? form.get("variable_hotline_agent_leg") : undefined,
    ended: hasOther ? howItEnded(form, destination) : undefined,
    survey: lastStep === "survey" ? readSurvey((name) => form.get(`variable_${name}`)) : undefined,
    legAgeMs: stampMs(form) - Number(form.get("Caller-Channel-Created-Time")) / 1_000,
  };
}

/** When the switch wrote the question, by its own clock, ms. */
export function stampMs(form: AskForm): number {
  return Number(form.get("Event-Date-Timestamp")) / 1_000;
}

function partyOf(form: AskForm): Party {
  return callingParty(
    form.get("variable_sip_from_user") ?? form.get("Caller-Caller-ID-Number"),
    form.get("variable_sip_from_display") ?? form.get("Caller-Caller-ID-Name"),
  );
}

function howItEnded(form: AskForm, destination: string): Question["ended"] {
  const talk = form.get("variable_bridge_hangup_cause");
  const name = talk ?? form.get("variable_originate_disposition");
  return {
    after: afterOf(destination, talk),
    cause: legEndCause(name),
    raw: rawCause({ sip: form.get("variable_last_bridge_proto_specific_hangup_cause"), text: name }),
  };
}

function afterOf(destination: string, bridgeCause: string | undefined): "offer" | "talk" | "dial" {
  if (destination === ASK_AFTER.dial) return "dial";
  if (destination === ASK_AFTER.talk || destination === ASK_AFTER.talked) return "talk";
  return bridgeCause === undefined ? "offer" : "talk";
}

/** Only what the switch itself has proved says whose phone it is; the caller's own name for itself proves nothing. */
function askingPhone(form: AskForm): AskingPhone | undefined {
  const extension = form.get("variable_sip_auth_username");
  if (extension === undefined) return undefined;
  const request = form.get("variable_sip_h_X-Hotline-Request");
  return {
    extension,
    via: form.get("variable_sip_h_X-Hotline-Via") === "click" ? "click" : "pad",
    request: request !== undefined && REQUEST.test(request) ? request : undefined,
  };
}

function pokeIdOf(destination: string): number | undefined {
  return destination.startsWith(POKE_PREFIX) ? Number(destination.slice(POKE_PREFIX.length)) : undefined;
}
