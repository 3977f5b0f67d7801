import type { AcdEvent, LegReport, SurveyReport } from "../events.ts";
import { endCall } from "../rules/endings.ts";
import { takeKeys, takeUpSurvey } from "../rules/surveys.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";

type Asked = Extract<AcdEvent, { type: "leg.asked" }>;

/** A part of the survey is over: the thanks after a level or a second try, else the question once more. */
export function surveyAsked(s: EngineState, call: CallRecord, { after, survey: report }: Asked): void {
  const { survey } = call;
  // Whatever else it asks after, or of a part that is over: it gets the present part again.
  if (survey === undefined || after !== "survey" || report?.part !== survey.part) return;
  takeKeys(s, call, survey, report.keys, s.now);
  if (survey.part === "ask" && survey.state === "asked") survey.part = "again";
  else survey.part = "thanks";
}

/** Whatever ends the survey, it was the agent who ended the talk. */
export function endSurvey(s: EngineState, call: CallRecord): void {
  endCall(s, call, { reason: "agent-hung-up", at: s.now, cause: "normal", hangUp: "normal" });
}

/** What a leg's end says of its survey: the key may have been pressed and told nobody. */
export function hearLastKeys(s: EngineState, call: CallRecord, report: SurveyReport | undefined, at: number): void {
  if (report !== undefined) takeKeys(s, call, takeUpSurvey(s, call, report), report.keys, at);
}

/** After a time without the switch or without the server. */
export function confirmSurvey(s: EngineState, { legId, survey: report }: LegReport): void {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (call === undefined || report === undefined || call.customerLegId !== legId) return;
  takeKeys(s, call, takeUpSurvey(s, call, report), report.keys, s.now);
}
