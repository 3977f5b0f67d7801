import type { HangUpCause } from "../commands.ts";
import type { AgentName, CallId, LegId, LegRole } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { LegEnd, LegRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";

export function openLeg(
  s: EngineState,
  leg: { legId: LegId; callId: CallId; role: LegRole; agent?: AgentName; createdAt?: number },
): LegRecord {
  const record: LegRecord = {
    legId: leg.legId,
    callId: leg.callId,
    role: leg.role,
    agent: leg.agent,
    createdAt: leg.createdAt ?? s.now,
    seen: false,
    ringingAt: undefined,
    answeredAt: undefined,
    closing: undefined,
    asks: "settled",
  };
  s.legs.set(leg.legId, record);
  return record;
}

/** The switch showed that the leg exists; a leg it never made leaves no row. */
export function legSeen(s: EngineState, leg: LegRecord): void {
  leg.seen = true;
  s.deadlines.clear({ kind: "leg-gone", legId: leg.legId });
  writeLeg(s, leg, undefined);
}

/** Tells the switch to end the leg and sees to it that it does. */
export function hangUpLeg(s: EngineState, legId: LegId, cause: HangUpCause): void {
  const leg = s.legs.get(legId);
  if (leg === undefined) return;
  s.output.command({ type: "leg.hang-up", legId, cause });
  leg.closing = { cause, tries: (leg.closing?.tries ?? 0) + 1 };
  s.deadlines.arm({ kind: "leg-close", legId }, s.now + timings.legCloseMs);
}

/** The leg is over by what another event said; its own end should follow. */
export function expectLegEnd(s: EngineState, legId: LegId): void {
  const leg = s.legs.get(legId);
  if (leg === undefined || leg.closing !== undefined) return;
  leg.closing = { cause: "normal", tries: 0 };
  s.deadlines.arm({ kind: "leg-close", legId }, s.now + timings.legCloseMs);
}

export function closeLeg(s: EngineState, leg: LegRecord, end: LegEnd): void {
  s.legs.delete(leg.legId);
  s.deadlines.clear({ kind: "leg-close", legId: leg.legId });
  s.deadlines.clear({ kind: "leg-gone", legId: leg.legId });
  s.deadlines.clear({ kind: "leg-ask", legId: leg.legId });
  if (leg.seen) writeLeg(s, leg, end);
}

function writeLeg(s: EngineState, leg: LegRecord, end: LegEnd | undefined): void {
  s.output.fact(leg.legId, {
    table: "legs",
    row: {
      legId: leg.legId,
      callId: leg.callId,
      role: leg.role,
      agent: leg.agent,
      createdAt: leg.createdAt,
      ringingAt: leg.ringingAt,
      answeredAt: leg.answeredAt,
      endedAt: end?.at,
      cause: end?.cause,
      raw: end?.raw,
    },
  });
}

/** When something truly happened: not before its beginning, not after now. */
export function clampTime(at: number | undefined, notBefore: number, now: number): number {
  return Math.min(Math.max(at ?? now, notBefore), now);
}
