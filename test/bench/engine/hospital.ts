import type { AcdConfig } from "../../../server/src/acd/config.ts";

export const RING_MS = 15_000;
export const WRAP_UP_MS = 20_000;
const MEMBERSHIPS = 3;

/** One group for each ten agents, up to twenty, so that a group of the largest hospital has 1,500 members. */
export function groupsOf(agents: number): readonly string[] {
  return Array.from({ length: Math.max(1, Math.min(20, Math.floor(agents / 10))) }, (_, index) => `group-${index}`);
}

export const agentName = (index: number) => `agent-${index}`;

/** Each agent serves up to three groups, the one before the next. A group's number is its name. */
export function hospital(agents: number): AcdConfig {
  const groups = groupsOf(agents);
  const group = (name: string) => ({
    name,
    label: name,
    direction: "inbound" as const,
    ringMs: RING_MS,
    wrapUpMs: WRAP_UP_MS,
    music: "default",
    record: true,
  });
  const memberships = (index: number) =>
    Object.fromEntries(
      Array.from({ length: Math.min(MEMBERSHIPS, groups.length) }, (_, step) => [
        groups[(index + step) % groups.length] ?? "",
        step + 1,
      ]),
    );
  const agent = (index: number) => {
    const name = agentName(index);
    return { name, label: name, extension: String(index), groups: memberships(index), primaryGroup: groups[0] };
  };
  return {
    deploymentHash: "bench",
    agents: Object.fromEntries(Array.from({ length: agents }, (_, index) => [agentName(index), agent(index)])),
    groups: Object.fromEntries(groups.map((name) => [name, group(name)])),
    accessNumbers: Object.fromEntries(
      groups.map((name) => [name, { number: name, label: name, group: name, trunk: undefined }]),
    ),
    trunks: {},
    callerIdGroups: {},
    workAfterManualCalls: true,
    breakReasons: ["meal"],
    signInGraceMs: 60_000,
    survey: undefined,
    retryMissedAfterMs: 30_000,
  };
}
