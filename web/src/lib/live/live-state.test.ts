import { expect, test } from "vitest";
import type { LiveChange, LiveSnapshot } from "@hotline/server/live-protocol";
import { retryDelayMs } from "./backoff.ts";
import { applyChange, applySnapshot, emptyLiveState } from "./live-state.ts";
import type { AgentView, CallView, GroupView } from "./live-state.ts";

function agent(name: string, state: AgentView["state"]): AgentView {
  return {
    agent: name,
    label: name,
    signedIn: true,
    sessionLost: false,
    chosen: "online",
    breakReason: undefined,
    activity: "idle",
    state,
    stateSince: 1000,
    phones: ["browser"],
    groups: ["repair"],
    callId: undefined,
    acwUntil: undefined,
  };
}

function call(callId: string, state: CallView["state"]): CallView {
  return {
    callId,
    direction: "inbound",
    state,
    from: { number: "13800138000", name: "王护士" },
    to: "8000",
    group: "repair",
    arrivedAt: 1000,
    entryId: undefined,
    joinedAt: undefined,
    customerLegId: "leg",
    dial: undefined,
    offer: undefined,
    segment: undefined,
    consult: undefined,
  };
}

const repair = (waiting: number): GroupView => ({
  group: "repair",
  label: "报修",
  waiting,
  oldestJoinedAt: undefined,
  signedIn: 1,
  free: 1,
  talking: 0,
});

const snapshot = (over: Partial<LiveSnapshot> = {}): LiveSnapshot => ({
  type: "snapshot",
  epoch: "e1",
  seq: 5,
  now: 2000,
  switch: { kind: "freeswitch", connected: true },
  me: agent("zhang-san", "online"),
  agents: [agent("zhang-san", "online"), agent("li-si", "online")],
  groups: [repair(0)],
  calls: [call("c1", "waiting")],
  ...over,
});

const change = (seq: number, over: Partial<LiveChange> = {}): LiveChange => ({
  type: "change",
  seq,
  now: 2000,
  ...over,
});

test("a change that follows directly is applied and leaves the rest as it was", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot());
  const ringing = agent("zhang-san", "ringing");
  expect(applyChange(state, change(6, { me: ringing, calls: [call("c2", "offered")], callsGone: ["c1"] }))).toBe(
    "applied",
  );
  expect(state.seq).toBe(6);
  expect(state.me).toBe(ringing);
  expect([...state.calls.keys()]).toEqual(["c2"]);
  expect(state.groups.get("repair")?.waiting).toBe(0);
});

test("a change seen twice after a resume is left out", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot());
  expect(applyChange(state, change(5, { groups: [repair(9)] }))).toBe("repeated");
  expect(state.groups.get("repair")?.waiting).toBe(0);
});

test("a missing number is a gap: nothing is applied and the seq to resume from stays", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot());
  expect(applyChange(state, change(7, { groups: [repair(9)] }))).toBe("gap");
  expect(state.seq).toBe(5);
  expect(state.groups.get("repair")?.waiting).toBe(0);
});

test("a change before any snapshot is a gap", () => {
  expect(applyChange(emptyLiveState(), change(1))).toBe("gap");
});

test("after a gap the missed changes bring the state to where the server is", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot());
  expect(applyChange(state, change(8, { groups: [repair(3)] }))).toBe("gap");
  for (const [seq, waiting] of [
    [6, 1],
    [7, 2],
    [8, 3],
  ] as const) {
    expect(applyChange(state, change(seq, { groups: [repair(waiting)] }))).toBe("applied");
  }
  expect(state.groups.get("repair")?.waiting).toBe(3);
});

test("a snapshot of a new epoch replaces everything, also what is gone", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot());
  applySnapshot(state, snapshot({ epoch: "e2", seq: 1, agents: [agent("li-si", "break")], calls: [], me: undefined }));
  expect(state.epoch).toBe("e2");
  expect([...state.agents.keys()]).toEqual(["li-si"]);
  expect(state.calls.size).toBe(0);
  expect(state.me).toBeUndefined();
});

test("a person without groups has no agent of their own", () => {
  const state = emptyLiveState();
  applySnapshot(state, snapshot({ me: undefined }));
  expect(state.me).toBeUndefined();
});

test("the pause before a new attempt doubles from half a second to ten seconds and is spread", () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => retryDelayMs(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
  expect(retryDelayMs(1, 0)).toBe(250);
});
