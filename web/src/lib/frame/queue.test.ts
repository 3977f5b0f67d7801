import { expect, test } from "vitest";
import type { AgentView, GroupView } from "#lib/live/live-state.ts";
import { myGroups, waitingOf } from "./queue.ts";

const group = (name: string, waiting: number, oldestJoinedAt?: number): GroupView => ({
  group: name,
  label: name,
  waiting,
  oldestJoinedAt,
  signedIn: 0,
  free: 0,
  talking: 0,
});
const all = [group("repair", 2, 500), group("logistics", 1, 300), group("outbound", 0)];

test("an agent sees the queues of the own groups only", () => {
  const me = { groups: ["repair", "outbound"] } as unknown as AgentView;
  expect(myGroups(me, all).map(({ group: name }) => name)).toEqual(["outbound", "repair"]);
});

test("somebody without groups sees all the server lets them see", () => {
  expect(myGroups(undefined, all)).toHaveLength(3);
});

test("the waiting of several groups is their sum, the longest the earliest join of all", () => {
  expect(waitingOf(all)).toEqual({ count: 3, oldestJoinedAt: 300 });
  expect(waitingOf([group("outbound", 0)])).toEqual({ count: 0, oldestJoinedAt: undefined });
});
