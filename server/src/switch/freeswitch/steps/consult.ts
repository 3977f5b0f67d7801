import type { AcdCommand } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, CONTEXT, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { displayNumber, displayText } from "../text.ts";
import { dialString } from "./endpoint.ts";
import { originationVariables } from "./origination.ts";
import { recordingHolds } from "./recording-holds.ts";
import { MANY_TRANSFERS, musicThenAsk, WAIT_SECONDS, type StepContext } from "./step.ts";

/** What one hears in China while a phone rings: 450 Hz, a second on, four off. */
const RINGING_TONE = "%(1000,4000,450)";

/** On an agent's leg: ring somebody else for it; whatever becomes of it, the leg asks again afterwards. */
export function consultStep(command: Extract<AcdCommand, { type: "leg.consult" }>, context: StepContext): string[] {
  return [
    setVariables({
      [VARIABLE.role]: "agent",
      [VARIABLE.away]: "",
      [VARIABLE.step]: "consult",
      [VARIABLE.room]: "",
      [VARIABLE.agentLeg]: command.targetLegId,
      max_session_transfers: MANY_TRANSFERS,
      continue_on_fail: "true",
      hangup_after_bridge: "false",
      instant_ringback: "true",
      bridge_hangup_cause: "",
      originate_disposition: "",
      last_bridge_proto_specific_hangup_cause: "",
    }),
    action("set", `transfer_ringback=${RINGING_TONE}`),
    recordingHolds(command.recorded),
    action("bridge", `{${consultedVariables(command, context)}}${dialString(command.endpoint)}`),
    askAgain(ASK_AFTER.offer),
  ];
}

function consultedVariables(command: Extract<AcdCommand, { type: "leg.consult" }>, context: StepContext): string {
  const number = displayNumber(command.caller.number);
  const name = displayText(command.caller.name ?? "");
  return originationVariables({
    origination_uuid: command.targetLegId,
    origination_caller_id_number: number,
    origination_caller_id_name: name === "" ? number : name,
    [VARIABLE.role]: "agent",
    [VARIABLE.callId]: command.callId,
    [VARIABLE.group]: command.group,
    [VARIABLE.agent]: command.agent,
    [VARIABLE.phone]: command.endpoint.kind,
    [VARIABLE.segmentId]: command.segmentId,
    [VARIABLE.consultId]: command.consultId,
    [VARIABLE.customerLeg]: command.legId,
    leg_timeout: Math.ceil(command.ringMs / 1_000),
    media_timeout: command.endpoint.kind === "browser" ? context.browserMediaTimeoutMs() : MEDIA_TIMEOUT_MS.trunk,
    media_hold_timeout: MEDIA_TIMEOUT_MS.held,
    max_session_transfers: MANY_TRANSFERS,
    // It is the far end of another's bridge: left alone there, it asks.
    transfer_after_bridge: `${ASK_AFTER.talk}:XML:${CONTEXT.ask}`,
    "sip_h_X-Hotline-Call-Id": command.callId,
    "sip_h_X-Hotline-Offer-Id": command.consultId,
  });
}

/** An agent's leg, or that of whom it consults, hears music for a while. */
export function parkStep({ music }: Extract<AcdCommand, { type: "leg.park" }>, context: StepContext): string[] {
  return [
    setVariables({
      [VARIABLE.role]: "agent",
      [VARIABLE.away]: "",
      [VARIABLE.step]: "park",
      [VARIABLE.room]: "",
      max_session_transfers: MANY_TRANSFERS,
      playback_timeout_sec: WAIT_SECONDS,
    }),
    ...musicThenAsk(context.streamOf(music)),
  ];
}
