import type { LiveChange, LiveSnapshot, LiveSwitch } from "@hotline/server/live-protocol";

export type AgentView = LiveSnapshot["agents"][number];
export type GroupView = LiveSnapshot["groups"][number];
export type CallView = LiveSnapshot["calls"][number];

/** What the server last said, kept current by its numbered changes. The maps may be reactive ones. */
export interface LiveState {
  epoch: string | undefined;
  seq: number;
  switch: LiveSwitch | undefined;
  me: AgentView | undefined;
  readonly agents: Map<string, AgentView>;
  readonly groups: Map<string, GroupView>;
  readonly calls: Map<string, CallView>;
}

/** `gap`: changes between were missed; the state is left as it was and must be resumed from its own seq. */
export type Applied = "applied" | "repeated" | "gap";

export function emptyLiveState(): LiveState {
  return {
    epoch: undefined,
    seq: 0,
    switch: undefined,
    me: undefined,
    agents: new Map(),
    groups: new Map(),
    calls: new Map(),
  };
}

export function applySnapshot(state: LiveState, snapshot: LiveSnapshot): void {
  state.epoch = snapshot.epoch;
  state.seq = snapshot.seq;
  state.switch = snapshot.switch;
  state.me = snapshot.me;
  replaceAll(state.agents, snapshot.agents, (view) => view.agent);
  replaceAll(state.groups, snapshot.groups, (view) => view.group);
  replaceAll(state.calls, snapshot.calls, (view) => view.callId);
}

export function applyChange(state: LiveState, change: LiveChange): Applied {
  if (state.epoch === undefined || change.seq > state.seq + 1) return "gap";
  if (change.seq <= state.seq) return "repeated";
  state.seq = change.seq;
  if (change.switch) state.switch = change.switch;
  if (change.me) state.me = change.me;
  for (const view of change.agents ?? []) state.agents.set(view.agent, view);
  for (const view of change.groups ?? []) state.groups.set(view.group, view);
  for (const view of change.calls ?? []) state.calls.set(view.callId, view);
  for (const callId of change.callsGone ?? []) state.calls.delete(callId);
  return "applied";
}

/** Keeps entries that stay, so that a page bound to one is not drawn anew. */
function replaceAll<View>(map: Map<string, View>, views: readonly View[], keyOf: (view: View) => string): void {
  const kept = new Set(views.map(keyOf));
  for (const key of [...map.keys()]) if (!kept.has(key)) map.delete(key);
  for (const view of views) map.set(keyOf(view), view);
}
