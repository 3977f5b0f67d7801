import type { AcdEvent } from "../events.ts";
import { agentChanged, moveAgent } from "../rules/agents.ts";
import { endHold } from "../rules/holds.ts";
import { clampTime } from "../rules/legs.ts";
import { writeSegment } from "../rules/segments.ts";
import type { EngineState } from "../state/engine-state.ts";
import type { CallRecord, SegmentRecord } from "../state/records.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/**
 * A hold leaves both legs joined and the customer's way unchanged: only what each hears is another. So whatever ends the talk
 * ends the hold with it, and until the switch has confirmed a hold or its end, nothing has changed.
 */
export function onHoldAsked(s: EngineState, event: Event<"call.hold-asked">): void {
  const call = s.calls.get(event.callId);
  const { segment } = call ?? {};
  if (call === undefined || segment?.agent !== event.agent || call.state !== "talking" || segment.hangUpAsked) {
    s.ignore("agent does not talk in this call");
    return;
  }
  if (call.consult !== undefined) {
    s.refuse("consulting");
    return;
  }
  const legId = segment.agentLegId;
  const music = s.groups.get(call.group)?.config.music ?? "";
  // Asked for what is already so, the switch is told all the same: it puts right what it may have lost.
  s.output.command(
    event.on ? { type: "leg.hold", legId, music, heldAt: segment.heldAt ?? s.now } : { type: "leg.retrieve", legId },
  );
}

export function onHeld(s: EngineState, { legId }: Event<"leg.held">): void {
  const call = talkOf(s, legId);
  if (call?.segment === undefined) s.ignore("no talk has this agent's leg");
  else hold(s, call, call.segment, s.now);
}

export function onRetrieved(s: EngineState, { legId }: Event<"leg.retrieved">): void {
  const call = talkOf(s, legId);
  if (call?.segment === undefined) s.ignore("no talk has this agent's leg");
  else retrieve(s, call, call.segment);
}

/** After a time without the switch or without the server, what the leg says of itself is true. */
export function takeUpHold(s: EngineState, legId: string, heldAt: number | undefined): void {
  const call = talkOf(s, legId);
  if (call?.segment === undefined) return;
  if (heldAt === undefined) retrieve(s, call, call.segment);
  else hold(s, call, call.segment, clampTime(heldAt, call.segment.bridgedAt, s.now));
}

function hold(s: EngineState, call: CallRecord, segment: SegmentRecord, at: number): void {
  if (segment.heldAt !== undefined) return;
  if (call.consult !== undefined) {
    // Asked for before the consult began, confirmed after: it would silence whom the agent talks with now.
    s.output.command({ type: "leg.retrieve", legId: segment.agentLegId });
    return;
  }
  segment.heldAt = at;
  writeSegment(s, call, segment, "held");
  moveHolder(s, segment, "held", at);
}

function retrieve(s: EngineState, call: CallRecord, segment: SegmentRecord): void {
  if (segment.heldAt === undefined) return;
  endHold(segment, s.now);
  writeSegment(s, call, segment, "talking");
  moveHolder(s, segment, "talking", s.now);
}

function moveHolder(s: EngineState, segment: SegmentRecord, activity: "talking" | "held", at: number): void {
  const agent = s.agents.get(segment.agent);
  if (agent === undefined) return;
  moveAgent(s, agent, activity);
  agentChanged(s, agent, agent.name, activity === "held" ? "held" : "retrieved", at);
}

function talkOf(s: EngineState, legId: string): CallRecord | undefined {
  const leg = s.legs.get(legId);
  const call = leg === undefined ? undefined : s.calls.get(leg.callId);
  return call?.state === "talking" && call.segment?.agentLegId === legId ? call : undefined;
}
