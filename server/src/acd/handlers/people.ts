import { refusalOf, type AgentAsk, type AskRefusal } from "../agent-moves.ts";
import type { AcdEvent } from "../events.ts";
import { agentChanged, isInTalk } from "../rules/agents.ts";
import { complete, dropConsulted, setConsultedMuted } from "../rules/consults.ts";
import { connectIfAnswered } from "../rules/dials.ts";
import { endCall } from "../rules/endings.ts";
import { hangUpLeg } from "../rules/legs.ts";
import { endListenBy } from "../rules/listening.ts";
import { failOffer } from "../rules/offers.ts";
import { giveUpRecovery } from "../rules/recovery.ts";
import { releaseAgent } from "../rules/segments.ts";
import { signIn, signOut } from "../rules/sessions.ts";
import { expectAsk } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { ChosenState } from "../model.ts";
import type { AgentRecord, CallRecord, ConsultRecord, SignOut } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { dialGivenUp } from "./dials.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

export function onSignedIn(s: EngineState, event: Event<"agent.signed-in">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined) return;
  // Signed in again before an earlier sign-out took effect, or while the session was thought lost: it goes on.
  agent.signOutAsked = undefined;
  if (agent.signedInAt === undefined) signIn(s, agent);
  else onSessionBack(s, { type: "agent.session-back", agent: event.agent });
}

export function onSignedOut(s: EngineState, event: Event<"agent.signed-out">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined) return;
  if (agent.signedInAt === undefined) s.ignore("agent is not signed in");
  else leave(s, agent, { at: s.now, by: event.by, why: "signed-out" });
}

export function onSessionLost(s: EngineState, event: Event<"agent.session-lost">): void {
  const agent = findAgent(s, event.agent);
  if (agent?.signedInAt === undefined || agent.sessionLostAt !== undefined) {
    s.ignore("agent has no session to lose");
    return;
  }
  loseSession(s, agent);
  agentChanged(s, agent, "system", "session-lost");
}

export function loseSession(s: EngineState, agent: AgentRecord): void {
  agent.sessionLostAt = s.now;
  s.deadlines.arm({ kind: "session", agent: agent.name }, s.now + s.config.signInGraceMs);
}

export function onSessionBack(s: EngineState, event: Event<"agent.session-back">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined) return;
  if (agent.signOutAsked?.why === "session-lost") agent.signOutAsked = undefined;
  agent.sessionLostAt = undefined;
  s.deadlines.clear({ kind: "session", agent: agent.name });
  agentChanged(s, agent, agent.name, "signed-in");
}

export function onSessionDeadline(s: EngineState, name: string): void {
  const agent = s.agents.get(name);
  if (agent?.sessionLostAt === undefined) return;
  leave(s, agent, { at: agent.sessionLostAt, by: "system", why: "session-lost" });
}

/** A talk goes on and the sign-out takes effect after it; a ringing phone goes on to the next agent. */
function leave(s: EngineState, agent: AgentRecord, how: SignOut): void {
  const call = agent.callId === undefined ? undefined : s.calls.get(agent.callId);
  if (isInTalk(agent) || agent.activity === "dialing") {
    agent.signOutAsked = how;
    s.output.agents.add(agent.name);
    return;
  }
  if (agent.activity === "ringing" && call !== undefined) {
    if (call.consult?.agent === agent.name) dropConsulted(s, call, { cause: "unknown", legGone: false });
    else withdrawOffer(s, call, "failed");
  }
  if (agent.activity === "acw") releaseAgent(s, agent, how.by, how.why);
  endListenBy(s, agent.name);
  signOut(s, agent, how);
}

export function onStateChosen(s: EngineState, event: Event<"agent.state-chosen">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined || !takeChoice(s, agent, event)) return;
  agent.forcedBy = undefined;
  agentChanged(s, agent, event.by, "chosen");
}

/** False, with the reason said, where the table of states or the configured break reasons do not allow it. */
export function takeChoice(
  s: EngineState,
  agent: AgentRecord,
  { state, breakReason }: { readonly state: ChosenState; readonly breakReason?: string },
): boolean {
  if (isRefused(s, agent, state)) return false;
  const known = s.config.breakReasons;
  if (state === "break" && known.length > 0 && (breakReason === undefined || !known.includes(breakReason))) {
    s.ignore("break reason is not one of the configured");
    return false;
  }
  if (state === "online" && agent.chosen !== "online") agent.idleSince = s.now;
  agent.chosen = state;
  agent.breakReason = state === "break" ? breakReason : undefined;
  return true;
}

export function onAcwEnded(s: EngineState, event: Event<"agent.acw-ended">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined) return;
  if (!isRefused(s, agent, "end-acw")) releaseAgent(s, agent, event.by, "acw-ended");
}

export function onAcwDeadline(s: EngineState, name: string): void {
  const agent = s.agents.get(name);
  if (agent !== undefined) releaseAgent(s, agent, "system", "acw-ended");
}

export function onOfferRejected(s: EngineState, event: Event<"offer.rejected">): void {
  const call = s.calls.get(event.callId);
  if (call?.consult?.agent === event.agent && call.consult.state !== "talking") {
    dropConsulted(s, call, { cause: "rejected", legGone: false, hangUp: "rejected" });
    return;
  }
  if (call?.offer === undefined || call.offer.agent !== event.agent) {
    s.ignore("agent's phone does not ring for this call");
    return;
  }
  if (call.offer.resume) giveUpRecovery(s, call, { at: s.now, phoneLost: false });
  else withdrawOffer(s, call, "rejected");
}

function withdrawOffer(s: EngineState, call: CallRecord, state: "rejected" | "failed"): void {
  const wasSent = call.offer?.sentAt !== undefined;
  failOffer(s, call, { state, cause: "rejected", at: s.now, hangUp: "rejected" });
  if (wasSent) expectAsk(s, call);
}

export function onHangUpAsked(s: EngineState, event: Event<"call.hang-up-asked">): void {
  const call = s.calls.get(event.callId);
  if (call?.dial?.agent === event.agent) connectIfAnswered(s, call);
  if (call?.dial?.agent === event.agent) {
    dialGivenUp(s, call, call.dial, s.now);
    return;
  }
  if (call?.consult?.agent === event.agent) {
    dropConsulted(s, call, { cause: "normal", legGone: false });
    return;
  }
  if (call?.segment === undefined || call.segment.agent !== event.agent) {
    s.ignore("agent does not talk in this call");
    return;
  }
  // Hung up on somebody consulted, the agent is back with the customer; in a conference it leaves.
  if (call.consult?.with === "target") {
    dropConsulted(s, call, { cause: "normal", legGone: false });
    return;
  }
  if (call.consult?.with === "both") {
    complete(s, call);
    return;
  }
  if (call.state === "recovering") {
    endCall(s, call, { reason: "agent-hung-up", at: s.now, cause: "normal", hangUp: "normal" });
    return;
  }
  call.segment.hangUpAsked = true;
  hangUpLeg(s, call.segment.agentLegId, "normal");
  s.deadlines.arm({ kind: "hang-up", callId: call.callId }, s.now + timings.hangUpConfirmMs);
}

export function onMuteAsked(s: EngineState, event: Event<"call.mute-asked">): void {
  const call = s.calls.get(event.callId);
  if (call?.consult?.agent === event.agent && call.consult.state === "talking") {
    muteConsulted(s, call, call.consult, event.on);
    return;
  }
  if (call?.segment === undefined || call.segment.agent !== event.agent || call.state !== "talking") {
    s.ignore("agent does not talk in this call");
    return;
  }
  if (call.segment.heldAt !== undefined) {
    s.ignore("the customer is on hold");
    return;
  }
  call.segment.muted = event.on;
  s.output.calls.add(call.callId);
  s.output.command({ type: "leg.mute", legId: call.segment.agentLegId, on: event.on });
}

function muteConsulted(s: EngineState, call: CallRecord, consult: ConsultRecord, on: boolean): void {
  setConsultedMuted(consult, on);
  s.output.calls.add(call.callId);
  s.output.command({ type: "leg.mute", legId: consult.legId, on });
}

const refusals: Record<AskRefusal, string> = {
  "not-signed-in": "agent is not signed in",
  "not-in-acw": "agent is not in after-call work",
};

export function isRefused(s: EngineState, agent: AgentRecord, ask: AgentAsk): boolean {
  const refusal = refusalOf(ask, { signedIn: agent.signedInAt !== undefined, activity: agent.activity });
  if (refusal !== undefined) s.ignore(refusals[refusal]);
  return refusal !== undefined;
}

export function findAgent(s: EngineState, name: string): AgentRecord | undefined {
  const agent = s.agents.get(name);
  if (agent === undefined) s.ignore("no such agent");
  return agent;
}
