import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, SurveyRecord } from "../state/records.ts";

/** Of a survey that was never put to the customer there is no row. */
export function writeRating(s: EngineState, call: CallRecord, survey: SurveyRecord): void {
  if (survey.askedAt === undefined) return;
  const { segmentId, agent, state, levels, level, keys, askedAt, answeredAt } = survey;
  const label = level === undefined ? undefined : survey.labels[level - 1];
  const { callId, group } = call;
  s.output.calls.add(callId);
  s.output.fact(callId, {
    table: "ratings",
    row: { callId, segmentId, agent, group, state, levels, level, label, keys, askedAt, answeredAt },
  });
}
