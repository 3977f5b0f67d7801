import type { Candidate } from "../../acd/index.ts";
import type { Recording } from "../../recordings/recordings.queries.ts";
import type { CallDetail, CallItem } from "../../records/records.service.ts";

/** Rows as the API shows them: no field where the row has null, instants as ISO-8601. */
export function callItemAnswer(item: CallItem) {
  const { recordings, rating, agentPart, agentTalkMs = 0 } = item.row;
  return {
    ...callAnswer(item),
    recordings,
    ...(rating && { rating: shown(rating) }),
    ...(agentPart !== undefined && { ofAgent: { part: agentPart, talkMs: agentTalkMs } }),
  };
}

export function callDetailAnswer(detail: CallDetail) {
  const { parts } = detail;
  return {
    ...callAnswer(detail),
    legs: parts.legs.map(({ raw, ...leg }) => ({ ...shown(leg), ...(raw && { raw: shown(raw) }) })),
    entries: parts.entries.map(shown),
    offers: parts.offers.map(shown),
    segments: parts.segments.map(shown),
    handovers: parts.handovers.map(shown),
    recordings: detail.recordings.map(recordingAnswer),
    ...(parts.rating && { rating: ratingAnswer(parts.rating) }),
    decisions: parts.decisions.map(({ candidates, ...decision }) => ({
      ...shown(decision),
      candidates: candidates.map(candidateAnswer),
    })),
    timeline: detail.timeline.map(shown),
  };
}

function callAnswer({ row, group, agent }: CallItem) {
  const {
    group: _group,
    agent: _agent,
    recordings: _recordings,
    rating: _rating,
    agentPart: _part,
    agentTalkMs: _talkMs,
    ...call
  } = row;
  return { ...shown(call), ...(group && { group }), ...(agent && { agent }) };
}

function ratingAnswer({ callId: _callId, group: _group, ...rating }: NonNullable<CallDetail["parts"]["rating"]>) {
  return shown(rating);
}

export function recordingAnswer(recording: Recording) {
  const { path: _path, sha256: _sha256, callId: _callId, closedAt: _closedAt, ...rest } = recording;
  // The agent's voice is left and the customer's right in every recording (docs/verbs.md, record).
  return { ...shown(rest), channels: { left: "agent", right: "customer" } as const };
}

function candidateAnswer({ idleSince, ...candidate }: Candidate) {
  return { ...candidate, ...(idleSince !== undefined && { idleSince: new Date(idleSince).toISOString() }) };
}

type Shown<Row> = { [Field in keyof Row as Known<Row[Field], Field>]: ShownValue<Row[Field]> } & {
  [Field in keyof Row as Exclude<Field, Known<Row[Field], Field>>]?: ShownValue<NonNullable<Row[Field]>>;
};
type Known<Value, Field> = null extends Value ? never : undefined extends Value ? never : Field;
type ShownValue<Value> = Value extends Date ? string : Value;

function shown<Row extends object>(row: Row): Shown<Row> {
  const fields = Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
    value === null || value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value] as const],
  );
  return Object.fromEntries(fields) as Shown<Row>;
}
