import type { AgentView, GroupView } from "#lib/live/live-state.ts";

/** The groups a person looks after: their own as an agent, else all they may see. In a fixed order, by label. */
export function myGroups(me: AgentView | undefined, groups: Iterable<GroupView>): GroupView[] {
  return [...groups]
    .filter(({ group }) => me === undefined || me.groups.includes(group))
    .sort((a, b) => a.label.localeCompare(b.label, "zh-CN"));
}

export function waitingOf(groups: readonly GroupView[]): { count: number; oldestJoinedAt: number | undefined } {
  const joined = groups.map(({ oldestJoinedAt }) => oldestJoinedAt).filter((at) => at !== undefined);
  return {
    count: groups.reduce((sum, { waiting }) => sum + waiting, 0),
    oldestJoinedAt: joined.length === 0 ? undefined : Math.min(...joined),
  };
}
