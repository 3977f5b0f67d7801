import type { Refusal, TransferTarget } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, GroupRecord, SegmentRecord } from "../state/records.ts";
import { isReachable } from "./agents.ts";
import { joinQueue, setCallState } from "./calls.ts";
import { recordDecision } from "./decisions.ts";
import { moveCallToGroup } from "./groups.ts";
import { closeHandover, writeHandover } from "./handover-facts.ts";
import { expectLegEnd } from "./legs.ts";
import { makeOffer } from "./offers.ts";
import { endSegment, releaseAgent } from "./segments.ts";
import { stepDecided } from "./steering.ts";

/** Why a customer cannot be passed on to there just now; undefined when it can. */
export function refusalOfTarget(s: EngineState, by: string, target: TransferTarget): Refusal | undefined {
  if (target.kind === "group") {
    const group = s.groups.get(target.group);
    if (group === undefined || group.removed || !group.takesQueue) return "target-unknown";
    // One who passes a customer on to its own group does not stay for it.
    const own = group.members.has(by) ? 1 : 0;
    return s.indexes.group(group.name).signedIn > own ? undefined : "target-group-empty";
  }
  if (target.agent === by) return "target-self";
  const agent = s.agents.get(target.agent);
  if (agent === undefined || agent.removed) return "target-unknown";
  if (mayBeRung(agent)) return undefined;
  return agent.signedInAt !== undefined && agent.activity !== "idle" ? "target-busy" : "target-away";
}

/** Whom a consult rings: the agent named, or the one of the group idle the longest. */
export function agentOfTarget(s: EngineState, target: TransferTarget, by: string): AgentRecord | undefined {
  if (target.kind === "agent") return s.agents.get(target.agent);
  for (const [, , name] of s.indexes.group(target.group).idle) if (name !== by) return s.agents.get(name);
  return undefined;
}

/** By name, whatever group the call is of: at work, idle, and with a phone that can ring. */
function mayBeRung(agent: AgentRecord): boolean {
  return isReachable(agent) && (agent.chosen === "online" || agent.chosen === "outbound");
}

/**
 * The agent leaves and has its after-call work; the customer waits in the group's queue, or the named agent's phone rings for it.
 * The customer's leg is told first and leaves the agent's by itself, so that at no moment it hangs on the server.
 */
export function passOn(s: EngineState, call: CallRecord, segment: SegmentRecord, target: TransferTarget): void {
  const { agent: by, segmentId } = segment;
  expectLegEnd(s, segment.agentLegId);
  endSegment(s, call, s.now, "transferred");
  closeHandover(s, call, "answered");
  call.handover = { handoverId: s.newId(), segmentId, by, target, startedAt: s.now };
  writeHandover(s, call, call.handover, "open");
  call.entry = undefined;
  call.declined = {};
  call.lastRule = undefined;
  if (target.kind === "group") queueIn(s, call, s.groups.get(target.group));
  else ring(s, call, s.agents.get(target.agent));
}

function queueIn(s: EngineState, call: CallRecord, group: GroupRecord | undefined): void {
  if (group === undefined) return;
  moveCallToGroup(s, call, group);
  call.rankAt = s.now;
  joinQueue(s, call, s.now);
  setCallState(s, call, "waiting");
  stepDecided(s, call);
}

function ring(s: EngineState, call: CallRecord, agent: AgentRecord | undefined): void {
  if (agent === undefined) return;
  recordDecision(s, call, "transferred", agent.name);
  makeOffer(s, call, agent);
}

/**
 * The named agent did not take it: whoever passed it on gets it back, and does without the after-call work it may be in. Is that one gone
 * too, the caller goes to the head of the group's queue.
 */
export function returnHandover(s: EngineState, call: CallRecord): void {
  const { handover } = call;
  if (handover?.target.kind !== "agent") return;
  closeHandover(s, call, "returned");
  call.returned = { by: handover.by, from: handover.target.agent };
  const agent = s.agents.get(handover.by);
  if (agent === undefined) return;
  if (agent.wrapUp?.segment.callId === call.callId) releaseAgent(s, agent, "system", "returned");
  if (!mayBeRung(agent)) return;
  recordDecision(s, call, "returned", agent.name);
  makeOffer(s, call, agent);
}
