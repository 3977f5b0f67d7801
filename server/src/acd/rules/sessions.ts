import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, SignOut } from "../state/records.ts";
import { agentChanged, unplaceAgent } from "./agents.ts";

export function signIn(s: EngineState, agent: AgentRecord): void {
  agent.signedInAt = s.now;
  agent.chosen = "offline";
  agent.breakReason = undefined;
  agent.forcedBy = undefined;
  writeSession(s, agent, undefined);
  agentChanged(s, agent, agent.name, "signed-in");
}

/**
 * Ends the session of an agent that is at no call. A lost session ends at the moment of loss (metrics.md), yet not before
 * the last thing the agent did.
 */
export function signOut(s: EngineState, agent: AgentRecord, { at, by, why }: SignOut): void {
  if (agent.signedInAt === undefined) return;
  const signedOutAt = Math.max(at, agent.shown.since, agent.signedInAt);
  writeSession(s, agent, { signedOutAt, why });
  agent.signedInAt = undefined;
  agent.sessionLostAt = undefined;
  agent.signOutAsked = undefined;
  agent.chosen = "offline";
  agent.breakReason = undefined;
  agent.forcedBy = undefined;
  s.deadlines.clear({ kind: "session", agent: agent.name });
  agentChanged(s, agent, by, why, signedOutAt);
}

/** What had to wait until the agent's call was over: a sign-out, or leaving the configuration. */
export function afterWork(s: EngineState, agent: AgentRecord): void {
  if (agent.activity !== "idle") return;
  if (agent.signOutAsked !== undefined) signOut(s, agent, agent.signOutAsked);
  if (!agent.removed) return;
  signOut(s, agent, { at: s.now, by: "system", why: "agent-removed" });
  unplaceAgent(s, agent.name);
  s.indexes.memberships.delete(agent.name);
  for (const group of s.groups.values()) group.members.delete(agent.name);
  s.agents.delete(agent.name);
  s.formerAgents.set(agent.name, agent.shown);
  s.freed.delete(agent.name);
  s.output.agents.add(agent.name);
}

function writeSession(s: EngineState, agent: AgentRecord, end: { signedOutAt: number; why: string } | undefined): void {
  const signedInAt = agent.signedInAt ?? s.now;
  s.output.fact(`${agent.name}:${signedInAt}`, {
    table: "agent_sessions",
    row: { agent: agent.name, signedInAt, signedOutAt: end?.signedOutAt, why: end?.why },
  });
}
