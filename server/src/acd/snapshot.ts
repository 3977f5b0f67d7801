import type { AcdConfig } from "./config.ts";
import type { AgentName, CallId } from "./model.ts";
import { indexMembers } from "./rules/groups.ts";
import { Deadlines, type ArmedDeadline } from "./state/deadlines.ts";
import { emptyConfig, EngineState } from "./state/engine-state.ts";
import type { WaitingKey } from "./state/indexes.ts";
import type { AgentRecord, CallRecord, GroupRecord, LegRecord, ListenRecord, Shown } from "./state/records.ts";

export const snapshotVersion = 1;

/** All the engine holds as plain JSON; what can be computed from it is not in it. */
export interface AcdSnapshot {
  readonly version: typeof snapshotVersion;
  readonly now: number;
  readonly idSource: { readonly seed: string; readonly counter: number; readonly order: number };
  readonly config: AcdConfig;
  readonly agents: readonly AgentRecord[];
  readonly groups: readonly SavedGroup[];
  readonly calls: readonly CallRecord[];
  readonly legs: readonly LegRecord[];
  /** Absent from snapshots of before leaders could listen. */
  readonly listens?: readonly ListenRecord[];
  readonly deadlines: readonly ArmedDeadline[];
  readonly formerAgents: readonly (readonly [AgentName, Shown])[];
  readonly switchAwaySince?: number | undefined;
  readonly switchId?: string | undefined;
  readonly lostCalls: readonly (readonly [CallId, number])[];
  /** Not in snapshots of before calls were placed. */
  readonly callerIdTurns?: readonly (readonly [string, number])[];
}

export type SavedGroup = Omit<GroupRecord, "members"> & { readonly members: readonly (readonly [AgentName, number])[] };

export function takeSnapshot(s: EngineState): AcdSnapshot {
  return structuredClone<AcdSnapshot>({
    version: snapshotVersion,
    now: s.now,
    idSource: s.idSource,
    config: s.config,
    agents: [...s.agents.values()],
    groups: [...s.groups.values()].map((group) => ({ ...group, members: [...group.members] })),
    calls: [...s.calls.values()],
    legs: [...s.legs.values()],
    listens: [...s.listens.values()],
    deadlines: s.deadlines.saved(),
    switchAwaySince: s.switchAwaySince,
    switchId: s.switchId,
    formerAgents: [...s.formerAgents],
    lostCalls: [...s.lostCalls],
    callerIdTurns: [...s.callerIdTurns],
  });
}

export function restoreState(given?: AcdSnapshot): EngineState {
  const s = new EngineState();
  if (given === undefined) return s;
  if (given.version !== snapshotVersion) {
    throw new Error(`engine snapshot of version ${String(given.version)}, this program reads ${snapshotVersion}`);
  }
  const saved = structuredClone(given);
  s.now = saved.now;
  s.idSource = saved.idSource;
  // An older snapshot's configuration has nothing of what came later.
  s.config = { ...emptyConfig, ...saved.config };
  for (const agent of saved.agents) s.agents.set(agent.name, agent);
  for (const { members, ...group } of saved.groups) s.groups.set(group.name, { ...group, members: new Map(members) });
  for (const call of saved.calls) s.calls.set(call.callId, completed(call));
  for (const leg of saved.legs) s.legs.set(leg.legId, Object.assign({ asks: "settled" as const }, leg));
  for (const listen of saved.listens ?? []) s.listens.set(listen.leader, listen);
  for (const [name, shown] of saved.formerAgents) s.formerAgents.set(name, shown);
  for (const [callId, lostAt] of saved.lostCalls) s.lostCalls.set(callId, lostAt);
  for (const [group, turn] of saved.callerIdTurns ?? []) s.callerIdTurns.set(group, turn);
  s.deadlines = new Deadlines(saved.deadlines);
  s.switchAwaySince = saved.switchAwaySince;
  s.switchId = saved.switchId;
  indexMembers(s);
  for (const call of s.calls.values()) indexCall(s, call);
  s.freed.clear();
  s.output.groups.clear();
  return s;
}

/** A snapshot taken by a program that knew no holds, transfers, consults, surveys or placed calls has nothing of them. */
function completed(call: CallRecord): CallRecord {
  if (call.segment !== undefined)
    call.segment = Object.assign({ heldAt: undefined, heldMs: 0, recordAtJoin: false, dialled: false }, call.segment);
  const none = {
    handover: undefined,
    consult: undefined,
    inRoom: false,
    room: call.callId,
    roomLegs: [],
    leftAlone: false,
    survey: undefined,
    dial: undefined,
  };
  return Object.assign({ ...none, direction: "inbound" as const }, call);
}

function indexCall(s: EngineState, call: CallRecord): void {
  s.indexes.countTrunkCall(call.trunk, 1);
  if (call.state !== "waiting" || call.customer === "leaving") return;
  const key: WaitingKey = [call.rankAt, call.order, call.callId];
  s.indexes.group(call.group).waiting.add(key);
}
