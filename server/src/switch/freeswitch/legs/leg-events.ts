import { endedBy, legEndCause, rawCause } from "../causes.ts";
import type { SwitchEventFields } from "../connection/fields.ts";
import type { SwitchEvent } from "../../port.ts";
import { VARIABLE } from "../names.ts";
import type { KnownLeg, LegBook } from "./leg-book.ts";
import { readSurvey } from "./survey-report.ts";

/** Of each leg event only what the engine has to know; everything else is a leg's private life. */
export const LEG_EVENTS =
  "CHANNEL_ORIGINATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE";

export function variableOf(fields: SwitchEventFields, name: string): string | undefined {
  const value = fields[`variable_${name}`];
  return value === "" ? undefined : value;
}

/** What an event of a leg tells the engine, if anything; keeps the book. */
export function readLegEvent(fields: SwitchEventFields, legs: LegBook): SwitchEvent | undefined {
  const legId = fields["Unique-ID"];
  if (legId === undefined) return undefined;
  const role = variableOf(fields, VARIABLE.role);
  const callId = variableOf(fields, VARIABLE.callId);
  const known = legs.get(legId);
  // Duty legs, test callers and callers the server never heard of are in the call records.
  if (known === undefined && (callId === undefined || !isOurs(role))) return undefined;
  const leg = known ?? legs.open(legId, isOurs(role) ? role : "customer", callId, true);
  leg.confirmed = true;
  switch (fields["Event-Name"]) {
    case "CHANNEL_PROGRESS":
      return isCalled(fields) ? { type: "leg.ringing", legId } : undefined;
    case "CHANNEL_PROGRESS_MEDIA":
      return isCalled(fields) ? { type: "leg.ringing", legId, early: true } : undefined;
    case "CHANNEL_ANSWER":
      return { type: "leg.answered", legId };
    case "CHANNEL_BRIDGE":
      return bridged(fields, legs);
    case "CHANNEL_HANGUP_COMPLETE":
      legs.close(legId);
      return ended(fields, legId);
    default:
      return undefined;
  }
}

/** A leg we called; one that called us rings nowhere. */
function isCalled(fields: SwitchEventFields): boolean {
  return fields["Call-Direction"] === "outbound";
}

export const ROOM_EVENTS = "conference::maintenance";

/** A leg came into the room it was told to. */
export function readRoomEvent(fields: SwitchEventFields, legs: LegBook): SwitchEvent | undefined {
  const legId = fields["Unique-ID"];
  const room = fields["Conference-Name"];
  if (fields["Action"] !== "add-member" || legId === undefined || room === undefined) return undefined;
  return legs.get(legId) === undefined ? undefined : { type: "leg.joined", legId, room };
}

function isOurs(role: string | undefined): role is KnownLeg["role"] {
  return role === "agent" || role === "customer" || role === "supervisor";
}

function bridged(fields: SwitchEventFields, legs: LegBook): SwitchEvent | undefined {
  const caller = fields["Bridge-A-Unique-ID"];
  const called = fields["Bridge-B-Unique-ID"];
  if (caller === undefined || called === undefined || legs.get(caller) === undefined) return undefined;
  switch (legs.get(called)?.role) {
    // Rung by a customer's leg, or by that of an agent who consults.
    case "agent":
      return { type: "legs.bridged", customerLegId: caller, agentLegId: called };
    // An agent's phone called it.
    case "customer":
      return { type: "legs.bridged", customerLegId: called, agentLegId: caller };
    default:
      return undefined;
  }
}

function ended(fields: SwitchEventFields, legId: string): SwitchEvent {
  const name = fields["Hangup-Cause"];
  const survey = readSurvey((variable) => variableOf(fields, variable));
  return {
    type: "leg.ended",
    legId,
    cause: legEndCause(name),
    by: endedBy(name, variableOf(fields, "sip_hangup_disposition")),
    raw: rawCause({
      q850: variableOf(fields, "hangup_cause_q850"),
      sip: variableOf(fields, "sip_term_status") ?? variableOf(fields, "sip_invite_failure_status"),
      text: name,
    }),
    ...(survey === undefined ? {} : { survey }),
  };
}
