import type { AgentName, ListenMode, SegmentId } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, ListenRecord, SegmentRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { agentChanged, moveAgent } from "./agents.ts";
import { expectLegEnd, hangUpLeg, openLeg } from "./legs.ts";
import { preferredPhone } from "./offers.ts";
import { afterWork } from "./sessions.ts";

/** Takes the leader's own phone into the talk; it is offered no call meanwhile. False where it has no phone. */
export function startListen(
  s: EngineState,
  leader: AgentRecord,
  talk: { readonly call: CallRecord; readonly segment: SegmentRecord },
  ask: { readonly mode: ListenMode; readonly by: string },
): boolean {
  const { call, segment } = talk;
  const phone = preferredPhone(leader);
  const { extension } = leader.config;
  if (phone === undefined || extension === undefined) return false;
  const listen: ListenRecord = {
    listenId: s.newId(),
    leader: leader.name,
    by: ask.by,
    phone,
    legId: s.newId(),
    callId: call.callId,
    segmentId: segment.segmentId,
    agent: segment.agent,
    group: call.group,
    mode: ask.mode,
    stretch: undefined,
  };
  enterListen(s, leader, listen);
  s.output.command({
    type: "leg.supervise",
    legId: listen.legId,
    callId: call.callId,
    listenId: listen.listenId,
    segmentId: segment.segmentId,
    agent: leader.name,
    by: ask.by,
    endpoint: { kind: phone, extension },
    ringMs: timings.listenRingMs,
    caller: call.from,
    targetLegId: segment.agentLegId,
    mode: ask.mode,
  });
  return true;
}

/** The leader is at it from now on; its leg exists or soon will. */
export function enterListen(s: EngineState, leader: AgentRecord, listen: ListenRecord): void {
  s.listens.set(leader.name, listen);
  openLeg(s, { legId: listen.legId, callId: listen.callId, role: "supervisor", agent: leader.name });
  s.deadlines.arm({ kind: "listen", agent: leader.name }, s.now + timings.listenMs);
  moveAgent(s, leader, "listening");
  agentChanged(s, leader, listen.by, "listening");
}

/** What the leader hears and who hears it is so: a new stretch on record where it is another than before. */
export function confirmListen(s: EngineState, listen: ListenRecord, mode: ListenMode): void {
  s.deadlines.clear({ kind: "listen", agent: listen.leader });
  if (listen.stretch?.mode === mode) return;
  closeStretch(s, listen);
  listen.stretch = { seq: (listen.stretch?.seq ?? 0) + 1, mode, startedAt: s.now };
  writeStretch(s, listen, undefined);
  s.output.agents.add(listen.leader);
}

/** @param leg `gone`: its own end was told; else it is hung up */
export function endListen(s: EngineState, listen: ListenRecord, leg: "gone" | "hang-up" = "hang-up"): void {
  s.listens.delete(listen.leader);
  s.deadlines.clear({ kind: "listen", agent: listen.leader });
  closeStretch(s, listen);
  if (leg === "hang-up") hangUpLeg(s, listen.legId, "normal");
  else expectLegEnd(s, listen.legId);
  const leader = s.agents.get(listen.leader);
  if (leader === undefined) return;
  moveAgent(s, leader, "idle");
  agentChanged(s, leader, listen.by, "listen-ended");
  afterWork(s, leader);
}

/** The talk is over, or its agent gave the customer away. */
export function endListensOf(s: EngineState, segmentId: SegmentId): void {
  if (s.listens.size === 0) return;
  for (const listen of [...s.listens.values()]) if (listen.segmentId === segmentId) endListen(s, listen);
}

export function endListenBy(s: EngineState, leader: AgentName): void {
  const listen = s.listens.get(leader);
  if (listen !== undefined) endListen(s, listen);
}

export function listenOfLeg(s: EngineState, legId: string): ListenRecord | undefined {
  const leader = s.legs.get(legId)?.agent;
  const listen = leader === undefined ? undefined : s.listens.get(leader);
  return listen?.legId === legId ? listen : undefined;
}

function closeStretch(s: EngineState, listen: ListenRecord): void {
  if (listen.stretch !== undefined) writeStretch(s, listen, s.now);
}

function writeStretch(s: EngineState, listen: ListenRecord, endedAt: number | undefined): void {
  if (listen.stretch === undefined) return;
  const { seq, mode, startedAt } = listen.stretch;
  const { listenId, callId, segmentId, group, agent, leader, by } = listen;
  s.output.fact(`${listenId}:${seq}`, {
    table: "listens",
    row: { listenId, seq, callId, segmentId, group, agent, leader, by, mode, startedAt, endedAt },
  });
}
