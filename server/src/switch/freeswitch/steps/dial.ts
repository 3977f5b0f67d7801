import type { AcdCommand } from "../../../acd/index.ts";
import { hangUpCauseCode } from "../causes.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, CONTEXT, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { PHONE_REALM } from "../settings.ts";
import { pstnNumber, safeValue } from "../text.ts";
import { dialString, mediaVariables } from "./endpoint.ts";
import { originationVariables } from "./origination.ts";
import type { StepContext } from "./step.ts";

type Dial = Extract<AcdCommand, { type: "leg.dial" }>;

/** Without a ringing tone or a failure from the carrier for so long, another trunk is tried. */
const PROGRESS_SECONDS = 20;
/** What carriers speak. Left to itself the switch offers what the phone offered, a browser's Opus first. */
const CARRIER_CODECS = "PCMA,PCMU";
/** What an agent hears where the carrier only says that it rings; mainland China's tone (GF002-9002). */
const RINGING_TONE = "%(1000,4000,450)";

/**
 * On the leg of the phone that dialled: the number is called over the trunk, and the agent hears what comes back, the carrier's
 * announcements too. Unanswered, the phone's leg asks for what is next. Answered, the called leg is the customer's and asks by
 * itself once the agent's is gone; the agent's ends with the customer's.
 */
export function dialStep(command: Dial, context: StepContext): string[] {
  return [
    setVariables({
      [VARIABLE.role]: "agent",
      [VARIABLE.callId]: command.callId,
      [VARIABLE.group]: command.group,
      [VARIABLE.agent]: command.agent,
      [VARIABLE.phone]: command.phone,
      [VARIABLE.segmentId]: command.segmentId,
      [VARIABLE.customerLeg]: command.customerLegId,
      [VARIABLE.to]: pstnNumber(command.endpoint.number),
      [VARIABLE.step]: "dial",
      ...mediaVariables(command.phone, context),
      ...recordingVariables(command, context),
      continue_on_fail: "true",
      hangup_after_bridge: "true",
      // The phone's own headers are none of the carrier's business.
      sip_copy_custom_headers: "false",
      bridge_hangup_cause: "",
      originate_disposition: "",
      last_bridge_proto_specific_hangup_cause: "",
    }),
    action("set", `ringback=${RINGING_TONE}`),
    action("bridge", `{${calledVariables(command)}}${dialString(command.endpoint)}`),
    askAgain(ASK_AFTER.dial),
  ];
}

function calledVariables(command: Dial): string {
  return `${originationVariables(customerVariables(command))},absolute_codec_string='${CARRIER_CODECS}'`;
}

function customerVariables(command: Dial): Record<string, string | number> {
  const callerId = pstnNumber(command.endpoint.callerId);
  return {
    origination_uuid: command.customerLegId,
    origination_caller_id_number: callerId,
    origination_caller_id_name: callerId,
    [VARIABLE.role]: "customer",
    [VARIABLE.direction]: "outbound",
    [VARIABLE.callId]: command.callId,
    [VARIABLE.group]: command.group,
    [VARIABLE.joinedAt]: command.startedAt,
    [VARIABLE.to]: command.endpoint.number,
    [VARIABLE.trunk]: command.endpoint.trunk,
    [VARIABLE.step]: "dial",
    [VARIABLE.agentLeg]: command.legId,
    leg_timeout: Math.ceil(command.ringMs / 1_000),
    leg_progress_timeout: PROGRESS_SECONDS,
    media_timeout: MEDIA_TIMEOUT_MS.trunk,
    media_hold_timeout: MEDIA_TIMEOUT_MS.held,
    max_session_transfers: 1_000_000,
    timezone: "organization",
    // Only one who answered is a customer; before, the leg goes when the agent's does.
    execute_on_answer: `set transfer_after_bridge=${ASK_AFTER.talk}:XML:${CONTEXT.ask}`,
  };
}

/** On the agent's leg, from the moment the call is answered; left is the agent, right the customer. */
function recordingVariables(command: Dial, context: StepContext): Record<string, string | number> {
  if (command.recordingPart === undefined) return {};
  const path = context.recordingPath(command.segmentId, command.recordingPart);
  return {
    [VARIABLE.recordingPart]: command.recordingPart,
    [VARIABLE.recordingPath]: path,
    RECORD_STEREO: "true",
    RECORD_MIN_SEC: 0,
    record_sample_rate: 8_000,
    execute_on_answer: `record_session ${path}`,
  };
}

/** The phone gets the reason as the words of a 403 (RFC 3261, 21.4.4). */
export function refuseStep({ reason }: Extract<AcdCommand, { type: "leg.refuse" }>): string[] {
  return respondStep(403, safeValue("reason", reason));
}

/** The phone has to prove who it is, and calls again with the proof (RFC 3261, 22.3). */
export function challengeStep(): string[] {
  return [setVariables({ sip_challenge_realm: PHONE_REALM }), ...respondStep(407, "Proxy Authentication Required")];
}

/** The phone's call is over before it was one: no record of it is written either. */
export function respondStep(status: number, words: string): string[] {
  return [
    setVariables({ process_cdr: "false" }),
    action("respond", `${status} ${words}`),
    action("hangup", hangUpCauseCode("rejected")),
  ];
}

/** The other thread of the bridge writes down how it ended; a moment later it has. */
export function settleStep(): string[] {
  return [action("sleep", "60"), askAgain(ASK_AFTER.talked)];
}
