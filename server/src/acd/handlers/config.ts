import type { AcdEvent } from "../events.ts";
import { addAgent, unplaceAgent } from "../rules/agents.ts";
import { assignMembers, dropGroup, newGroup } from "../rules/groups.ts";
import { endListenBy } from "../rules/listening.ts";
import { rematchEverything } from "../rules/matching.ts";
import { afterWork } from "../rules/sessions.ts";
import { emptyConfig, type EngineState } from "../state/engine-state.ts";

type Applied = Extract<AcdEvent, { type: "config.applied" }>;

/** New rules for what comes next. What is under way ends under the old ones: nothing drops. */
export function onConfigApplied(s: EngineState, { config }: Applied): void {
  const retryChanged = s.config.retryMissedAfterMs !== config.retryMissedAfterMs;
  s.config = { ...emptyConfig, ...config };
  applyGroups(s);
  applyAgents(s);
  assignMembers(s);
  for (const name of Object.keys(config.groups)) s.output.groups.add(name);
  for (const name of s.agents.keys()) s.output.agents.add(name);
  for (const agent of [...s.agents.values()]) {
    if (!agent.removed) continue;
    endListenBy(s, agent.name);
    afterWork(s, agent);
  }
  if (retryChanged) rearmRetries(s);
  rematchEverything(s);
}

function applyGroups(s: EngineState): void {
  for (const [name, config] of Object.entries(s.config.groups)) {
    const group = s.groups.get(name);
    if (group === undefined) {
      s.groups.set(name, newGroup(config));
      continue;
    }
    group.config = config;
    group.removed = false;
    // A group that becomes outbound serves the callers it has.
    group.takesQueue = config.direction === "inbound" || (group.takesQueue && group.openCalls > 0);
  }
  for (const group of [...s.groups.values()]) {
    if (Object.hasOwn(s.config.groups, group.name)) continue;
    if (group.openCalls > 0) group.removed = true;
    else dropGroup(s, group);
  }
}

function applyAgents(s: EngineState): void {
  for (const [name, config] of Object.entries(s.config.agents)) {
    const agent = s.agents.get(name);
    if (agent === undefined) {
      addAgent(s, config);
      continue;
    }
    // Its phones are registered under the extension it no longer has.
    if (agent.config.extension !== config.extension) agent.phones = [];
    agent.config = config;
    agent.removed = false;
  }
  for (const agent of s.agents.values()) {
    if (Object.hasOwn(s.config.agents, agent.name)) continue;
    unplaceAgent(s, agent.name);
    agent.removed = true;
  }
}

function rearmRetries(s: EngineState): void {
  for (const { callId, declined } of s.calls.values()) {
    const declinedAt = Object.values(declined);
    if (declinedAt.length === 0) continue;
    const dueAt = Math.max(s.now, Math.min(...declinedAt) + s.config.retryMissedAfterMs);
    s.deadlines.arm({ kind: "retry", callId }, dueAt);
  }
}
