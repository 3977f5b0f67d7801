import type { AcdCommand, SurveyPart } from "../../../acd/index.ts";
import { action, askAgain, setVariables } from "../dialplan-xml.ts";
import { ASK_AFTER, VARIABLE } from "../names.ts";
import { surveySound } from "../render/sounds.ts";
import { safeValue } from "../text.ts";
import { customerVariables, type StepContext } from "./step.ts";

type Survey = Extract<AcdCommand, { type: "leg.survey" }>;

/**
 * One part of the satisfaction survey. The key lies in a variable of the leg, so the next question, the leg's end and its call
 * record all tell it, whoever listens.
 */
export function surveyStep(command: Survey, context: StepContext): string[] {
  const sound = (part: SurveyPart) =>
    safeValue("prompt", context.soundOf(command.prompts[part], surveySound(part, command.levels)));
  const begin = [
    setVariables({
      ...customerVariables(command),
      [VARIABLE.step]: "survey",
      [VARIABLE.surveyPart]: command.part,
      [VARIABLE.surveyLevels]: command.levels,
      [VARIABLE.surveySegment]: command.segmentId,
      [VARIABLE.surveyAgent]: command.agent,
      [VARIABLE.surveyAskedAt]: command.askedAt,
      [VARIABLE.surveyKeys]: command.keys,
      [VARIABLE.surveyKey]: "",
      // Left over from the waiting music it would cut the prompt short.
      playback_timeout_sec: "",
    }),
    action("answer"),
  ];
  if (command.part === "thanks") {
    return [...begin, action("playback", sound("thanks")), action("hangup", "NORMAL_CLEARING")];
  }
  const prompt = command.part === "ask" ? sound("ask") : `file_string://${sound("again")}!${sound("ask")}`;
  return [
    ...begin,
    // Keys pressed in the talk are no answer.
    action("flush_dtmf"),
    // At most one key, and no sign of the twelve ends the entry in its place.
    action("read", `1 1 ${prompt} ${VARIABLE.surveyKey} ${command.waitMs} none`),
    askAgain(ASK_AFTER.survey),
  ];
}
