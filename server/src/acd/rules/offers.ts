import type { HangUpCause } from "../commands.ts";
import type { LegEndCause, OfferState, PhoneKind } from "../model.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, OfferRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { agentChanged, moveAgent, type AgentStateWhy } from "./agents.ts";
import { setCallState } from "./calls.ts";
import { expectLegEnd, hangUpLeg } from "./legs.ts";
import { afterWork } from "./sessions.ts";
import { stepDecided } from "./steering.ts";

/** Rings the agent for the caller, who keeps its place in the queue meanwhile. */
export function makeOffer(
  s: EngineState,
  call: CallRecord,
  agent: AgentRecord,
  { answersItself = false }: { readonly answersItself?: boolean } = {},
): void {
  const group = s.groups.get(call.group);
  const phone = preferredPhone(agent);
  if (group === undefined || phone === undefined || agent.config.extension === undefined) return;
  call.offer = {
    offerId: s.newId(),
    agent: agent.name,
    agentLegId: s.newId(),
    phone,
    extension: agent.config.extension,
    state: "dialing",
    offeredAt: s.now,
    sentAt: undefined,
    ringingAt: undefined,
    answeredAt: undefined,
    segmentId: s.newId(),
    ringMs: answersItself ? Math.min(group.config.ringMs, timings.resumeRingMs) : group.config.ringMs,
    recordingPart: group.config.record ? 1 : undefined,
    resume: false,
    answersItself,
    phoneRenewed: false,
  };
  writeOffer(s, call, call.offer, "dialing");
  setCallState(s, call, "offered");
  moveAgent(s, agent, "ringing");
  agent.callId = call.callId;
  agentChanged(s, agent, "system", "offer");
  stepDecided(s, call);
}

/** Calls the agent back into a talk its browser lost; no offer in the reports' sense, so it leaves no row. */
export function makeResumeOffer(s: EngineState, call: CallRecord, agent: AgentRecord, ringMs: number): void {
  const { segment } = call;
  if (segment === undefined || agent.config.extension === undefined) return;
  call.offer = {
    offerId: s.newId(),
    agent: agent.name,
    agentLegId: s.newId(),
    phone: "browser",
    extension: agent.config.extension,
    state: "dialing",
    offeredAt: s.now,
    sentAt: undefined,
    ringingAt: undefined,
    answeredAt: undefined,
    segmentId: segment.segmentId,
    ringMs,
    recordingPart: segment.recordingParts > 0 ? segment.recordingParts + 1 : undefined,
    resume: true,
    phoneRenewed: false,
  };
  s.output.calls.add(call.callId);
  stepDecided(s, call);
}

export function preferredPhone(agent: AgentRecord): PhoneKind | undefined {
  return agent.phones.includes("browser") ? "browser" : agent.phones[0];
}

export interface OfferEnd {
  readonly state: Exclude<OfferState, "dialing" | "ringing" | "answered">;
  readonly cause: LegEndCause;
  readonly at: number;
  /** Set where the agent's leg still has to be told. */
  readonly hangUp?: HangUpCause;
  /** It was no miss and the phone is back: the agent may be offered the call again at once. */
  readonly again?: boolean;
}

/**
 * Closes the open offer without a talk. The caller waits on at its old place, or, in a lost talk, for the agent's return;
 * what its leg is told is the next decision's.
 */
export function failOffer(s: EngineState, call: CallRecord, end: OfferEnd): void {
  const { offer } = call;
  if (offer === undefined) return;
  call.offer = undefined;
  s.deadlines.clear({ kind: "offer", callId: call.callId });
  if (end.hangUp === undefined) expectLegEnd(s, offer.agentLegId);
  else hangUpLeg(s, offer.agentLegId, end.hangUp);
  const agent = s.agents.get(offer.agent);
  const phoneDead = !offer.phoneRenewed && (end.cause === "not-registered" || end.cause === "unreachable");
  if (agent !== undefined && phoneDead) agent.phones = agent.phones.filter((phone) => phone !== offer.phone);
  if (offer.resume) {
    s.output.calls.add(call.callId);
    if (agent !== undefined) s.output.agents.add(agent.name);
    return;
  }
  writeOffer(s, call, offer, end.state, end);
  if (end.state !== "caller-gone" && end.again !== true) declineCall(s, call, offer.agent);
  setCallState(s, call, "waiting");
  if (agent !== undefined) freeFromRinging(s, agent, end);
}

export function freeFromRinging(s: EngineState, agent: AgentRecord, end: OfferEnd): void {
  const missed = end.state === "no-answer" || end.state === "rejected";
  moveAgent(s, agent, "idle");
  agent.callId = undefined;
  if (missed) agent.idleSince = end.at;
  let why: AgentStateWhy = "offer-failed";
  if (missed) why = "offer-missed";
  else if (end.state === "caller-gone") why = "caller-gone";
  agentChanged(s, agent, end.state === "rejected" ? agent.name : "system", why, end.at);
  afterWork(s, agent);
}

/** calls.md: not offered again to this agent while another is eligible, and not before `retryMissedAfterMs`. */
function declineCall(s: EngineState, call: CallRecord, agent: string): void {
  call.declined[agent] = s.now;
  const retry = { kind: "retry", callId: call.callId } as const;
  if (!s.deadlines.has(retry)) s.deadlines.arm(retry, s.now + s.config.retryMissedAfterMs);
}

/** How an offer ended, from how its leg did. */
export function offerStateOf(cause: LegEndCause): OfferEnd["state"] {
  switch (cause) {
    case "no-answer":
      return "no-answer";
    case "busy":
    case "rejected":
      return "rejected";
    case "caller-gone":
      return "caller-gone";
    case "normal":
    case "not-registered":
    case "unreachable":
    case "invalid-number":
    case "media-lost":
    case "barred":
    case "congestion":
    case "switch-lost":
    case "unknown":
      return "failed";
  }
}

/** The switch told no cause: an offer that rang out its time was not answered. */
export function guessCause(s: EngineState, offer: OfferRecord): LegEndCause {
  const rangMs = s.now - (offer.sentAt ?? s.now);
  return rangMs + timings.ringGraceMs / 2 >= offer.ringMs ? "no-answer" : "unknown";
}

export function writeOffer(
  s: EngineState,
  call: CallRecord,
  offer: OfferRecord,
  state: OfferState,
  end?: { at: number; cause: LegEndCause | undefined },
): void {
  s.output.calls.add(call.callId);
  s.output.fact(offer.offerId, {
    table: "offers",
    row: {
      offerId: offer.offerId,
      callId: call.callId,
      entryId: call.entry?.entryId,
      group: call.group,
      agent: offer.agent,
      legId: offer.agentLegId,
      phone: offer.phone,
      state,
      offeredAt: offer.offeredAt,
      ringingAt: offer.ringingAt,
      endedAt: end === undefined ? undefined : Math.max(end.at, offer.offeredAt),
      cause: end?.cause,
    },
  });
}
