import type { HangUpCause } from "../commands.ts";
import type { CallEndReason, LegEndCause, LegId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord } from "../state/records.ts";
import { agentChanged, moveAgent, type AgentStateWhy } from "./agents.ts";
import { dropCall, leaveQueue, writeCall } from "./calls.ts";
import { callLeftGroup } from "./groups.ts";
import { endConsult } from "./consults.ts";
import { closeHandover } from "./handover-facts.ts";
import { expectLegEnd, hangUpLeg } from "./legs.ts";
import { failOffer } from "./offers.ts";
import { endSegment } from "./segments.ts";
import { afterWork } from "./sessions.ts";
import { clearStepDeadlines } from "./steering.ts";
import { beginSurvey, closeRating, surveyFor } from "./surveys.ts";

export interface CallEnd {
  readonly reason: CallEndReason;
  readonly at: number;
  readonly cause: LegEndCause;
  /** For the customer's leg where it is still there. */
  readonly hangUp: HangUpCause;
}

/** The call is over: whatever of it is open ends with it, both legs are seen off, its group may go if it was removed. */
export function endCall(s: EngineState, call: CallRecord, end: CallEnd): void {
  const at = Math.max(end.at, call.arrivedAt);
  const waited = call.segment === undefined && call.survey === undefined && call.entry !== undefined;
  const agentLegIds = [
    call.dial?.agentLegId ?? call.offer?.agentLegId ?? call.segment?.agentLegId,
    call.consult?.legId,
  ];
  const offerState = end.reason === "switch-lost" ? "failed" : "caller-gone";
  freeFromDialing(s, call, end.reason === "switch-lost" ? "switch-lost" : "dial-failed", at);
  failOffer(s, call, { state: offerState, cause: end.cause, at, hangUp: "normal" });
  endConsult(s, call, "abandoned", end.cause, at);
  endSegment(s, call, at, end.reason === "switch-lost" ? "switch-lost" : "talk-ended");
  closeRating(s, call);
  if (waited) leaveQueue(s, call, "abandoned", at);
  closeHandover(s, call, "abandoned", at);
  for (const legId of agentLegIds) {
    if (legId !== undefined && s.legs.get(legId)?.closing === undefined) hangUpLeg(s, legId, "normal");
  }
  if (s.legs.get(call.customerLegId)?.closing === undefined) hangUpLeg(s, call.customerLegId, end.hangUp);
  clearStepDeadlines(s, call);
  for (const kind of ["retry", "recovery", "hang-up", "dial"] as const)
    s.deadlines.clear({ kind, callId: call.callId });
  dropCall(s, call);
  writeCall(s, call, { at, reason: end.reason });
  callLeftGroup(s, call.group);
}

/** Nobody talked, so there is nothing to write up: the agent is free at once. */
function freeFromDialing(s: EngineState, call: CallRecord, why: AgentStateWhy, at: number): void {
  const { dial } = call;
  if (dial === undefined) return;
  call.dial = undefined;
  const agent = s.agents.get(dial.agent);
  if (agent === undefined) return;
  moveAgent(s, agent, "idle");
  agent.callId = undefined;
  agentChanged(s, agent, "system", why, at);
  afterWork(s, agent);
}

/**
 * The agent's side of a talk is over by its own will. The customer is asked how it was, where that is configured, or let go.
 * @param real the hang-up is certain and the customer is there: only such a one leads to the survey (calls.md)
 */
export function agentHungUp(s: EngineState, call: CallRecord, at: number, real = false): void {
  const { segment } = call;
  if (segment !== undefined) expectLegEnd(s, segment.agentLegId);
  const survey = real && segment !== undefined ? surveyFor(s, call, segment) : undefined;
  if (survey !== undefined) {
    beginSurvey(s, call, survey, at);
    return;
  }
  endCall(s, call, { reason: "agent-hung-up", at, cause: "normal", hangUp: "normal" });
}

/**
 * Somebody of the duty list has the caller: no command of ours may reach that leg any more. What it came to is told by the
 * switch's call records, which close what stays open here.
 */
export function leaveToDuty(s: EngineState, customerLegId: LegId): void {
  const leg = s.legs.get(customerLegId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (leg === undefined || call === undefined) return;
  s.legs.delete(customerLegId);
  for (const kind of ["leg-gone", "leg-close"] as const) s.deadlines.clear({ kind, legId: customerLegId });
  failOffer(s, call, { state: "failed", cause: "unknown", at: s.now });
  closeHandover(s, call, "abandoned");
  if (call.segment !== undefined) expectLegEnd(s, call.segment.agentLegId);
  if (call.consult !== undefined) hangUpLeg(s, call.consult.legId, "normal");
  endConsult(s, call, "abandoned");
  endSegment(s, call, s.now);
  closeRating(s, call);
  clearStepDeadlines(s, call);
  for (const kind of ["retry", "recovery", "hang-up"] as const) s.deadlines.clear({ kind, callId: call.callId });
  dropCall(s, call);
  s.output.calls.add(call.callId);
  callLeftGroup(s, call.group);
}
