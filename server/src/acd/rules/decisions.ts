import type { Candidate, CandidateReason, DecisionFact, DecisionRule, RefusalRule } from "../facts.ts";
import type { AgentName, CallId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, GroupRecord } from "../state/records.ts";
import { limits } from "../state/timings.ts";
import { isFreeFor } from "./agents.ts";

/** Writes down why the call goes where it goes; at most `limits.candidatesListed` members are listed. */
export function recordDecision(
  s: EngineState,
  call: CallRecord,
  rule: DecisionRule,
  chosen: AgentName | undefined,
): void {
  call.decisions += 1;
  call.lastRule = rule;
  const group = s.groups.get(call.group);
  const byName = rule === "adopted" || rule === "transferred" || rule === "returned" || rule === "dialled";
  const candidates = group === undefined || byName ? [] : listCandidates(s, call, group, chosen);
  const membersNotListed = Math.max(0, (group?.members.size ?? 0) - candidates.length);
  const { callId, decisions: seq } = call;
  writeDecision(s, { callId, seq, group: call.group, rule, chosen, candidates, membersNotListed });
}

/** For a call that is not taken at all. */
export function recordRefusal(s: EngineState, callId: CallId, rule: RefusalRule): void {
  const none = { group: undefined, chosen: undefined, candidates: [], membersNotListed: 0 };
  writeDecision(s, { callId, seq: 1, rule, ...none });
}

function writeDecision(s: EngineState, row: Omit<DecisionFact, "at" | "deploymentHash">): void {
  const { deploymentHash } = s.config;
  s.output.fact(`${row.callId}:${row.seq}`, { table: "decisions", row: { ...row, at: s.now, deploymentHash } });
}

/** The chosen one, the other free ones in the order of the rule, then the rest with what rules each out. */
function listCandidates(
  s: EngineState,
  call: CallRecord,
  group: GroupRecord,
  chosen: AgentName | undefined,
): readonly Candidate[] {
  const listed = new Map<AgentName, Candidate>();
  const list = (name: AgentName): boolean => {
    const agent = s.agents.get(name);
    if (agent !== undefined && !listed.has(name)) listed.set(name, candidate(call, group, agent, chosen));
    return listed.size < limits.candidatesListed;
  };
  if (chosen !== undefined) list(chosen);
  for (const [, , name] of s.indexes.group(group.name).idle) if (!list(name)) break;
  if (listed.size < limits.candidatesListed) for (const name of group.members.keys()) if (!list(name)) break;
  return [...listed.values()];
}

function candidate(call: CallRecord, group: GroupRecord, agent: AgentRecord, chosen: AgentName | undefined): Candidate {
  if (agent.name === chosen) {
    return { agent: agent.name, eligible: true, why: "longest-idle", idleSince: agent.idleSince };
  }
  const ruledOut =
    whyNotFree(agent, group) ?? (call.declined[agent.name] === undefined ? undefined : "missed-this-call");
  if (ruledOut !== undefined) return { agent: agent.name, eligible: false, why: ruledOut, idleSince: undefined };
  const chosenPriority = chosen === undefined ? undefined : group.members.get(chosen);
  const lower = chosenPriority !== undefined && (group.members.get(agent.name) ?? chosenPriority) > chosenPriority;
  const why = lower ? "lower-priority" : "idle-less-long";
  return { agent: agent.name, eligible: true, why, idleSince: agent.idleSince };
}

function whyNotFree(agent: AgentRecord, group: GroupRecord): CandidateReason | undefined {
  if (isFreeFor(agent, group)) return undefined;
  if (agent.signedInAt === undefined || agent.removed) return "not-signed-in";
  if (agent.activity === "ringing" || agent.activity === "acw") return agent.activity;
  if (agent.activity !== "idle") return "talking";
  if (agent.sessionLostAt !== undefined) return "session-lost";
  if (agent.chosen === "break") return "on-break";
  if (agent.chosen !== "online") return agent.chosen;
  return "phone-lost";
}
