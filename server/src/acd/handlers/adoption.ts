import type { LegReport } from "../events.ts";
import { addAgent, agentChanged, moveAgent } from "../rules/agents.ts";
import { createCall, joinQueue, moveCustomer, setCallState } from "../rules/calls.ts";
import { recordDecision } from "../rules/decisions.ts";
import { clampTime, legSeen, openLeg } from "../rules/legs.ts";
import { failOffer, writeOffer } from "../rules/offers.ts";
import { bridgeSegment } from "../rules/segments.ts";
import { expectAsk } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, OfferRecord } from "../state/records.ts";

/** The duty list took the caller while the server was away, and they talk. */
export function isWithDuty({ peerLegId }: LegReport, present: ReadonlyMap<string, LegReport>): boolean {
  const peer = peerLegId === undefined ? undefined : present.get(peerLegId);
  return peer?.role === "duty" && (peer.state === "up" || peer.state === "held");
}

/**
 * A customer's leg the journal does not know: its own variables say what it is. One of a call given up before is hung up;
 * any other goes on from where it is.
 */
export function adoptCustomerLeg(s: EngineState, report: LegReport): void {
  if (s.legs.has(report.legId)) return;
  const groupName = report.group ?? groupOfNumber(s, report.to);
  const group = groupName === undefined ? undefined : s.groups.get(groupName);
  const lost = report.callId !== undefined && s.lostCalls.has(report.callId);
  if (lost || group === undefined) {
    s.output.command({ type: "leg.hang-up", legId: report.legId, cause: "normal" });
    return;
  }
  const joinedAt = Math.min(report.joinedAt ?? report.startedAt, s.now);
  // A callId of a call that is still here belongs to its own customer's leg; this one then is a call of its own.
  const callId = report.callId === undefined || s.calls.has(report.callId) ? s.newId() : report.callId;
  const call = createCall(s, {
    callId,
    direction: report.direction ?? "inbound",
    customerLegId: report.legId,
    from: report.from ?? { number: "", name: undefined },
    to: report.to ?? "",
    trunk: report.trunk,
    group: group.name,
    arrivedAt: joinedAt,
    hasWaited: true,
  });
  setCallState(s, call, "waiting");
  const leg = openLeg(s, {
    legId: report.legId,
    callId,
    role: "customer",
    createdAt: Math.min(report.startedAt, s.now),
  });
  leg.answeredAt = report.answeredAt;
  legSeen(s, leg);
  joinQueue(s, call, joinedAt);
  recordDecision(s, call, "adopted", undefined);
}

function groupOfNumber(s: EngineState, to: string | undefined): string | undefined {
  if (to === undefined || !Object.hasOwn(s.config.accessNumbers, to)) return undefined;
  return s.config.accessNumbers[to]?.group;
}

/** An agent's leg whose offer the journal lost: the offer or the talk it stands for is taken up. Else it has no use. */
export function adoptAgentLeg(s: EngineState, report: LegReport, present: ReadonlyMap<string, LegReport>): void {
  const call = callOf(s, report);
  const free = call !== undefined && dropVanishedOffer(s, call, present);
  const agent = !free || report.agent === undefined ? undefined : agentOrLeaver(s, report.agent);
  if (call === undefined || agent?.activity !== "idle") {
    s.output.command({ type: "leg.hang-up", legId: report.legId, cause: "normal" });
    return;
  }
  const startedAt = clampTime(report.startedAt, call.arrivedAt, s.now);
  const leg = openLeg(s, {
    legId: report.legId,
    callId: call.callId,
    role: "agent",
    agent: agent.name,
    createdAt: startedAt,
  });
  leg.ringingAt = startedAt;
  legSeen(s, leg);
  const offer = adoptedOffer(s, call, agent, report, startedAt);
  call.offer = offer;
  moveCustomer(s, call, "settled");
  setCallState(s, call, "offered");
  moveAgent(s, agent, "ringing");
  agent.callId = call.callId;
  agentChanged(s, agent, "system", "adopted");
  recordDecision(s, call, "adopted", agent.name);
  if (report.state === "up" || report.state === "held") {
    leg.answeredAt = clampTime(report.answeredAt, startedAt, s.now);
    legSeen(s, leg);
    bridgeSegment(s, call, offer, leg.answeredAt);
  } else writeOffer(s, call, offer, "ringing");
}

function callOf(s: EngineState, report: LegReport): CallRecord | undefined {
  const peer = report.peerLegId === undefined ? undefined : s.legs.get(report.peerLegId);
  const callId = peer?.callId ?? report.callId;
  return callId === undefined ? undefined : s.calls.get(callId);
}

/** True when the call is free for the leg: it waits, or the offer it is believed to have is not on the switch. */
function dropVanishedOffer(s: EngineState, call: CallRecord, present: ReadonlyMap<string, LegReport>): boolean {
  const { offer } = call;
  if (offer !== undefined && !offer.resume && !present.has(offer.agentLegId)) {
    failOffer(s, call, { state: "failed", cause: "unknown", at: s.now });
    expectAsk(s, call);
  }
  return call.state === "waiting";
}

/** Someone the configuration no longer has may still be in a talk; the record goes when that is over. */
function agentOrLeaver(s: EngineState, name: string): AgentRecord {
  const known = s.agents.get(name);
  if (known !== undefined) return known;
  const none = { label: name, extension: undefined, groups: {}, primaryGroup: undefined };
  const leaver = addAgent(s, { name, ...none });
  leaver.removed = true;
  return leaver;
}

function adoptedOffer(
  s: EngineState,
  call: CallRecord,
  agent: AgentRecord,
  report: LegReport,
  startedAt: number,
): OfferRecord {
  return {
    offerId: report.offerId ?? s.newId(),
    agent: agent.name,
    agentLegId: report.legId,
    phone: report.phone ?? agent.phones[0] ?? "browser",
    extension: agent.config.extension ?? "",
    state: "ringing",
    offeredAt: startedAt,
    sentAt: startedAt,
    ringingAt: startedAt,
    answeredAt: undefined,
    segmentId: report.segmentId ?? s.newId(),
    ringMs: s.groups.get(call.group)?.config.ringMs ?? 0,
    recordingPart: report.recordingPart,
    resume: false,
    phoneRenewed: false,
  };
}
