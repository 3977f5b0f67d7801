import type { AcdEvent, LegReport } from "../events.ts";
import { endCall, leaveToDuty } from "../rules/endings.ts";
import { armDialDeadline, connectIfAnswered } from "../rules/dials.ts";
import { clampTime, closeLeg, legSeen } from "../rules/legs.ts";
import { rematchEverything } from "../rules/matching.ts";
import { tryResume } from "../rules/recovery.ts";
import { armOfferDeadline, armSurveyDeadline, expectAsk } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { consultAnswered } from "../rules/consults.ts";
import { placeLegs } from "../rules/rooms.ts";
import { adoptAgentLeg, adoptCustomerLeg, isWithDuty } from "./adoption.ts";
import { adoptDial } from "./dial-adoption.ts";
import { takeUpHold } from "./holds.ts";
import { onAnswered, onBridged, onRinging } from "./legs.ts";
import { confirmSurvey } from "./surveys.ts";
import { takeUpListener } from "./supervision.ts";

type Reconciled = Extract<AcdEvent, { type: "switch.reconciled" }>;

/** Its calls wait for it; nothing is decided for them meanwhile. */
export function loseSwitch(s: EngineState): void {
  if (s.switchAwaySince !== undefined) return;
  s.switchAwaySince = s.now;
  s.deadlines.arm({ kind: "switch" }, s.now + timings.switchAwayMs);
}

/** It did not come back: what it carried is over, except what has been heard of since. */
export function onSwitchDeadline(s: EngineState): void {
  const awaySince = s.switchAwaySince;
  if (awaySince === undefined) return;
  for (const call of [...s.calls.values()]) {
    if (call.heardAt <= awaySince) loseCall(s, call);
  }
  switchIsBack(s);
}

function loseCall(s: EngineState, call: CallRecord): void {
  s.lostCalls.set(call.callId, s.now);
  for (const legId of [
    call.customerLegId,
    call.dial?.agentLegId,
    call.offer?.agentLegId,
    call.segment?.agentLegId,
    call.consult?.legId,
  ]) {
    const leg = legId === undefined ? undefined : s.legs.get(legId);
    if (leg !== undefined) closeLeg(s, leg, { at: s.now, cause: "switch-lost", raw: undefined });
  }
  endCall(s, call, { reason: "switch-lost", at: s.now, cause: "switch-lost", hangUp: "normal" });
}

/** The switch lists every leg it has: what is gone ended, what is known is confirmed, what is unknown is adopted. */
export function onReconciled(s: EngineState, { legs, switchId }: Reconciled): void {
  const present = new Map(legs.filter(({ state }) => state !== "gone").map((leg) => [leg.legId, leg]));
  forgetLostCalls(s);
  const isAnother = s.switchId !== undefined && switchId !== undefined && s.switchId !== switchId;
  s.switchId = switchId ?? s.switchId;
  if (isAnother) loseGoneCalls(s, present);
  missGoneLegs(s, present);
  for (const report of present.values()) {
    if (report.role !== "customer") continue;
    const isKnown = s.legs.has(report.legId);
    if (isKnown) confirmDialledLeg(s, report);
    if (isWithDuty(report, present)) leaveToDuty(s, report.legId);
    else if (!isKnown && !adoptDial(s, report, present)) adoptCustomerLeg(s, report);
    confirmSurvey(s, report);
  }
  for (const report of present.values()) {
    if (report.role !== "agent") continue;
    if (s.legs.has(report.legId)) confirmAgentLeg(s, report);
    else if (report.consultId !== undefined) hangUpUnknown(s, report.legId);
    else adoptAgentLeg(s, report, present);
    takeUpHold(s, report.legId, report.heldAt);
  }
  for (const call of s.calls.values()) placeLegs(s, call, present);
  for (const report of present.values()) if (report.role === "supervisor") takeUpListener(s, report);
  switchIsBack(s);
}

/** Consulted by a decision nobody remembers: who consulted is told where it belongs when it asks. */
function hangUpUnknown(s: EngineState, legId: string): void {
  s.output.command({ type: "leg.hang-up", legId, cause: "normal" });
}

/** No record will tell of these: the switch that had them was killed. */
function loseGoneCalls(s: EngineState, present: ReadonlyMap<string, LegReport>): void {
  for (const call of [...s.calls.values()]) if (!present.has(call.customerLegId)) loseCall(s, call);
}

/**
 * A leg that ended unseen may still be told of by its call record, with the true cause and time; so it gets a moment
 * before its end is taken as unknown.
 */
function missGoneLegs(s: EngineState, present: ReadonlyMap<string, LegReport>): void {
  for (const leg of [...s.legs.values()]) {
    if (present.has(leg.legId)) s.deadlines.clear({ kind: "leg-gone", legId: leg.legId });
    else s.deadlines.arm({ kind: "leg-gone", legId: leg.legId }, s.now + timings.callRecordMs);
  }
}

/** What happened to a leg we know while nobody listened, in the order it must have happened. */
function confirmAgentLeg(s: EngineState, { legId, state, peerLegId, answeredAt }: LegReport): void {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (leg !== undefined && call?.consult?.legId === legId) {
    if (state === "dialing") return;
    if (state !== "up" && state !== "held") onRinging(s, { type: "leg.ringing", legId });
    else if (call.consult.state !== "talking") consultAnswered(s, call, call.consult);
    return;
  }
  if (leg === undefined || call?.offer?.agentLegId !== legId) return;
  if (state === "dialing") return;
  if (state !== "up" && state !== "held") onRinging(s, { type: "leg.ringing", legId });
  else if (peerLegId === call.customerLegId) {
    const joined = answeredAt === undefined ? {} : { at: answeredAt };
    onBridged(s, { type: "legs.bridged", customerLegId: call.customerLegId, agentLegId: legId, ...joined });
  } else onAnswered(s, { type: "leg.answered", legId });
}

function confirmDialledLeg(s: EngineState, { legId, state, answeredAt }: LegReport): void {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (leg === undefined || call?.dial === undefined || call.customerLegId !== legId) return;
  if (state === "up" || state === "held") {
    leg.answeredAt ??= clampTime(answeredAt, leg.createdAt, s.now);
    legSeen(s, leg);
    connectIfAnswered(s, call);
  } else if (state !== "dialing") onRinging(s, { type: "leg.ringing", legId, early: state === "early" });
}

/** Decisions go on; whatever was expected of the switch gets its full time again. */
function switchIsBack(s: EngineState): void {
  s.switchAwaySince = undefined;
  s.deadlines.clear({ kind: "switch" });
  s.freed.clear();
  for (const call of s.calls.values()) rearm(s, call);
  rematchEverything(s);
}

function rearm(s: EngineState, call: CallRecord): void {
  const { callId } = call;
  if (call.dial !== undefined) armDialDeadline(s, call, call.dial);
  else if (call.customer !== "settled") expectAsk(s, call);
  else if (call.offer !== undefined) armOfferDeadline(s, call, call.offer);
  else if (call.survey !== undefined) armSurveyDeadline(s, call);
  else if (call.state !== "talking" || call.consult?.with === "target") {
    s.deadlines.arm({ kind: "silence", callId }, s.now + timings.silenceMs);
  }
  if (call.segment?.hangUpAsked === true) {
    s.deadlines.arm({ kind: "hang-up", callId }, s.now + timings.hangUpConfirmMs);
  }
  if (call.recovery === undefined) return;
  call.recovery = { ...call.recovery, until: s.now + timings.recoveryMs };
  s.deadlines.arm({ kind: "recovery", callId }, call.recovery.until);
  if (call.offer === undefined) tryResume(s, call);
}

function forgetLostCalls(s: EngineState): void {
  for (const [callId, lostAt] of s.lostCalls) {
    if (s.now - lostAt > timings.lostCallKeptMs) s.lostCalls.delete(callId);
  }
}
