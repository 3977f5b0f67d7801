import type { AgentName } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import { compareKeys } from "../state/ordered-set.ts";
import type { AgentRecord, CallRecord } from "../state/records.ts";
import { joinQueue } from "./calls.ts";
import { recordDecision } from "./decisions.ts";
import { returnHandover } from "./handovers.ts";
import { makeOffer } from "./offers.ts";

/**
 * Leaves no eligible pair waiting. Only callers that came into a queue and agents that became free since the last event
 * can make a new pair, so only these are looked at.
 */
export function matchAll(s: EngineState): void {
  if (s.switchAwaySince !== undefined) return;
  for (const call of inServiceOrder(s)) matchCaller(s, call);
  s.queued.clear();
  for (const name of s.freed) {
    const agent = s.agents.get(name);
    if (agent !== undefined) matchAgent(s, agent);
  }
  s.freed.clear();
}

function inServiceOrder(s: EngineState): CallRecord[] {
  const calls = [...s.queued].flatMap((callId) => s.calls.get(callId) ?? []);
  return calls.sort((a, b) => compareKeys([a.rankAt, a.order], [b.rankAt, b.order]));
}

/** An agent whom an earlier caller may have again since a moment ago goes to that one. */
function matchCaller(s: EngineState, call: CallRecord): void {
  if (call.handover?.target.kind === "agent") returnHandover(s, call);
  // One passed on by name waited in no queue so far.
  if (call.state === "waiting" && call.entry === undefined) joinQueue(s, call, s.now);
  while (call.state === "waiting") {
    const agent = longestIdleFor(s, call);
    if (agent === undefined) {
      if (call.lastRule !== "no-agent-free") recordDecision(s, call, "no-agent-free", undefined);
      return;
    }
    offer(s, firstCallerFor(s, call.group, agent.name) ?? call, agent);
  }
}

function offer(s: EngineState, call: CallRecord, agent: AgentRecord): void {
  recordDecision(s, call, "longest-idle", agent.name);
  makeOffer(s, call, agent);
}

/** Passes over those who missed this call: none of them before the others, none at all before its time. */
function longestIdleFor(s: EngineState, call: CallRecord): AgentRecord | undefined {
  let again: AgentName | undefined;
  for (const [, , name] of s.indexes.group(call.group).idle) {
    if (call.declined[name] === undefined) return s.agents.get(name);
    if (again === undefined && mayBeOffered(s, call, name)) again = name;
  }
  return again === undefined ? undefined : s.agents.get(again);
}

/** The caller served next by this agent: of the group where its priority is best, then the one who came first. */
function matchAgent(s: EngineState, agent: AgentRecord): void {
  const free = s.indexes.placements.get(agent.name)?.free;
  let best: { call: CallRecord; key: readonly [number, number, number] } | undefined;
  for (const [group, [priority]] of free ?? []) {
    const call = firstCallerFor(s, group, agent.name);
    if (call === undefined) continue;
    const key = [priority, call.rankAt, call.order] as const;
    if (best === undefined || compareKeys(key, best.key) < 0) best = { call, key };
  }
  if (best !== undefined) offer(s, best.call, agent);
}

function firstCallerFor(s: EngineState, group: string, agent: AgentName): CallRecord | undefined {
  for (const [, , callId] of s.indexes.group(group).waiting) {
    const call = s.calls.get(callId);
    if (call !== undefined && mayBeOffered(s, call, agent)) return call;
  }
  return undefined;
}

export function mayBeOffered(s: EngineState, call: CallRecord, agent: AgentName): boolean {
  const declinedAt = call.declined[agent];
  return declinedAt === undefined || s.now - declinedAt >= s.config.retryMissedAfterMs;
}

/** After a change of the configuration or the return of the switch any pair may be new. */
export function rematchEverything(s: EngineState): void {
  for (const call of s.calls.values()) if (call.state === "waiting") s.queued.add(call.callId);
}
