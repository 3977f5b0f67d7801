import type { GroupConfig } from "../config.ts";
import type { GroupName } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, GroupRecord } from "../state/records.ts";
import { placeAgent, unplaceAgent } from "./agents.ts";

export function newGroup(config: GroupConfig): GroupRecord {
  return {
    name: config.name,
    config,
    removed: false,
    takesQueue: config.direction === "inbound",
    openCalls: 0,
    members: new Map(),
  };
}

/** Rebuilds who belongs where. A group that is only kept for its last callers keeps the members it had. */
export function assignMembers(s: EngineState): void {
  for (const name of s.indexes.placements.keys()) unplaceAgent(s, name);
  for (const group of s.groups.values()) if (!group.removed) group.members.clear();
  for (const agent of s.agents.values()) {
    if (agent.removed) continue;
    for (const [name, priority] of Object.entries(agent.config.groups)) {
      const group = s.groups.get(name);
      if (group !== undefined && !group.removed) group.members.set(agent.name, priority);
    }
  }
  indexMembers(s);
}

/** The indexes from the records; also after a restore. */
export function indexMembers(s: EngineState): void {
  s.indexes.memberships.clear();
  for (const group of s.groups.values()) {
    for (const [name, priority] of group.members) {
      const memberships = s.indexes.memberships.get(name) ?? new Map<GroupName, number>();
      s.indexes.memberships.set(name, memberships.set(group.name, priority));
    }
  }
  for (const agent of s.agents.values()) placeAgent(s, agent);
}

/** The call goes on in another group; to be called while no phone rings for it and it does not wait. */
export function moveCallToGroup(s: EngineState, call: CallRecord, group: GroupRecord): void {
  const before = call.group;
  if (before === group.name) return;
  call.group = group.name;
  group.openCalls += 1;
  callLeftGroup(s, before);
}

/** A call of the group is over. One kept only for its last callers goes with them. */
export function callLeftGroup(s: EngineState, name: GroupName): void {
  const group = s.groups.get(name);
  if (group === undefined) return;
  group.openCalls -= 1;
  if (group.openCalls > 0) return;
  if (group.removed) dropGroup(s, group);
  else if (group.takesQueue !== (group.config.direction === "inbound")) {
    group.takesQueue = group.config.direction === "inbound";
    replaceMembers(s, group);
  }
}

export function dropGroup(s: EngineState, group: GroupRecord): void {
  const members = [...group.members.keys()];
  for (const name of members) unplaceAgent(s, name);
  group.members.clear();
  s.groups.delete(group.name);
  s.indexes.dropGroup(group.name);
  for (const name of members) {
    s.indexes.memberships.get(name)?.delete(group.name);
    const agent = s.agents.get(name);
    if (agent !== undefined) placeAgent(s, agent);
  }
  s.output.groups.add(group.name);
}

function replaceMembers(s: EngineState, group: GroupRecord): void {
  for (const name of group.members.keys()) {
    const agent = s.agents.get(name);
    if (agent !== undefined) placeAgent(s, agent);
  }
  s.output.groups.add(group.name);
}
