import type { AcdCommand, HangUpCause } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, DEFAULT_MUSIC, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { hangUpCauseCode } from "../causes.ts";

/** What a step needs to know beyond its command. */
export interface StepContext {
  browserMediaTimeoutMs(): number;
  /** The stream for a group's music; the default one where the deployment has no such music. */
  streamOf(music: string): string;
  /** The file of a prompt of the configuration; that of one which comes along where the deployment has no such prompt. */
  soundOf(prompt: string, otherwise: string): string;
  /** Where a recording goes; its folder exists. */
  recordingPath(segmentId: string, part: number): string;
}

/** The dead-man's switch: a waiting leg asks this often whether anybody still remembers it. */
export const WAIT_SECONDS = 10;

/** While a command is on its way to a leg that just asked by itself. */
const SHORT_WAIT_SECONDS = 2;

/** Each transfer spends one; a leg asks every few seconds and may wait for hours. */
export const MANY_TRANSFERS = 1_000_000;

type OnCustomerLeg = Extract<AcdCommand, { type: "leg.wait" | "leg.offer" | "leg.survey" }>;

/** On every customer's leg, so that the switch alone can tell who is waiting where since when. */
export function customerVariables(command: Pick<OnCustomerLeg, "callId" | "group" | "joinedAt">) {
  return {
    [VARIABLE.role]: "customer",
    [VARIABLE.callId]: command.callId,
    [VARIABLE.group]: command.group,
    [VARIABLE.joinedAt]: command.joinedAt,
    [VARIABLE.away]: "",
    media_timeout: MEDIA_TIMEOUT_MS.trunk,
    media_hold_timeout: MEDIA_TIMEOUT_MS.held,
    max_session_transfers: MANY_TRANSFERS,
    timezone: "organization",
  };
}

/** Music, then the question again. The stream is live, so the music goes on where it is when the next step is music too. */
export function waitStep(command: Extract<AcdCommand, { type: "leg.wait" }>, context: StepContext): string[] {
  return [
    setVariables({ ...customerVariables(command), [VARIABLE.step]: "wait", playback_timeout_sec: WAIT_SECONDS }),
    ...musicThenAsk(context.streamOf(command.music)),
  ];
}

/** For a leg whose next command comes by another way in a moment, or that the engine said nothing about. */
export function shortWaitStep(): string[] {
  return [
    setVariables({ [VARIABLE.away]: "", playback_timeout_sec: SHORT_WAIT_SECONDS }),
    ...musicThenAsk(DEFAULT_MUSIC),
  ];
}

export function hangUpStep(command: { readonly cause: HangUpCause }): string[] {
  return [action("hangup", hangUpCauseCode(command.cause))];
}

export function musicThenAsk(stream: string): string[] {
  return [action("answer"), action("playback", `local_stream://${stream}`), askAgain(ASK_AFTER.wait)];
}
