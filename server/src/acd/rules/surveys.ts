import type { SurveyReport } from "../events.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, SegmentRecord, SurveyRecord } from "../state/records.ts";
import { leaveQueue, setCallState } from "./calls.ts";
import { complete, dropConsulted } from "./consults.ts";
import { closeHandover } from "./handover-facts.ts";
import { clampTime, expectLegEnd } from "./legs.ts";
import { failOffer } from "./offers.ts";
import { writeRating } from "./ratings.ts";
import { endSegment } from "./segments.ts";
import { expectAsk, stepDecided } from "./steering.ts";

/** S13: what the customer of this talk shall be asked; undefined where nobody is. */
export function surveyFor(
  s: EngineState,
  { direction }: CallRecord,
  { segmentId, agent }: SegmentRecord,
): SurveyRecord | undefined {
  const config = s.config.survey;
  if (config === undefined || !config.directions.includes(direction)) return undefined;
  const { prompts, labels, waitMs } = config;
  const nothingYet = { keys: "", state: "asked", askedAt: undefined, level: undefined, answeredAt: undefined } as const;
  return { part: "ask", segmentId, agent, prompts, labels, levels: labels.length, waitMs, ...nothingYet };
}

/** The talk is over for the agent, who is in after-call work; the call goes on with its customer's leg alone. */
export function beginSurvey(s: EngineState, call: CallRecord, survey: SurveyRecord, at: number): void {
  const hasAsked = call.leftAlone;
  endSegment(s, call, at);
  call.survey = survey;
  setCallState(s, call, "surveying");
  if (hasAsked) stepDecided(s, call);
  else expectAsk(s, call);
}

/** The leg is in a survey nobody here remembers: what it says of itself is true. */
export function takeUpSurvey(s: EngineState, call: CallRecord, report: SurveyReport): SurveyRecord {
  if (call.survey !== undefined) return call.survey;
  const askedAt = clampTime(report.askedAt, call.arrivedAt, s.now);
  failOffer(s, call, { state: "caller-gone", cause: "caller-gone", at: askedAt, hangUp: "normal" });
  // Who is asked about had the customer last, whatever the journal knows of it.
  if (call.consult?.segmentId === report.segmentId) complete(s, call, false, askedAt);
  else dropConsulted(s, call, { cause: "normal", legGone: false });
  if (call.segment === undefined) leaveQueue(s, call, "answered", askedAt);
  else expectLegEnd(s, call.segment.agentLegId);
  endSegment(s, call, askedAt);
  closeHandover(s, call, "answered", askedAt);
  const { part, levels, segmentId, agent } = report;
  const { labels = [], waitMs = 0, prompts = { ask: "", again: "", thanks: "" } } = s.config.survey ?? {};
  call.agent ??= agent;
  const survey: SurveyRecord = {
    part,
    segmentId,
    agent,
    prompts,
    levels,
    // Of another configuration they would give the level a wrong name.
    labels: labels.length === levels ? labels : [],
    waitMs,
    askedAt,
    keys: "",
    state: "asked",
    level: undefined,
    answeredAt: undefined,
  };
  call.survey = survey;
  setCallState(s, call, "surveying");
  writeRating(s, call, survey);
  return survey;
}

/** The first key that means a level counts, and stays. */
export function takeKeys(s: EngineState, call: CallRecord, survey: SurveyRecord, keys: string, at: number): void {
  if (survey.askedAt === undefined || survey.state !== "asked" || keys === survey.keys) return;
  survey.keys = keys;
  const key = [...keys].find((pressed) => Number(pressed) >= 1 && Number(pressed) <= survey.levels);
  if (key !== undefined) {
    survey.state = "rated";
    survey.level = Number(key);
    survey.answeredAt = Math.max(at, survey.askedAt);
  }
  writeRating(s, call, survey);
}

/** The call is over; who was asked and has not answered will not. */
export function closeRating(s: EngineState, call: CallRecord): void {
  const { survey } = call;
  if (survey?.state !== "asked") return;
  survey.state = "unanswered";
  writeRating(s, call, survey);
}
