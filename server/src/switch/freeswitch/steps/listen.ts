import type { AcdCommand } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, CONTEXT, VARIABLE } from "../names.ts";
import { displayNumber, displayText, safeValue } from "../text.ts";
import { dialString, mediaVariables } from "./endpoint.ts";
import { originationVariables } from "./origination.ts";
import type { StepContext } from "./step.ts";

type Supervise = Extract<AcdCommand, { type: "leg.supervise" }>;
type Listen = Extract<AcdCommand, { type: "leg.listen" }>;

/** A leg that listens to one that is gone asks at once again; so often at most. */
const ASK_AGAIN_AFTER_MS = 400;
const PAUSE_MS = 1_000;

/** Rings the leader's phone by itself: neither party's leg knows of it. Answered, it asks. */
export function superviseCommand(command: Supervise, context: Pick<StepContext, "browserMediaTimeoutMs">): string {
  const number = displayNumber(command.caller.number);
  const name = displayText(command.caller.name ?? "");
  const ringSeconds = Math.ceil(command.ringMs / 1_000);
  const variables: Record<string, string | number> = {
    origination_uuid: command.legId,
    origination_caller_id_number: number,
    origination_caller_id_name: name === "" ? number : name,
    [VARIABLE.role]: "supervisor",
    [VARIABLE.callId]: command.callId,
    [VARIABLE.agent]: command.agent,
    [VARIABLE.phone]: command.endpoint.kind,
    [VARIABLE.segmentId]: command.segmentId,
    [VARIABLE.agentLeg]: command.targetLegId,
    [VARIABLE.listenId]: command.listenId,
    [VARIABLE.listenMode]: command.mode,
    [VARIABLE.listenBy]: command.by,
    // It must not ask before it was answered.
    ignore_early_media: "true",
    originate_timeout: ringSeconds,
    leg_timeout: ringSeconds,
    ...mediaVariables(command.endpoint.kind, context),
    max_session_transfers: 1_000_000,
    "sip_h_X-Hotline-Call-Id": command.callId,
    "sip_h_X-Hotline-Listen": "yes",
  };
  return `originate {${originationVariables(variables)}}${dialString(command.endpoint)} ${ASK_AFTER.listen} XML ${CONTEXT.ask}`;
}

/**
 * On the leader's leg: hears what the agent's leg says and hears. By default `eavesdrop` obeys the leader's keys, and a 2 would
 * let it be heard. The A side is what the agent's leg sends, so the customer; the B side what the agent hears.
 */
export function listenStep({ targetLegId, mode }: Listen): string[] {
  return [
    setVariables({
      [VARIABLE.step]: "listen",
      [VARIABLE.agentLeg]: targetLegId,
      [VARIABLE.listenMode]: mode,
      eavesdrop_enable_dtmf: "false",
      eavesdrop_whisper_aleg: mode === "barge" ? "true" : "",
      eavesdrop_whisper_bleg: mode === "listen" ? "" : "true",
    }),
    action("answer"),
    action("eavesdrop", safeValue("leg id", targetLegId)),
    action("sleep", String(ASK_AGAIN_AFTER_MS)),
    askAgain(ASK_AFTER.listen),
  ];
}

/** Silence while the agent is called back into the talk, then the question again. */
export function listenPauseStep(): string[] {
  return [action("answer"), action("playback", `silence_stream://${PAUSE_MS}`), askAgain(ASK_AFTER.listen)];
}
