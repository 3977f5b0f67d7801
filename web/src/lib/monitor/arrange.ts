import type { AgentView } from "#lib/live/live-state.ts";

/** In the order a leader looks: who works with a customer now, who could, who does not. */
const stateOrder: Record<AgentView["state"], number> = {
  ringing: 0,
  dialing: 1,
  talking: 2,
  held: 3,
  consulting: 4,
  conferencing: 5,
  acw: 6,
  listening: 7,
  online: 8,
  outbound: 9,
  break: 10,
  offline: 11,
};

type Sorted = Pick<AgentView, "agent" | "label" | "state" | "signedIn">;

/**
 * The order of the rows: by state, then by name. While somebody points at the table (`held`) every row stays where it is, so that
 * no click lands on another agent; who is new comes last, who is gone leaves.
 */
export function arrange(agents: readonly Sorted[], before: readonly string[], held: boolean): string[] {
  const sorted = [...agents].sort(compare).map(({ agent }) => agent);
  if (!held) return sorted;
  const present = new Set(sorted);
  const known = new Set(before);
  return [...before.filter((agent) => present.has(agent)), ...sorted.filter((agent) => !known.has(agent))];
}

function compare(a: Sorted, b: Sorted): number {
  return (
    Number(b.signedIn) - Number(a.signedIn) ||
    stateOrder[a.state] - stateOrder[b.state] ||
    a.label.localeCompare(b.label, "zh-CN") ||
    (a.agent < b.agent ? -1 : 1)
  );
}
