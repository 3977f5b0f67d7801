import type { AcdCommand } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, VARIABLE } from "../names.ts";
import { displayNumber, displayText, pstnNumber } from "../text.ts";
import { dialString, mediaVariables } from "./endpoint.ts";
import { originationVariables } from "./origination.ts";
import { customerVariables, type StepContext } from "./step.ts";

type Offer = Extract<AcdCommand, { type: "leg.offer" }>;

/** Ring an agent's phone for the customer; whatever becomes of it, the leg asks again afterwards. */
export function offerStep(command: Offer, context: StepContext): string[] {
  const music = command.ringback === "music" ? `local_stream://${context.streamOf(command.music)}` : "";
  return [
    setVariables({
      ...customerVariables(command),
      [VARIABLE.step]: "offer",
      [VARIABLE.agentLeg]: command.agentLegId,
      continue_on_fail: "true",
      hangup_after_bridge: "false",
      transfer_ringback: music,
      instant_ringback: music === "" ? "" : "true",
      // Left over from an earlier offer they would say how this one ended.
      bridge_hangup_cause: "",
      originate_disposition: "",
      last_bridge_proto_specific_hangup_cause: "",
    }),
    ...(music === "" ? [] : [action("answer")]),
    action("bridge", `{${originationVariables(agentVariables(command, context))}}${dialString(command.endpoint)}`),
    askAgain(ASK_AFTER.offer),
  ];
}

function agentVariables(command: Offer, context: StepContext): Record<string, string | number> {
  return {
    origination_uuid: command.agentLegId,
    ...shownVariables(command),
    [VARIABLE.role]: "agent",
    [VARIABLE.callId]: command.callId,
    [VARIABLE.group]: command.group,
    [VARIABLE.agent]: command.agent,
    [VARIABLE.phone]: command.endpoint.kind,
    [VARIABLE.offerId]: command.offerId,
    [VARIABLE.segmentId]: command.segmentId,
    [VARIABLE.customerLeg]: command.legId,
    // The engine's own clock ends the ringing; this is for a server that died meanwhile.
    leg_timeout: Math.ceil(command.ringMs / 1_000),
    ...mediaVariables(command.endpoint.kind, context),
    ...headers(command),
    ...recordingVariables(command, context),
  };
}

/** A phone of ours sees who calls, a carrier one of our own numbers. */
function shownVariables({ endpoint, caller }: Offer): Record<string, string> {
  if (endpoint.kind === "pstn") {
    const callerId = pstnNumber(endpoint.callerId);
    return {
      origination_caller_id_number: callerId,
      origination_caller_id_name: callerId,
      // Carriers announce before and even instead of an answer; the customer keeps the music until somebody is there.
      ignore_early_media: "true",
    };
  }
  const number = displayNumber(caller.number);
  const name = displayText(caller.name ?? "");
  return {
    origination_caller_id_number: number,
    origination_caller_id_name: name === "" ? number : name,
  };
}

/** None of them is a carrier's business. */
function headers({ endpoint, callId, offerId, resume }: Offer): Record<string, string> {
  if (endpoint.kind === "pstn") return {};
  return {
    "sip_h_X-Hotline-Call-Id": callId,
    "sip_h_X-Hotline-Offer-Id": offerId,
    ...(resume ? { "sip_h_X-Hotline-Resume": "yes" } : {}),
  };
}

/** On the agent's leg, so that the file lives exactly as long as the segment; left is the agent, right the customer. */
function recordingVariables(command: Offer, context: StepContext): Record<string, string | number> {
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
