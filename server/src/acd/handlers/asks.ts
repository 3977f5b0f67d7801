import type { AcdEvent } from "../events.ts";
import type { LegEndCause } from "../model.ts";
import { moveCustomer } from "../rules/calls.ts";
import { connectDial, connectIfAnswered } from "../rules/dials.ts";
import { agentHungUp } from "../rules/endings.ts";
import { hangUpLeg } from "../rules/legs.ts";
import { hasMet, leaveRoom, meetAnew, meets } from "../rules/meeting.ts";
import { failOffer, guessCause, offerStateOf } from "../rules/offers.ts";
import { resumeFailed, startRecovery } from "../rules/recovery.ts";
import { bridgeSegment } from "../rules/segments.ts";
import { clearStepDeadlines, tellCustomerLeg } from "../rules/steering.ts";
import { takeUpSurvey } from "../rules/surveys.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, DialRecord, OfferRecord } from "../state/records.ts";
import { answerAgentLeg, onAgentAsked } from "./agent-asks.ts";
import { onDialAsked } from "./dials.ts";
import { surveyAsked } from "./surveys.ts";

type Asked = Extract<AcdEvent, { type: "leg.asked" }>;

/**
 * A customer's leg has nothing to do. That it asks proves that what the engine believed it to be in is over, unless it
 * speaks of an agent's leg that was dealt with before.
 */
export function onAsked(s: EngineState, event: Asked): void {
  const leg = s.legs.get(event.legId);
  if (leg === undefined) {
    // Nobody would ever hang up the leg of a talk whose record is gone; any other is given in as a new call.
    if (event.after === "talk" || event.after === "room" || event.after === "survey")
      s.output.command({ type: "leg.hang-up", legId: event.legId, cause: "normal" });
    s.ignore("asking leg is not known");
    return;
  }
  const call = s.calls.get(leg.callId);
  if (call !== undefined && leg.role === "agent") connectIfAnswered(s, call);
  if (call?.dial !== undefined) {
    askedWhileDialing(s, call, call.dial, event);
    return;
  }
  if (call !== undefined && leg.role === "agent" && leg.closing === undefined) {
    onAgentAsked(s, call, leg, event);
    return;
  }
  if (call === undefined || leg.role !== "customer") {
    hangUpLeg(s, leg.legId, leg.closing?.cause ?? "normal");
    return;
  }
  heard(s, call);
  const settledBefore = call.customer === "settled";
  if (call.state === "talking" && (call.consult !== undefined || call.inRoom)) {
    askedInRoom(s, call, event);
    return;
  }
  if (settledBefore && call.state === "talking" && isStale(call, event)) {
    s.ignore("the leg asks about an agent's leg that the talk is not with");
    return;
  }
  if (event.survey !== undefined) takeUpSurvey(s, call, event.survey);
  takeAsk(s, call);
  if (call.state === "surveying") surveyAsked(s, call, event);
  else if (call.state === "talking") talkOver(s, call, event);
  else if (call.offer?.sentAt !== undefined && settledBefore) offerOver(s, call, call.offer, event);
}

/** The agent's leg is back from a try; or it went as the called party answered, and that one asks. */
function askedWhileDialing(s: EngineState, call: CallRecord, dial: DialRecord, event: Asked): void {
  if (event.legId === dial.agentLegId) {
    onDialAsked(s, call, dial, event.cause);
    return;
  }
  if (event.legId !== call.customerLegId) {
    hangUpLeg(s, event.legId, "normal");
    return;
  }
  connectDial(s, call, dial, s.legs.get(event.legId)?.answeredAt ?? s.now);
  takeAsk(s, call);
  talkOver(s, call, event);
}

/**
 * The customer of a talk that is no longer in the bridge of an offer. Left alone in the room it hears music; the agent's leg, left alone as
 * well, asks too, and both meet again, unless its own end tells that the talk is over.
 */
function askedInRoom(s: EngineState, call: CallRecord, { after }: Asked): void {
  if (after === "room" && call.roomLegs.includes(call.customerLegId)) {
    const met = meets(call) && hasMet(call);
    meetAnew(s, call);
    call.leftAlone = met;
  }
  leaveRoom(s, call, call.customerLegId);
  takeAsk(s, call);
}

/** From now until the end of this event the leg is asking; the command it gets is decided last. */
export function takeAsk(s: EngineState, call: CallRecord): void {
  clearStepDeadlines(s, call);
  moveCustomer(s, call, "asking");
  s.answering = call.callId;
}

/** Run last in each event. */
export function answerAsk(s: EngineState): void {
  const call = s.answering === undefined ? undefined : s.calls.get(s.answering);
  s.answering = undefined;
  if (call?.customer === "asking") tellCustomerLeg(s, call);
  answerAgentLeg(s);
}

function heard(s: EngineState, call: CallRecord): void {
  call.heardAt = s.now;
  call.silences = 0;
  call.failures = 0;
}

function isStale(call: CallRecord, { after, agentLegId }: Asked): boolean {
  const present = call.offer?.agentLegId ?? call.segment?.agentLegId;
  return after !== "wait" && agentLegId !== undefined && agentLegId !== present;
}

function offerOver(s: EngineState, call: CallRecord, offer: OfferRecord, event: Asked): void {
  if (isStale(call, event)) return;
  const seen = offer.ringingAt !== undefined || offer.answeredAt !== undefined;
  // The wait passed just as the offer was sent: the two crossed, the same offer is the answer.
  if (event.after === "wait" && !seen) return;
  if (event.after === "talk") {
    // Its bridging was never told.
    bridgeSegment(s, call, offer, offer.answeredAt ?? s.now);
    takeAsk(s, call);
    talkOver(s, call, event);
    return;
  }
  const cause = event.cause ?? guessCause(s, offer);
  failOffer(s, call, {
    state: offerStateOf(cause),
    cause,
    at: s.now,
    ...(event.after === "wait" ? { hangUp: "normal" as const } : {}),
  });
  if (offer.resume) resumeFailed(s, call, offer, cause);
}

function talkOver(s: EngineState, call: CallRecord, event: Asked): void {
  const lost = event.after === "wait" || !endsByWill(event.cause);
  if (lost && call.segment?.hangUpAsked !== true) {
    startRecovery(s, call, s.now, event.after === "wait" ? "normal" : undefined);
  } else agentHungUp(s, call, s.now, true);
}

/** A talk whose agent leg ended for one of these was hung up; any other end is a loss (calls.md). */
export function endsByWill(cause: LegEndCause | undefined): boolean {
  switch (cause) {
    case undefined:
    case "normal":
    case "rejected":
    case "busy":
    case "no-answer":
    case "caller-gone":
      return true;
    case "not-registered":
    case "unreachable":
    case "invalid-number":
    case "media-lost":
    case "barred":
    case "congestion":
    case "switch-lost":
    case "unknown":
      return false;
  }
}
