import type { AcdCommand } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, CONFERENCE_PROFILE, MEDIA_TIMEOUT_MS, VARIABLE } from "../names.ts";
import { safeValue } from "../text.ts";
import { recordingHolds } from "./recording-holds.ts";
import { customerVariables, MANY_TRANSFERS, type StepContext } from "./step.ts";

type Join = Extract<AcdCommand, { type: "leg.join" }>;

/**
 * `mintwo`: once two have been there, the room ends for who is left alone, and that leg asks. So nobody stays in an empty room, with a server
 * or without. `dist-dtmf`: keys reach the others as in a bridge.
 */
const MEMBER_FLAGS = "mintwo|dist-dtmf";

/** The leg meets the others of its call; whenever that is over, it asks again. */
export function joinStep(command: Join, context: StepContext): string[] {
  const { customer, callId, room, record } = command;
  return [
    setVariables({
      ...(customer === undefined ? agentInRoom() : customerVariables({ callId, ...customer })),
      [VARIABLE.step]: "join",
      [VARIABLE.room]: room,
      // Else the end of the room would be the end of the leg.
      hangup_after_conference: "false",
      ...recordVariables(record, context),
    }),
    ...(record === undefined ? [] : [action("record_session", recordPath(record, context))]),
    ...(customer === undefined ? [recordingHolds(command.recorded)] : []),
    action("conference", `${safeValue("room", room)}@${CONFERENCE_PROFILE}+flags{${MEMBER_FLAGS}}`),
    askAgain(ASK_AFTER.room),
  ];
}

function agentInRoom(): Record<string, string | number> {
  return {
    [VARIABLE.role]: "agent",
    [VARIABLE.away]: "",
    media_hold_timeout: MEDIA_TIMEOUT_MS.held,
    max_session_transfers: MANY_TRANSFERS,
  };
}

/** A segment that begins here has its own file from here on: left is the agent, right everybody else. */
function recordVariables(record: Join["record"], context: StepContext): Record<string, string | number> {
  if (record === undefined) return {};
  return {
    [VARIABLE.segmentId]: record.segmentId,
    [VARIABLE.recordingPart]: record.part,
    [VARIABLE.recordingPath]: recordPath(record, context),
    RECORD_STEREO: "true",
    RECORD_MIN_SEC: 0,
    record_sample_rate: 8_000,
  };
}

function recordPath({ segmentId, part }: NonNullable<Join["record"]>, context: StepContext): string {
  return safeValue("path", context.recordingPath(segmentId, part));
}
