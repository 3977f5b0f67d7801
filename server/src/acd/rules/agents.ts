import type { AgentConfig } from "../config.ts";
import { activityMoves } from "../agent-moves.ts";
import type { Activity, AgentName, AgentState } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { IdleKey, Placement } from "../state/indexes.ts";
import type { AgentRecord, GroupRecord, Shown } from "../state/records.ts";

export function addAgent(s: EngineState, config: AgentConfig): AgentRecord {
  const { since = s.now, seq = 0 } = s.formerAgents.get(config.name) ?? {};
  const agent = newAgent(config, s.now);
  agent.shown = { ...agent.shown, since, seq };
  s.formerAgents.delete(config.name);
  s.agents.set(agent.name, agent);
  return agent;
}

function newAgent(config: AgentConfig, now: number): AgentRecord {
  return {
    name: config.name,
    config,
    removed: false,
    signedInAt: undefined,
    sessionLostAt: undefined,
    signOutAsked: undefined,
    chosen: "offline",
    breakReason: undefined,
    activity: "idle",
    callId: undefined,
    idleSince: now,
    phones: [],
    wrapUp: undefined,
    shown: { signedIn: false, state: "offline", breakReason: undefined, callId: undefined, since: now, seq: 0 },
  };
}

export function stateOf(agent: AgentRecord): AgentState {
  if (agent.activity === "idle") return agent.chosen;
  return agent.activity === "recovering" ? "talking" : agent.activity;
}

/** From the bridge to the end of its segment, whatever becomes of the customer or the phone meanwhile. */
export function isInTalk({ activity }: AgentRecord): boolean {
  switch (activity) {
    case "idle":
    case "ringing":
    case "dialing":
    case "acw":
    case "listening":
      return false;
    case "talking":
    case "held":
    case "consulting":
    case "conferencing":
    case "recovering":
      return true;
  }
}

/** The only way an activity changes. */
export function moveAgent(s: EngineState, agent: AgentRecord, to: Activity): void {
  const from = agent.activity;
  if (from !== to && activityMoves[from][to] === undefined) s.illegalMoves.push(`${agent.name}: ${from} → ${to}`);
  agent.activity = to;
  if (to !== "acw" && to !== "idle") agent.takenOver = undefined;
}

export type AgentStateWhy =
  | "signed-in"
  | "signed-out"
  | "session-lost"
  | "agent-removed"
  | "chosen"
  | "forced"
  | "offer"
  | "offer-missed"
  | "offer-failed"
  | "caller-gone"
  | "bridged"
  | "held"
  | "retrieved"
  | "talk-ended"
  | "taken-over"
  | "listening"
  | "listen-ended"
  | "acw-ended"
  | "acw-extended"
  | "adopted"
  | "switch-lost"
  | "dialled"
  | "dial-failed"
  | "transferred"
  | "consulting"
  | "conferencing"
  | "consult-ended"
  | "returned";

/**
 * To be called after every change of an agent: writes the state log and keeps the indexes. States that begin and end in
 * the same instant leave no row.
 */
export function agentChanged(s: EngineState, agent: AgentRecord, by: string, why: AgentStateWhy, at = s.now): void {
  s.output.agents.add(agent.name);
  if (agent.forcedBy !== undefined && agent.activity === "idle") {
    // Forced in a call, it shows only now, and the log must say whose word it was.
    logState(s, agent, agent.forcedBy, "forced", at);
    agent.forcedBy = undefined;
  } else logState(s, agent, by, why, at);
  placeAgent(s, agent);
}

function logState(s: EngineState, agent: AgentRecord, by: string, why: AgentStateWhy, at: number): void {
  let before = agent.shown;
  // A phone that comes or goes, or a retry, is no new state, and must not hide a row of this instant.
  if (sameShown(before, agent)) return;
  const since = Math.max(at, before.since);
  const replaced = s.shownBefore.get(agent.name);
  if (replaced !== undefined && since === before.since) {
    s.output.withdrawFact("agent_state_changes", `${agent.name}:${before.seq}`);
    before = replaced;
    if (sameShown(before, agent)) {
      agent.shown = before;
      s.shownBefore.delete(agent.name);
      return;
    }
  }
  agent.shown = {
    signedIn: agent.signedInAt !== undefined,
    state: stateOf(agent),
    breakReason: breakReasonShown(agent),
    callId: agent.callId,
    since,
    seq: before.seq + 1,
  };
  s.shownBefore.set(agent.name, before);
  const { state, breakReason, callId, seq } = agent.shown;
  s.output.fact(`${agent.name}:${seq}`, {
    table: "agent_state_changes",
    row: { agent: agent.name, seq, at: since, state, breakReason, by, why, callId },
  });
}

function breakReasonShown(agent: AgentRecord): string | undefined {
  return stateOf(agent) === "break" ? agent.breakReason : undefined;
}

function sameShown(shown: Shown, agent: AgentRecord): boolean {
  return (
    shown.signedIn === (agent.signedInAt !== undefined) &&
    shown.state === stateOf(agent) &&
    shown.breakReason === breakReasonShown(agent) &&
    shown.callId === agent.callId
  );
}

/** Signed in, not in a call, and with a phone that can ring: what every free agent of any group has. */
export function isReachable(agent: AgentRecord): boolean {
  return (
    agent.signedInAt !== undefined &&
    agent.sessionLostAt === undefined &&
    !agent.removed &&
    agent.activity === "idle" &&
    agent.config.extension !== undefined &&
    agent.phones.length > 0
  );
}

/** calls.md: 在线 takes the queue's calls of inbound groups, 外呼 those of the automatic tasks of outbound groups. */
export function isFreeFor(agent: AgentRecord, group: GroupRecord): boolean {
  return isReachable(agent) && agent.chosen === (group.takesQueue ? "online" : "outbound");
}

/** Puts the agent where it belongs in the indexes of its groups; O(groups of the agent · log n). */
export function placeAgent(s: EngineState, agent: AgentRecord): void {
  const old = s.indexes.placements.get(agent.name);
  const next = placementOf(s, agent);
  for (const group of s.indexes.memberships.get(agent.name)?.keys() ?? []) moveInGroup(s, group, old, next);
  if (next === undefined) s.indexes.placements.delete(agent.name);
  else s.indexes.placements.set(agent.name, next);
}

/** Before its memberships change or it vanishes. */
export function unplaceAgent(s: EngineState, name: AgentName): void {
  const old = s.indexes.placements.get(name);
  for (const group of s.indexes.memberships.get(name)?.keys() ?? []) moveInGroup(s, group, old, undefined);
  s.indexes.placements.delete(name);
}

function placementOf(s: EngineState, agent: AgentRecord): Placement {
  const free = new Map<string, IdleKey>();
  for (const [name, priority] of s.indexes.memberships.get(agent.name) ?? []) {
    const group = s.groups.get(name);
    if (group !== undefined && isFreeFor(agent, group)) free.set(name, [priority, agent.idleSince, agent.name]);
  }
  const talking = isInTalk(agent);
  return { signedIn: agent.signedInAt !== undefined, talking, free };
}

function moveInGroup(s: EngineState, name: string, old: Placement | undefined, next: Placement | undefined): void {
  const index = s.indexes.group(name);
  const oldKey = old?.free.get(name);
  const nextKey = next?.free.get(name);
  const signedIn = Number(next?.signedIn ?? false) - Number(old?.signedIn ?? false);
  const talking = Number(next?.talking ?? false) - Number(old?.talking ?? false);
  const sameKey = oldKey === nextKey || (oldKey?.[0] === nextKey?.[0] && oldKey?.[1] === nextKey?.[1]);
  if (signedIn === 0 && talking === 0 && sameKey) return;
  index.signedIn += signedIn;
  index.talking += talking;
  s.output.groups.add(name);
  if (sameKey) return;
  if (oldKey !== undefined) index.idle.delete(oldKey);
  if (nextKey === undefined) return;
  index.idle.add(nextKey);
  s.freed.add(nextKey[2]);
}
