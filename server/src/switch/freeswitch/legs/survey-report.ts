import type { SurveyPart, SurveyReport } from "../../../acd/index.ts";
import { VARIABLE } from "../names.ts";

type Variable = (typeof VARIABLE)[keyof typeof VARIABLE];

const parts: readonly string[] = ["ask", "again", "thanks"] satisfies SurveyPart[];

/** What a customer's leg says of its survey, from its variables wherever they are read; undefined when it was in none. */
export function readSurvey(variable: (name: Variable) => string | undefined): SurveyReport | undefined {
  const part = variable(VARIABLE.surveyPart);
  const segmentId = variable(VARIABLE.surveySegment);
  const agent = variable(VARIABLE.surveyAgent);
  const levels = Number(variable(VARIABLE.surveyLevels));
  const askedAt = Number(variable(VARIABLE.surveyAskedAt));
  if (part === undefined || !parts.includes(part) || segmentId === undefined || agent === undefined) return undefined;
  if (!Number.isInteger(levels) || !Number.isFinite(askedAt)) return undefined;
  // Who presses many keys while the prompt plays leaves them all; the first is the answer.
  const key = variable(VARIABLE.surveyKey)?.slice(0, 1) ?? "";
  const keys = `${variable(VARIABLE.surveyKeys) ?? ""}${key}`;
  return { part: part as SurveyPart, levels, segmentId, agent, askedAt, keys };
}
