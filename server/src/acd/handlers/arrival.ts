import type { AccessNumberConfig } from "../config.ts";
import type { AcdEvent } from "../events.ts";
import type { RefusalRule } from "../facts.ts";
import type { GroupName } from "../model.ts";
import { createCall, joinQueue, setCallState } from "../rules/calls.ts";
import { recordRefusal } from "../rules/decisions.ts";
import { hangUpLeg, legSeen, openLeg } from "../rules/legs.ts";
import { freeChannels } from "../rules/trunks.ts";
import type { EngineState } from "../state/engine-state.ts";
import { timings } from "../state/timings.ts";
import { onAsked } from "./asks.ts";

type Arrived = Extract<AcdEvent, { type: "call.arrived" }>;

/** A new call joins the queue of its number's group; the answer is an offer at once or the wait. */
export function onArrived(s: EngineState, event: Arrived): void {
  if (s.legs.has(event.legId)) {
    // The switch asked once more, or ran the leg's flow anew: the same question as that of a leg whose wait has passed.
    onAsked(s, { type: "leg.asked", legId: event.legId, after: "wait" });
    return;
  }
  const number = Object.hasOwn(s.config.accessNumbers, event.to) ? s.config.accessNumbers[event.to] : undefined;
  const group = number === undefined ? undefined : s.groups.get(number.group);
  const arrivedAt = Math.min(event.arrivedAt, s.now);
  if (group === undefined || group.removed || group.config.direction !== "inbound") {
    refuse(s, event, arrivedAt, "no-route");
    return;
  }
  if (isOfAnotherTrunk(number, event.trunk)) {
    refuse(s, event, arrivedAt, "wrong-trunk");
    return;
  }
  if (isTrunkFull(s, event.trunk)) {
    refuse(s, event, arrivedAt, "trunk-full", group.name);
    return;
  }
  const call = createCall(s, {
    customerLegId: event.legId,
    from: event.from,
    to: event.to,
    trunk: event.trunk,
    group: group.name,
    arrivedAt,
    hasWaited: s.now - arrivedAt > timings.heardMusicAfterMs,
  });
  call.customer = "asking";
  s.answering = call.callId;
  setCallState(s, call, "waiting");
  legSeen(s, openLeg(s, { legId: event.legId, callId: call.callId, role: "customer", createdAt: arrivedAt }));
  joinQueue(s, call, arrivedAt);
}

/** The same digits sent by another carrier are another number, and nobody said where that one leads. */
function isOfAnotherTrunk(number: AccessNumberConfig | undefined, trunk: string | undefined): boolean {
  return number?.trunk !== undefined && trunk !== undefined && number.trunk !== trunk;
}

function isTrunkFull(s: EngineState, trunk: string | undefined): boolean {
  return trunk !== undefined && freeChannels(s, trunk) <= 0;
}

/** The call is not taken. It and the reason are on record all the same. */
function refuse(s: EngineState, event: Arrived, arrivedAt: number, rule: RefusalRule, group?: GroupName): void {
  const callId = s.newId();
  s.output.fact(callId, {
    table: "calls",
    row: {
      callId,
      direction: "inbound",
      state: "ended",
      fromNumber: event.from.number,
      fromName: event.from.name,
      toNumber: event.to,
      trunk: event.trunk,
      group,
      agent: undefined,
      arrivedAt,
      answeredAt: undefined,
      endedAt: s.now,
      endReason: rule === "wrong-trunk" ? "no-route" : rule,
    },
  });
  recordRefusal(s, callId, rule);
  legSeen(s, openLeg(s, { legId: event.legId, callId, role: "customer", createdAt: arrivedAt }));
  hangUpLeg(s, event.legId, rule === "trunk-full" ? "congestion" : "not-found");
}
