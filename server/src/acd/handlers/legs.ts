import type { AcdEvent } from "../events.ts";
import type { CallEndReason } from "../model.ts";
import { consultAnswered, setConsultedMuted } from "../rules/consults.ts";
import { moveCustomer } from "../rules/calls.ts";
import { connectIfAnswered } from "../rules/dials.ts";
import { agentHungUp, endCall } from "../rules/endings.ts";
import { clampTime, closeLeg, hangUpLeg, legSeen } from "../rules/legs.ts";
import { leaveRoom } from "../rules/meeting.ts";
import { failOffer, offerStateOf, writeOffer } from "../rules/offers.ts";
import { resumeFailed, startRecovery } from "../rules/recovery.ts";
import { bridgeSegment } from "../rules/segments.ts";
import { armOfferDeadline, expectAsk } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, ConsultRecord, LegRecord } from "../state/records.ts";
import { limits, timings } from "../state/timings.ts";
import {
  agentCommandFailed,
  consultingLegGone,
  consultLegGone,
  consultLifted,
  consultRinging,
  leaveToQueue,
} from "./consult-legs.ts";
import { dialGivenUp, dialledLegGone, dialledUnheard, onDialAnswered, onDialJoined, onDialRinging } from "./dials.ts";
import { onListenFailed, supervisorLegEnded } from "./supervision.ts";
import { endSurvey, hearLastKeys } from "./surveys.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

export function onRinging(s: EngineState, { legId, early = false }: Event<"leg.ringing">): void {
  const leg = findLeg(s, legId);
  if (leg === undefined) return;
  leg.ringingAt ??= s.now;
  legSeen(s, leg);
  const dialled = dialledBy(s, leg);
  if (dialled?.dial !== undefined) onDialRinging(s, dialled, dialled.dial, early);
  const consulted = consultOf(s, leg);
  if (consulted !== undefined) {
    consultRinging(s, consulted.call, consulted.consult);
    return;
  }
  const call = offeredBy(s, leg);
  if (call?.offer === undefined || call.offer.ringingAt !== undefined || call.offer.answeredAt !== undefined) return;
  call.offer.ringingAt = s.now;
  call.offer.state = "ringing";
  if (!call.offer.resume) writeOffer(s, call, call.offer, "ringing");
  else s.output.calls.add(call.callId);
  armOfferDeadline(s, call, call.offer);
}

export function onAnswered(s: EngineState, { legId, at }: Event<"leg.answered">): void {
  const leg = findLeg(s, legId);
  if (leg === undefined) return;
  leg.answeredAt ??= clampTime(at, leg.createdAt, s.now);
  legSeen(s, leg);
  const dialled = dialledBy(s, leg);
  if (dialled?.dial !== undefined) onDialAnswered(s, dialled, dialled.dial);
  const consulted = consultOf(s, leg);
  if (consulted !== undefined) {
    consultLifted(s, consulted.call, consulted.consult);
    return;
  }
  const call = offeredBy(s, leg);
  if (call?.offer === undefined || call.offer.answeredAt !== undefined) return;
  call.offer.answeredAt = s.now;
  armOfferDeadline(s, call, call.offer);
}

export function onBridged(s: EngineState, event: Event<"legs.bridged">): void {
  const agentLeg = findLeg(s, event.agentLegId);
  if (agentLeg === undefined) return;
  const consulted = consultOf(s, agentLeg);
  if (consulted !== undefined && consulted.call.segment?.agentLegId === event.customerLegId) {
    legSeen(s, agentLeg);
    consultAnswered(s, consulted.call, consulted.consult);
    return;
  }
  const dialling = s.calls.get(agentLeg.callId);
  if (dialling?.dial?.agentLegId === agentLeg.legId && dialling.customerLegId === event.customerLegId) {
    onDialJoined(s, dialling, dialling.dial);
    return;
  }
  const call = offeredBy(s, agentLeg);
  if (call?.offer === undefined || call.customerLegId !== event.customerLegId) {
    // Bridged just as the offer was given up: our hang-up of that leg is on its way and the customer's will ask.
    if (agentLeg.closing !== undefined) hangUpLeg(s, agentLeg.legId, agentLeg.closing.cause);
    s.ignore("no open offer has this agent's leg");
    return;
  }
  const at = clampTime(event.at, call.offer.offeredAt, s.now);
  agentLeg.answeredAt ??= at;
  legSeen(s, agentLeg);
  bridgeSegment(s, call, call.offer, at);
}

export function onEnded(s: EngineState, event: Event<"leg.ended">): void {
  const leg = findLeg(s, event.legId);
  if (leg === undefined) return;
  const at = clampTime(event.at, leg.createdAt, s.now);
  const dialled = s.calls.get(leg.callId);
  if (dialled !== undefined) connectIfAnswered(s, dialled);
  leg.seen = true;
  closeLeg(s, leg, { at, cause: event.cause, raw: event.raw });
  if (leg.role === "supervisor") {
    supervisorLegEnded(s, leg);
    return;
  }
  const call = s.calls.get(leg.callId);
  if (call === undefined) return;
  if (call.dial !== undefined && leg.legId === call.customerLegId) {
    dialledLegGone(s, call, call.dial, event);
    return;
  }
  if (call.dial !== undefined && leg.legId === call.dial.agentLegId) {
    dialGivenUp(s, call, call.dial, at);
    return;
  }
  leaveRoom(s, call, leg.legId);
  if (leg.legId === call.customerLegId) customerGone(s, call, event, at);
  else if (leg.legId === call.offer?.agentLegId) offeredLegGone(s, call, event, at);
  else if (leg.legId === call.consult?.legId) consultLegGone(s, call, event);
  else if (leg.legId === call.segment?.agentLegId && call.consult !== undefined) consultingLegGone(s, call, event, at);
  else if (leg.legId === call.segment?.agentLegId && call.state === "talking") talkingLegGone(s, call, event, at);
}

function customerGone(s: EngineState, call: CallRecord, event: Event<"leg.ended">, at: number): void {
  hearLastKeys(s, call, event.survey, at);
  endCall(s, call, { reason: reasonOf(call, event), at, cause: "caller-gone", hangUp: "normal" });
}

function reasonOf(call: CallRecord, { by, cause }: Event<"leg.ended">): CallEndReason {
  // Only the customer's own BYE says that it was first; any other end of its leg is what the agent asked for.
  if (call.survey !== undefined || (call.segment?.hangUpAsked === true && by !== "party")) return "agent-hung-up";
  if (cause === "switch-lost") return "switch-lost";
  if (by === "lost" || cause === "media-lost") return "lost";
  return call.segment === undefined ? "abandoned" : "customer-hung-up";
}

function offeredLegGone(s: EngineState, call: CallRecord, { cause }: Event<"leg.ended">, at: number): void {
  const { offer } = call;
  if (offer === undefined) return;
  failOffer(s, call, { state: offerStateOf(cause), cause, at });
  expectAsk(s, call);
  if (cause === "caller-gone") moveCustomer(s, call, "leaving");
  if (offer.resume) resumeFailed(s, call, offer, cause);
}

function talkingLegGone(s: EngineState, call: CallRecord, { by, cause }: Event<"leg.ended">, at: number): void {
  const asked = call.segment?.hangUpAsked === true;
  const lost = by === "lost" || cause === "media-lost" || cause === "switch-lost";
  if (lost && !asked) startRecovery(s, call, at);
  else if (call.inRoom && !call.leftAlone && !call.roomLegs.includes(call.customerLegId)) leaveToQueue(s, call, at);
  else if (by === "us" && !asked) {
    // Nobody here ended it: the switch did, because the customer's leg is going. That leg's own word follows and says why.
    s.deadlines.arm({ kind: "hang-up", callId: call.callId }, s.now + timings.hangUpConfirmMs);
  } else agentHungUp(s, call, at, true);
}

/** The switch could not do what it was told; what the leg is in now is unknown. */
export function onCommandFailed(s: EngineState, event: Event<"command.failed">): void {
  const leg = s.legs.get(event.legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  if (leg?.role === "supervisor") {
    onListenFailed(s, leg);
    return;
  }
  if (leg === undefined || call === undefined) {
    s.ignore("no such leg in a call");
    return;
  }
  if (event.command === "leg.mute") {
    if (call.segment?.agentLegId === leg.legId) call.segment.muted = !call.segment.muted;
    if (call.consult?.legId === leg.legId) setConsultedMuted(call.consult, call.consult.muted !== true);
    s.output.calls.add(call.callId);
    return;
  }
  // What a hold or its end was to change is as before.
  if (event.command === "leg.hold" || event.command === "leg.retrieve") {
    s.output.calls.add(call.callId);
    return;
  }
  if (event.command === "leg.dial") {
    if (call.dial?.agentLegId === leg.legId) dialledUnheard(s, call, call.dial);
    return;
  }
  if (leg.role === "agent" && event.command !== "leg.hang-up") {
    agentCommandFailed(s, call, leg.legId, event.command);
    return;
  }
  if (call.survey !== undefined) {
    if (event.command === "leg.survey" && leg.legId === call.customerLegId) endSurvey(s, call);
    return;
  }
  const steered = call.state !== "talking" || call.inRoom || call.consult !== undefined;
  if (leg.legId !== call.customerLegId || event.command === "leg.hang-up" || !steered) return;
  call.failures += 1;
  if (call.failures >= limits.waitFailures) {
    endCall(s, call, { reason: "lost", at: s.now, cause: "unknown", hangUp: "normal" });
    return;
  }
  const { offer } = call;
  if (offer?.sentAt === undefined) {
    expectAsk(s, call);
  } else if (event.command === "leg.offer") {
    failOffer(s, call, { state: "failed", cause: "unknown", at: s.now, hangUp: "normal" });
    expectAsk(s, call);
    if (offer.resume) resumeFailed(s, call, offer, "unknown");
  }
}

function consultOf(s: EngineState, leg: LegRecord): { call: CallRecord; consult: ConsultRecord } | undefined {
  const call = s.calls.get(leg.callId);
  return call?.consult?.legId === leg.legId ? { call, consult: call.consult } : undefined;
}

function findLeg(s: EngineState, legId: string): LegRecord | undefined {
  const leg = s.legs.get(legId);
  if (leg === undefined) s.ignore("no such leg");
  return leg;
}

/** The call whose called party's leg this is, while nobody answered. */
function dialledBy(s: EngineState, leg: LegRecord): CallRecord | undefined {
  const call = s.calls.get(leg.callId);
  return call?.customerLegId === leg.legId ? call : undefined;
}

function offeredBy(s: EngineState, leg: LegRecord): CallRecord | undefined {
  const call = s.calls.get(leg.callId);
  return call?.offer?.agentLegId === leg.legId ? call : undefined;
}
