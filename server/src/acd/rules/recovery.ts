import type { HangUpCause } from "../commands.ts";
import type { LegEndCause } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, OfferRecord } from "../state/records.ts";
import { limits, timings } from "../state/timings.ts";
import { agentChanged, moveAgent } from "./agents.ts";
import { setCallState } from "./calls.ts";
import { recordDecision } from "./decisions.ts";
import { endHold } from "./holds.ts";
import { expectLegEnd, hangUpLeg } from "./legs.ts";
import { failOffer, makeResumeOffer } from "./offers.ts";
import { requeue, writeSegment } from "./segments.ts";
import { expectAsk, stepDecided } from "./steering.ts";

/**
 * The agent's leg was lost in a talk: the customer hears music, the agent is called back as soon as its browser can ring.
 * A talk on a desk phone has nothing that could come back by itself, so its caller goes to the queue at once.
 */
export function startRecovery(s: EngineState, call: CallRecord, at: number, hangUp?: HangUpCause): void {
  const { segment } = call;
  if (segment === undefined) return;
  if (hangUp === undefined) expectLegEnd(s, segment.agentLegId);
  else hangUpLeg(s, segment.agentLegId, hangUp);
  expectAsk(s, call);
  endHold(segment, at);
  call.recovery = { until: s.now + timings.recoveryMs, tries: 0 };
  setCallState(s, call, "recovering");
  writeSegment(s, call, segment, "recovering");
  const agent = s.agents.get(segment.agent);
  if (agent === undefined || segment.phone !== "browser") {
    giveUpRecovery(s, call, { at, phoneLost: true });
    return;
  }
  moveAgent(s, agent, "recovering");
  agentChanged(s, agent, "system", "bridged");
  s.deadlines.arm({ kind: "recovery", callId: call.callId }, call.recovery.until);
  tryResume(s, call);
}

/** Rings the agent's browser if it has one registered and the time is not over. */
export function tryResume(s: EngineState, call: CallRecord): void {
  const { segment, recovery } = call;
  if (segment === undefined || recovery === undefined || s.switchAwaySince !== undefined) return;
  if (call.offer !== undefined) return;
  const agent = s.agents.get(segment.agent);
  const ringMs = Math.min(timings.resumeRingMs, recovery.until - s.now);
  if (agent === undefined || !agent.phones.includes("browser") || ringMs <= 0) return;
  if (recovery.tries >= limits.resumeTries) return;
  recovery.tries += 1;
  recordDecision(s, call, "resume-agent", agent.name);
  makeResumeOffer(s, call, agent, ringMs);
}

/** An offer to come back failed: again if the phone registered meanwhile, at once to the queue if the agent refused. */
export function resumeFailed(s: EngineState, call: CallRecord, offer: OfferRecord, cause: LegEndCause): void {
  if (cause === "rejected" || cause === "busy") {
    giveUpRecovery(s, call, { at: s.now, phoneLost: false });
    return;
  }
  if (offer.phoneRenewed) tryResume(s, call);
  stepDecided(s, call);
}

/** The segment ends; the caller goes on waiting at its first place, which is the head of the queue. */
export function giveUpRecovery(s: EngineState, call: CallRecord, how: { at: number; phoneLost: boolean }): void {
  const { segment } = call;
  if (segment === undefined) return;
  if (call.offer !== undefined) {
    const wasSent = call.offer.sentAt !== undefined;
    failOffer(s, call, { state: "failed", cause: "no-answer", at: s.now, hangUp: "no-answer" });
    if (wasSent) expectAsk(s, call);
  }
  const agent = s.agents.get(segment.agent);
  if (agent !== undefined && how.phoneLost) agent.phones = agent.phones.filter((phone) => phone !== segment.phone);
  requeue(s, call, how.at);
}
