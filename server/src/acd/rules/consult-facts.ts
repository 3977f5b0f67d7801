import type { HandoverOutcome, LegEndCause, OfferState } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, ConsultRecord } from "../state/records.ts";

/** A consult is a row of its own, and the ringing of whom it is with an offer without a queue entry. */
export function writeConsult(s: EngineState, call: CallRecord, consult: ConsultRecord, outcome: HandoverOutcome): void {
  const { consultId, by, target, startedAt, answeredAt } = consult;
  s.output.calls.add(call.callId);
  s.output.fact(consultId, {
    table: "handovers",
    row: {
      handoverId: consultId,
      kind: "consult",
      callId: call.callId,
      segmentId: call.segment?.segmentId ?? "",
      by,
      targetKind: target.kind,
      target: target.kind === "agent" ? target.agent : target.group,
      startedAt,
      answeredAt: consult.state === "talking" ? answeredAt : undefined,
      endedAt: outcome === "open" ? undefined : s.now,
      outcome,
    },
  });
}

export function writeConsultOffer(
  s: EngineState,
  call: CallRecord,
  consult: ConsultRecord,
  state: OfferState,
  end?: { at: number; cause: LegEndCause | undefined },
): void {
  s.output.fact(consult.consultId, {
    table: "offers",
    row: {
      offerId: consult.consultId,
      callId: call.callId,
      entryId: undefined,
      group: call.group,
      agent: consult.agent,
      legId: consult.legId,
      phone: consult.phone,
      state,
      offeredAt: consult.startedAt,
      ringingAt: consult.ringingAt,
      endedAt: end === undefined ? undefined : Math.max(end.at, consult.startedAt),
      cause: end?.cause,
    },
  });
}
