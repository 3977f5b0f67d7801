import type { HandoverOutcome } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, HandoverRecord } from "../state/records.ts";

/** What an agent began by passing a customer on has come to something. */
export function closeHandover(
  s: EngineState,
  call: CallRecord,
  outcome: Exclude<HandoverOutcome, "open">,
  at = s.now,
): void {
  const { handover } = call;
  if (handover === undefined) return;
  call.handover = undefined;
  writeHandover(s, call, handover, outcome, at);
}

export function writeHandover(
  s: EngineState,
  call: CallRecord,
  handover: HandoverRecord,
  outcome: HandoverOutcome,
  endedAt?: number,
): void {
  const { handoverId, segmentId, by, target, startedAt } = handover;
  s.output.calls.add(call.callId);
  s.output.fact(handoverId, {
    table: "handovers",
    row: {
      handoverId,
      kind: "transfer",
      callId: call.callId,
      segmentId,
      by,
      targetKind: target.kind,
      target: target.kind === "agent" ? target.agent : target.group,
      startedAt,
      answeredAt: undefined,
      endedAt: endedAt === undefined ? undefined : Math.max(endedAt, startedAt),
      outcome,
    },
  });
}
