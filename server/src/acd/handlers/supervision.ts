import type { AcdEvent, LegReport } from "../events.ts";
import { joinQueue, setCallState } from "../rules/calls.ts";
import { recordDecision } from "../rules/decisions.ts";
import { expectLegEnd, legSeen } from "../rules/legs.ts";
import { confirmListen, endListen, endListenBy, enterListen, listenOfLeg, startListen } from "../rules/listening.ts";
import { makeOffer } from "../rules/offers.ts";
import { endSegment } from "../rules/segments.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, LegRecord, ListenRecord, SegmentRecord } from "../state/records.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

interface Talk {
  readonly call: CallRecord;
  readonly segment: SegmentRecord;
}

/** Asked again for the talk it is in, only who hears the leader changes. */
export function onListenAsked(s: EngineState, event: Event<"call.listen-asked">): void {
  const leader = findLeader(s, event.agent);
  const talk = leader === undefined ? undefined : findTalk(s, event.callId, leader);
  if (leader === undefined || talk === undefined) return;
  const present = s.listens.get(leader.name);
  if (present === undefined) {
    if (leader.activity !== "idle") s.ignore("the leader has a call");
    else if (!startListen(s, leader, talk, event)) s.ignore("the leader has no phone");
    return;
  }
  if (present.segmentId !== talk.segment.segmentId) {
    s.ignore("the leader listens to another talk");
    return;
  }
  present.mode = event.mode;
  s.output.agents.add(leader.name);
  // Still ringing, it gets the new mode when it asks.
  if (s.legs.get(present.legId)?.answeredAt !== undefined) tellListener(s, present, talk);
}

export function onListenEndAsked(s: EngineState, event: Event<"call.listen-end-asked">): void {
  if (s.listens.has(event.agent)) endListenBy(s, event.agent);
  else s.ignore("the leader does not listen");
}

/** The leg goes where the talk is now; while the agent is called back it waits, and asks again by itself. */
export function onSupervisorAsked(s: EngineState, { legId }: Event<"supervisor.asked">): void {
  const listen = listenOfLeg(s, legId);
  if (listen === undefined) {
    s.output.command({ type: "leg.hang-up", legId, cause: "normal" });
    s.ignore("nobody listens with this leg");
    return;
  }
  const leg = s.legs.get(legId);
  if (leg !== undefined && leg.answeredAt === undefined) {
    // It asks only when it was answered.
    leg.answeredAt = s.now;
    legSeen(s, leg);
  }
  const call = s.calls.get(listen.callId);
  if (call?.state === "talking" && call.segment !== undefined) tellListener(s, listen, { call, segment: call.segment });
}

export function onListening(s: EngineState, { legId, mode }: Event<"leg.listening">): void {
  const listen = listenOfLeg(s, legId);
  if (listen === undefined) s.ignore("nobody listens with this leg");
  else confirmListen(s, listen, mode);
}

/** The customer hears music until the leader's phone has it; if that fails, it is at the head of its queue. */
export function onTakeOverAsked(s: EngineState, event: Event<"call.take-over-asked">): void {
  const leader = findLeader(s, event.agent);
  const talk = leader === undefined ? undefined : findTalk(s, event.callId, leader);
  if (leader === undefined || talk === undefined) return;
  const { call, segment } = talk;
  const listen = s.listens.get(leader.name);
  if (leader.activity !== "idle" && listen?.segmentId !== segment.segmentId) {
    s.ignore("the leader has a call");
    return;
  }
  if (leader.phones.length === 0 || leader.config.extension === undefined || !s.groups.has(call.group)) {
    s.ignore("the leader has no phone");
    return;
  }
  if (call.consult !== undefined) {
    s.ignore("the agent consults somebody in this call");
    return;
  }
  if (listen !== undefined) endListen(s, listen);
  // The customer's leg is told first and leaves the agent's by itself, so that at no moment it hangs on the server.
  expectLegEnd(s, segment.agentLegId);
  const former = s.agents.get(segment.agent);
  if (former !== undefined) former.takenOver = { callId: call.callId, by: leader.name };
  endSegment(s, call, s.now, "taken-over");
  joinQueue(s, call, s.now);
  setCallState(s, call, "waiting");
  recordDecision(s, call, "taken-over", leader.name);
  makeOffer(s, call, leader, { answersItself: true });
}

export function supervisorLegEnded(s: EngineState, leg: LegRecord): void {
  const listen = leg.agent === undefined ? undefined : s.listens.get(leg.agent);
  if (listen?.legId === leg.legId) endListen(s, listen, "gone");
}

/** A mode that could not be had leaves the former; a leader who never came into the talk is let go. */
export function onListenFailed(s: EngineState, leg: LegRecord): void {
  const listen = listenOfLeg(s, leg.legId);
  if (listen === undefined) return;
  if (listen.stretch === undefined) endListen(s, listen);
  else listen.mode = listen.stretch.mode;
  s.output.agents.add(listen.leader);
}

/** After a time without the server: a leg the engine knows is as it says; one whose beginning was lost is taken up. */
export function takeUpListener(s: EngineState, report: LegReport): void {
  const known = s.legs.get(report.legId);
  const listen = listenOfLeg(s, report.legId) ?? (known === undefined ? adoptListener(s, report) : undefined);
  if (listen === undefined) {
    if (known === undefined) s.output.command({ type: "leg.hang-up", legId: report.legId, cause: "normal" });
    return;
  }
  const leg = s.legs.get(report.legId);
  if (leg === undefined || (report.state !== "up" && report.state !== "held")) return;
  leg.answeredAt ??= report.answeredAt ?? s.now;
  legSeen(s, leg);
  if (report.listen === undefined) return;
  listen.mode = report.listen.mode;
  confirmListen(s, listen, report.listen.mode);
}

function adoptListener(s: EngineState, report: LegReport): ListenRecord | undefined {
  const call = report.callId === undefined ? undefined : s.calls.get(report.callId);
  const leader = report.agent === undefined ? undefined : s.agents.get(report.agent);
  const segment = call?.segment;
  if (call === undefined || segment === undefined || segment.segmentId !== report.segmentId) return undefined;
  if (leader?.activity !== "idle" || leader.removed || report.listen === undefined) return undefined;
  const { listenId, mode, by } = report.listen;
  const listen: ListenRecord = {
    listenId,
    leader: leader.name,
    by,
    phone: report.phone ?? "browser",
    legId: report.legId,
    callId: call.callId,
    segmentId: segment.segmentId,
    agent: segment.agent,
    group: call.group,
    mode,
    stretch: undefined,
  };
  enterListen(s, leader, listen);
  return listen;
}

function tellListener(s: EngineState, listen: ListenRecord, { call, segment }: Talk): void {
  if (segment.segmentId !== listen.segmentId) return;
  s.output.command({
    type: "leg.listen",
    legId: listen.legId,
    callId: call.callId,
    targetLegId: segment.agentLegId,
    mode: listen.mode,
  });
}

function findLeader(s: EngineState, name: string): AgentRecord | undefined {
  const leader = s.agents.get(name);
  if (leader === undefined || leader.removed || leader.signedInAt === undefined) {
    s.ignore("the leader is not signed in");
    return undefined;
  }
  return leader;
}

function findTalk(s: EngineState, callId: string, leader: AgentRecord): Talk | undefined {
  const call = s.calls.get(callId);
  const { segment } = call ?? {};
  if (s.switchAwaySince !== undefined) s.ignore("the switch is away");
  else if (call?.state !== "talking" || segment === undefined || segment.hangUpAsked) {
    s.ignore("nobody talks in this call");
  } else if (segment.agent === leader.name) s.ignore("it is the leader's own call");
  else return { call, segment };
  return undefined;
}
