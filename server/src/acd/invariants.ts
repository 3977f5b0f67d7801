import { isFreeFor, isInTalk } from "./rules/agents.ts";
import { listenOfLeg } from "./rules/listening.ts";
import { mayBeOffered } from "./rules/matching.ts";
import { hasMet, meets } from "./rules/meeting.ts";
import type { EngineState } from "./state/engine-state.ts";
import type { AgentRecord, CallRecord, ListenRecord, SegmentRecord } from "./state/records.ts";

/** design.md, The engine: what must hold after every event, by looking at everything. */
export function findBrokenInvariants(s: EngineState): string[] {
  return [
    ...[...s.calls.values()].flatMap((call) => brokenOfCall(s, call)),
    ...[...s.agents.values()].flatMap((agent) => brokenOfAgent(s, agent)),
    ...s.illegalMoves.map((move) => `agent ${move} is no legal change`),
    ...brokenOfLegs(s),
    ...[...s.listens.values()].flatMap((listen) => brokenOfListen(s, listen)),
    ...brokenOfGroups(s),
    ...waitingPairs(s),
  ];
}

function brokenOfCall(s: EngineState, call: CallRecord): string[] {
  const broken: string[] = [];
  const say = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`call ${call.callId} (${call.state}, ${call.customer}): ${what}`);
  };
  const { callId, offer, segment } = call;
  const armed = (kind: "offer" | "ask" | "silence" | "recovery" | "hang-up" | "survey" | "dial") =>
    s.deadlines.has({ kind, callId });
  say(call.customer !== "asking", "an ask was not answered");
  say(call.dial?.failed !== undefined || s.legs.has(call.customerLegId), "its customer's leg is gone");
  say((call.state === "dialing") === (call.dial !== undefined), "state and dialling disagree");
  say(call.dial === undefined || armed("dial"), "dials without a deadline");
  say(
    call.dial === undefined || s.agents.get(call.dial.agent)?.callId === callId,
    "the agent who dials has another call",
  );
  say((call.state === "offered") === (offer !== undefined && !offer.resume), "state and offer disagree");
  say(
    (call.state === "talking" || call.state === "recovering") === (segment !== undefined),
    "state and segment disagree",
  );
  say((call.state === "recovering") === (call.recovery !== undefined), "state and recovery disagree");
  say((call.state === "surveying") === (call.survey !== undefined), "state and survey disagree");
  say(call.state !== "surveying" || offer === undefined, "a survey with an open offer");
  say(call.customer !== "settled" || call.state !== "surveying" || armed("survey"), "surveys without a deadline");
  say(call.customer === "settled" || armed("ask"), "due to ask without a deadline");
  say(offer?.sentAt === undefined || armed("offer"), "an open offer has no deadline");
  say(call.customer !== "settled" || offer === undefined || offer.sentAt !== undefined, "an offer was never sent");
  say(call.customer !== "settled" || call.state !== "waiting" || armed("silence"), "waits without a deadline");
  say(call.state !== "recovering" || armed("recovery"), "recovers without a deadline");
  say(segment?.hangUpAsked !== true || armed("hang-up"), "a hang-up has no deadline");
  if (offer !== undefined) {
    const agent = s.agents.get(offer.agent);
    say(agent?.callId === callId, "the agent it is offered to has another call");
    say(agent?.activity === (offer.resume ? "recovering" : "ringing"), "the agent it is offered to does not ring");
  }
  if (segment?.heldAt !== undefined) {
    // Back by the agent's leg, which can retrieve, or by the end of it, which ends the talk.
    const back = s.legs.has(segment.agentLegId) || armed("hang-up") || call.customer !== "settled";
    say(call.state === "talking" && back, "a held customer has no way back");
  }
  if (segment !== undefined) {
    const agent = s.agents.get(segment.agent);
    say(agent?.callId === callId, "its agent has another call");
    say(agent?.activity === activityIn(call, segment), `its agent is ${agent?.activity ?? "gone"}`);
  }
  return [...broken, ...brokenOfConsult(s, call)];
}

function activityIn({ state, consult }: CallRecord, { heldAt }: SegmentRecord): string {
  if (consult !== undefined) return consult.with === "both" ? "conferencing" : "consulting";
  return heldAt === undefined ? state : "held";
}

function brokenOfConsult(s: EngineState, call: CallRecord): string[] {
  const broken: string[] = [];
  const { callId, consult, segment } = call;
  const say = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`call ${callId} (${call.state}, consult ${consult?.state ?? "none"}): ${what}`);
  };
  say(
    !meets(call) || hasMet(call) || s.deadlines.has({ kind: "room", callId }),
    "agent and customer meet without a deadline",
  );
  say(!call.inRoom || segment !== undefined, "in a room without a segment");
  if (consult === undefined) return broken;
  const agent = s.agents.get(consult.agent);
  const expected = {
    dialing: "ringing",
    ringing: "ringing",
    talking: consult.with === "both" ? "conferencing" : "consulting",
  };
  say(call.state === "talking" && segment?.agent === consult.by, "a consult outside a talk");
  say(s.legs.has(consult.legId), "its leg is gone");
  say(agent?.callId === callId, "whom it is with has another call");
  say(agent?.activity === expected[consult.state], `whom it is with is ${agent?.activity ?? "gone"}`);
  say((consult.with === "both") === (consult.segment !== undefined), "a conference and its segment disagree");
  say(consult.state === "talking" || consult.with === "target", "has what was never answered");
  say(consult.state === "talking" || s.deadlines.has({ kind: "consult", callId }), "rings without a deadline");
  return broken;
}

function brokenOfAgent(s: EngineState, agent: AgentRecord): string[] {
  const broken: string[] = [];
  const say = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`agent ${agent.name} (${agent.activity}): ${what}`);
  };
  const call = agent.callId === undefined ? undefined : s.calls.get(agent.callId);
  const inCall = agent.activity === "ringing" || isInTalk(agent);
  say(!inCall || call !== undefined, "busy with a call that is over");
  const consulted = call?.consult?.agent === agent.name;
  say(agent.activity !== "ringing" || call?.offer?.agent === agent.name || consulted, "rings without an offer");
  const talks = call?.segment?.agent === agent.name || consulted;
  say(!inCall || agent.activity === "ringing" || talks, "talks without a segment");
  say((agent.activity === "acw") === (agent.wrapUp !== undefined), "after-call work and its end disagree");
  const byHand = agent.wrapUp !== undefined && agent.wrapUp.until === undefined;
  say(
    agent.activity !== "acw" || byHand || s.deadlines.has({ kind: "acw", agent: agent.name }),
    "after-call work has no end",
  );
  say((agent.activity === "dialing") === (call?.dial?.agent === agent.name), "dials without a call of its own");
  say(agent.activity !== "idle" || agent.callId === undefined, "idle with a call");
  say((agent.activity === "listening") === s.listens.has(agent.name), "listening and what it listens to disagree");
  say(!agent.removed || agent.activity !== "idle", "removed and idle, yet here");
  say(agent.signOutAsked === undefined || agent.activity !== "idle", "a sign-out did not take effect");
  const graceRuns = s.deadlines.has({ kind: "session", agent: agent.name });
  say(agent.sessionLostAt === undefined || agent.signOutAsked !== undefined || graceRuns, "a lost session never ends");
  return broken;
}

function brokenOfLegs(s: EngineState): string[] {
  return [...s.legs.values()].flatMap((leg) => {
    const call = s.calls.get(leg.callId);
    const present = [
      call?.customerLegId,
      call?.dial?.agentLegId,
      call?.offer?.agentLegId,
      call?.segment?.agentLegId,
      call?.consult?.legId,
    ];
    if (listenOfLeg(s, leg.legId) !== undefined) return [];
    const ends = leg.closing !== undefined && s.deadlines.has({ kind: "leg-close", legId: leg.legId });
    return present.includes(leg.legId) || ends
      ? []
      : [`leg ${leg.legId} (${leg.role}): belongs to nothing and never ends`];
  });
}

/** A leader's leg ends with the talk, and one that never came into it ends by itself. */
function brokenOfListen(s: EngineState, listen: ListenRecord): string[] {
  const broken: string[] = [];
  const say = (holds: boolean, what: string): void => {
    if (!holds) broken.push(`leader ${listen.leader} listens: ${what}`);
  };
  say(s.calls.get(listen.callId)?.segment?.segmentId === listen.segmentId, "to a talk that is over");
  say(s.legs.get(listen.legId)?.role === "supervisor", "without a leg");
  const due = s.deadlines.has({ kind: "listen", agent: listen.leader });
  say(listen.stretch !== undefined || due, "never came into the talk and never ends");
  return broken;
}

function brokenOfGroups(s: EngineState): string[] {
  return [...s.groups.values()].flatMap((group) => {
    const { idle, waiting } = s.indexes.group(group.name);
    const members = [...group.members.keys()].flatMap((name) => s.agents.get(name) ?? []);
    const calls = [...s.calls.values()].filter((call) => call.group === group.name);
    const free = members.filter((agent) => isFreeFor(agent, group));
    const waits = calls.filter((call) => call.state === "waiting" && call.customer !== "leaving");
    const freeRight =
      free.length === idle.size &&
      free.every(({ name, idleSince }) => idle.has([group.members.get(name) ?? 0, idleSince, name]));
    const waitingRight =
      waits.length === waiting.size && waits.every((call) => waiting.has([call.rankAt, call.order, call.callId]));
    return [
      ...(freeRight ? [] : [`group ${group.name}: the index of free agents is wrong`]),
      ...(waitingRight ? [] : [`group ${group.name}: the index of waiting callers is wrong`]),
      ...(calls.length === group.openCalls ? [] : [`group ${group.name}: counts ${group.openCalls} calls`]),
    ];
  });
}

/** No eligible (caller, agent) pair waits. */
function waitingPairs(s: EngineState): string[] {
  if (s.switchAwaySince !== undefined) return [];
  return [...s.groups.values()].flatMap((group) => {
    const { idle, waiting } = s.indexes.group(group.name);
    return [...waiting].flatMap(([, , callId]) => {
      const call = s.calls.get(callId);
      const agent = [...idle].find(([, , name]) => call !== undefined && mayBeOffered(s, call, name));
      return agent === undefined ? [] : [`call ${callId} waits while agent ${agent[2]} is free for it`];
    });
  });
}
