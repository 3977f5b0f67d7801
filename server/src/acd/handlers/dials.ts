import type { AcdEvent } from "../events.ts";
import type { DialRefusal, LegEndCause } from "../model.ts";
import {
  connectIfAnswered,
  dialFailed,
  endDial,
  endReasonOf,
  sendDial,
  armDialDeadline,
  placeCall,
  type NewDial,
} from "../rules/dials.ts";
import { isDiallable, isEmergencyNumber } from "../rules/numbers.ts";
import { waysTo } from "../rules/trunks.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { AgentRecord, CallRecord, DialRecord } from "../state/records.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/** An agent's phone placed a call: it gets the number, or a reason why not, and at an emergency number always somebody. */
export function onPlaced(s: EngineState, event: Event<"call.placed">): void {
  const known = s.legs.get(event.legId);
  if (known !== undefined) {
    askedAgain(s, event, s.calls.get(known.callId));
    return;
  }
  const agent = s.agents.get(event.agent);
  const emergency = isEmergencyNumber(event.number);
  const refusal = refusalOf(agent, event);
  const group = agent === undefined ? undefined : groupOf(s, agent);
  if (refusal === undefined && agent !== undefined && group !== undefined) {
    const { legId: agentLegId, phone, number, request } = event;
    const ways = waysTo(s, group, number);
    if (hasWay(ways)) {
      placeCall(s, agent, { agentLegId, phone, group, number, request, ways });
      return;
    }
  }
  if (emergency) {
    s.output.command({ type: "leg.emergency", legId: event.legId });
    s.ignore("an emergency call the switch carries alone");
    return;
  }
  const reason = refusal ?? "no-line";
  s.output.command({ type: "leg.refuse", legId: event.legId, reason });
  s.ignore(`call refused: ${reason}`);
}

/** Manual calls are made in 外呼; a click on a number is also taken in 在线 (calls.md). At an emergency only what cannot be. */
function refusalOf(agent: AgentRecord | undefined, { number, via }: Event<"call.placed">): DialRefusal | undefined {
  if (agent?.signedInAt === undefined || agent.removed) return "not-signed-in";
  if (!isDiallable(number)) return "number-invalid";
  if (agent.activity !== "idle") return "busy";
  const allowed = agent.chosen === "outbound" || (via === "click" && agent.chosen === "online");
  return allowed || isEmergencyNumber(number) ? undefined : "wrong-state";
}

/** Caller ID and figures of manual calls are the primary group's. */
function groupOf(s: EngineState, { config }: AgentRecord): string | undefined {
  const names = [config.primaryGroup, ...Object.keys(config.groups)];
  return names.find((name) => name !== undefined && s.groups.has(name));
}

function hasWay(ways: readonly NewDial["ways"][number][]): ways is NewDial["ways"] {
  return ways.length > 0;
}

/** The answer to the phone's first question was lost: the same again. */
function askedAgain(s: EngineState, { legId }: Event<"call.placed">, call: CallRecord | undefined): void {
  if (call?.dial?.agentLegId === legId) sendDial(s, call, call.dial);
  else s.output.command({ type: "leg.hang-up", legId, cause: "normal" });
}

/** The agent's leg is back from a number that did not answer. */
export function onDialAsked(s: EngineState, call: CallRecord, dial: DialRecord, cause: LegEndCause | undefined): void {
  dialFailed(s, call, dial, cause ?? dial.failed ?? "unknown");
}

export function onDialRinging(s: EngineState, call: CallRecord, dial: DialRecord, early: boolean): void {
  if (dial.ringingAt !== undefined && (dial.early || !early)) return;
  dial.ringingAt ??= s.now;
  dial.early ||= early;
  s.output.calls.add(call.callId);
  armDialDeadline(s, call, dial);
}

/** Not a talk before both are joined: to move a leg in that moment would end the other. */
export function onDialAnswered(s: EngineState, call: CallRecord, dial: DialRecord): void {
  if (dial.joined) connectIfAnswered(s, call);
  else armDialDeadline(s, call, dial);
}

export function onDialJoined(s: EngineState, call: CallRecord, dial: DialRecord): void {
  dial.joined = true;
  connectIfAnswered(s, call);
}

/** The customer's leg of the present try ended; the agent's asks in a moment, and the next step is its answer. */
export function dialledLegGone(
  s: EngineState,
  call: CallRecord,
  dial: DialRecord,
  { cause, by }: Event<"leg.ended">,
): void {
  // Ended by nobody but us while the agent's leg is there: the switch gave up, for what the agent's leg will say.
  dial.failed = cause === "caller-gone" || (by === "us" && cause === "normal") ? "unknown" : cause;
  armDialDeadline(s, call, dial);
}

/** The agent hung up, or its phone was lost, before anybody answered; or the switch told it alone how the number failed. */
export function dialGivenUp(s: EngineState, call: CallRecord, dial: DialRecord, at: number): void {
  const cause = dial.failed === undefined || dial.failed === "unknown" ? "caller-gone" : dial.failed;
  endDial(s, call, dial, { cause, reason: endReasonOf(cause), at });
}

export function onDialDeadline(s: EngineState, call: CallRecord): void {
  connectIfAnswered(s, call);
  const { dial } = call;
  if (dial === undefined) return;
  // Nobody asked for the next step: to call another trunk now would come too late.
  const cause = dial.failed ?? (dial.ringingAt === undefined ? "unknown" : "no-answer");
  dial.left = [];
  dialFailed(s, call, dial, cause);
}

/** The switch could not put the call into its words, or its answer came too late: the phone hears that the line failed. */
export function dialledUnheard(s: EngineState, call: CallRecord, dial: DialRecord): void {
  dial.left = [];
  dialFailed(s, call, dial, "unknown");
}
