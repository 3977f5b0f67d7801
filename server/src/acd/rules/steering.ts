import type { AcdCommand } from "../commands.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, OfferRecord, SurveyRecord } from "../state/records.ts";
import { timings } from "../state/timings.ts";
import { customerOf, moveCustomer } from "./calls.ts";
import { openLeg } from "./legs.ts";
import { leaveRoom, meets } from "./meeting.ts";
import { writeRating } from "./ratings.ts";

/**
 * How the customer's leg is steered: decide at once, speak when asked.
 *
 * When what the leg was in is over (an offer failed, a talk's agent leg was lost), the switch makes it ask within
 * milliseconds. A command sent across that ask would meet the leg between two things. So the next step is decided at once
 * and holds its agent, but the command goes out as the answer to the ask. A leg that has not asked after `askMs` is told.
 * An ask is always answered, with the present command again where nothing changed; commands keep their ids, so a repeated
 * one is known as such.
 */
export function stepDecided(s: EngineState, call: CallRecord): void {
  if (call.customer === "settled") tellCustomerLeg(s, call);
}

export function expectAsk(s: EngineState, call: CallRecord): void {
  if (call.customer === "asking") return;
  moveCustomer(s, call, "due-to-ask");
  clearStepDeadlines(s, call);
  s.deadlines.arm({ kind: "ask", callId: call.callId }, s.now + timings.askMs);
}

/** Gives the customer's leg the command of the step the call is in. */
export function tellCustomerLeg(s: EngineState, call: CallRecord): void {
  moveCustomer(s, call, "settled");
  clearStepDeadlines(s, call);
  const group = s.groups.get(call.group);
  if (group === undefined) return;
  if (call.offer !== undefined) {
    sendOffer(s, call, call.offer);
    return;
  }
  const { callId, rankAt: joinedAt, customerLegId: legId } = call;
  if (isAwaited(call)) {
    const customer = { group: call.group, joinedAt };
    s.output.command({ type: "leg.join", legId, callId, room: call.room, customer, record: undefined });
    return;
  }
  leaveRoom(s, call, legId);
  if (call.survey !== undefined) {
    sendSurvey(s, call, call.survey);
    return;
  }
  call.hasWaited = true;
  s.output.command({
    type: "leg.wait",
    legId: call.customerLegId,
    callId: call.callId,
    group: call.group,
    joinedAt: call.rankAt,
    music: group.config.music,
  });
  const silenceMs = call.silences === 0 ? timings.silenceMs : timings.silenceRepeatMs;
  s.deadlines.arm({ kind: "silence", callId: call.callId }, s.now + silenceMs);
}

/** Somebody is in the room whom the customer talks with. So it never goes there first and is never alone in it for long. */
function isAwaited(call: CallRecord): boolean {
  return meets(call) && call.roomLegs.some((legId) => legId !== call.customerLegId);
}

function sendOffer(s: EngineState, call: CallRecord, offer: OfferRecord): void {
  if (!s.legs.has(offer.agentLegId)) {
    openLeg(s, { legId: offer.agentLegId, callId: call.callId, role: "agent", agent: offer.agent });
  }
  offer.sentAt ??= s.now;
  s.output.command(offerCommand(s, call, offer));
  armOfferDeadline(s, call, offer);
}

function sendSurvey(s: EngineState, call: CallRecord, survey: SurveyRecord): void {
  if (survey.askedAt === undefined) {
    survey.askedAt = s.now;
    writeRating(s, call, survey);
  }
  const { part, prompts, levels, waitMs, segmentId, agent, askedAt, keys } = survey;
  s.output.command({
    type: "leg.survey",
    legId: call.customerLegId,
    callId: call.callId,
    group: call.group,
    joinedAt: call.rankAt,
    part,
    prompts,
    levels,
    waitMs,
    segmentId,
    agent,
    askedAt,
    keys,
  });
  armSurveyDeadline(s, call);
}

export function armSurveyDeadline(s: EngineState, { callId }: CallRecord): void {
  s.deadlines.arm({ kind: "survey", callId }, s.now + timings.surveyPartMs);
}

export function armOfferDeadline(s: EngineState, call: CallRecord, offer: OfferRecord): void {
  const unseen = offer.ringingAt === undefined && offer.answeredAt === undefined;
  let dueAt = s.now + timings.bridgeMs;
  if (unseen) dueAt = s.now + timings.legAppearsMs;
  else if (offer.answeredAt === undefined) dueAt = s.now + offer.ringMs + timings.ringGraceMs;
  s.deadlines.arm({ kind: "offer", callId: call.callId }, dueAt);
}

function offerCommand(s: EngineState, call: CallRecord, offer: OfferRecord): AcdCommand {
  return {
    type: "leg.offer",
    legId: call.customerLegId,
    callId: call.callId,
    group: call.group,
    joinedAt: call.rankAt,
    offerId: offer.offerId,
    agent: offer.agent,
    agentLegId: offer.agentLegId,
    endpoint: { kind: offer.phone, extension: offer.extension },
    ringMs: offer.ringMs,
    ringback: call.hasWaited ? "music" : "ring",
    music: s.groups.get(call.group)?.config.music ?? "",
    caller: customerOf(call),
    segmentId: offer.segmentId,
    recordingPart: offer.recordingPart,
    resume: offer.resume || offer.answersItself === true,
  };
}

export function clearStepDeadlines(s: EngineState, { callId }: CallRecord): void {
  for (const kind of ["ask", "silence", "offer", "survey"] as const) s.deadlines.clear({ kind, callId });
}
