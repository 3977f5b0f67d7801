import { randomUUID } from "node:crypto";
import type { AcdCommand, HangUpCause, LegEndCause, LegId, RawCause } from "../../acd/index.ts";
import type { SwitchEvent } from "../port.ts";
import type { LegsInHand, PhoneOnLine } from "./legs-in-hand.ts";
import type { AgentLeg, CustomerLeg, DialCommand } from "./legs.ts";
import type { Scheduler } from "./scheduler.ts";

/** Nothing here speaks SIP. */
export const noRaw: RawCause = { q850: undefined, sip: undefined, text: undefined };

/** How a leg ends that was told to. */
export const ENDED_BY_US: Readonly<Record<HangUpCause, LegEndCause>> = {
  normal: "normal",
  rejected: "rejected",
  busy: "busy",
  "no-answer": "no-answer",
  "not-found": "invalid-number",
  "powered-off": "not-registered",
  congestion: "congestion",
};

/** What a number behind a trunk does when it is called. */
export interface CalledNumber {
  /** Instead of ringing. */
  readonly fails?: LegEndCause;
  /** The carrier lets its own sound be heard meanwhile. */
  readonly announces?: boolean;
  /** Undefined: nobody does. */
  readonly answersAfterMs?: number | undefined;
  /** How long it talks before it hangs up. */
  readonly talkMs?: number;
}

/** For a machine without a telephone switch: everybody is at home. */
export function everybodyAnswers(): CalledNumber {
  return { answersAfterMs: 3_000, talkMs: 90_000 };
}

/** Of the phone that dialled. */
function placedLeg(legId: LegId, extension: string, startedAt: number): AgentLeg {
  return {
    legId,
    address: extension,
    offer: undefined,
    dial: undefined,
    startedAt,
    state: "asking",
    answeredAt: undefined,
    muted: false,
    heldAt: undefined,
    cancelNext: () => undefined,
    partner: undefined,
  };
}

/** Of the called party. */
function calledLeg(command: DialCommand, now: number): CustomerLeg {
  const { endpoint } = command;
  return {
    legId: command.customerLegId,
    from: { number: endpoint.callerId, name: undefined },
    to: endpoint.number,
    trunk: endpoint.trunk,
    direction: "outbound",
    startedAt: now,
    mode: "called",
    answeredAt: undefined,
    callId: command.callId,
    group: command.group,
    joinedAt: command.startedAt,
    agentLegId: command.legId,
    cancelNext: () => undefined,
    talkMs: undefined,
    survey: undefined,
  };
}

interface PlacedCallsParts {
  readonly time: Scheduler;
  readonly delayMs: number;
  readonly world: (number: string, trunk: string) => CalledNumber;
  readonly customers: Map<LegId, CustomerLeg>;
  readonly agentLegs: Map<LegId, AgentLeg>;
  report(event: SwitchEvent): void;
  readonly legs: Pick<LegsInHand, "agentLegOf" | "endAgentLeg" | "endCustomer">;
}

/** What phones call, and what becomes of it until somebody answers; from then on it is a talk like any other. */
export class PlacedCalls {
  readonly #parts: PlacedCallsParts;

  constructor(parts: PlacedCallsParts) {
    this.#parts = parts;
  }

  /** The phone's leg, which asks what shall become of it. */
  place(agent: string, phone: PhoneOnLine, number: string, how: { via: "pad" | "click"; request?: string }): LegId {
    const { time, delayMs, agentLegs, report } = this.#parts;
    const legId = randomUUID();
    agentLegs.set(legId, placedLeg(legId, phone.extension, time.now()));
    time.after(delayMs, () => {
      if (agentLegs.has(legId)) report({ type: "call.placed", legId, agent, phone: phone.kind, number, ...how });
    });
    return legId;
  }

  carryOut(command: Extract<AcdCommand, { type: "leg.dial" | "leg.refuse" | "leg.emergency" }>): void {
    if (command.type === "leg.dial") this.#dial(command);
    // There is nobody to call in an emergency here; the real switch carries it over any trunk.
    else this.#parts.legs.endAgentLeg(command.legId, command.type === "leg.refuse" ? "barred" : "unreachable", "us");
  }

  #dial(command: DialCommand): void {
    const { time, delayMs, agentLegs, customers } = this.#parts;
    const leg = agentLegs.get(command.legId);
    if (leg === undefined || customers.has(command.customerLegId)) return;
    leg.dial = command;
    leg.state = "dialing";
    const called = calledLeg(command, time.now());
    customers.set(called.legId, called);
    called.cancelNext = time.after(delayMs, () => this.#reached(called, command.ringMs));
  }

  #reached(leg: CustomerLeg, ringMs: number): void {
    const { time, world, report } = this.#parts;
    const { fails, announces, answersAfterMs, talkMs } = world(leg.to, leg.trunk ?? "");
    if (fails !== undefined) {
      this.#fail(leg.legId, fails);
      return;
    }
    report({ type: "leg.ringing", legId: leg.legId, ...(announces === true ? { early: true } : {}) });
    leg.cancelNext =
      answersAfterMs === undefined
        ? time.after(ringMs, () => this.#fail(leg.legId, "no-answer"))
        : time.after(answersAfterMs, () => this.answer(leg.legId, talkMs));
  }

  answer(customerLegId: LegId, talkMs?: number): boolean {
    const { time, report, legs } = this.#parts;
    const { leg, agentLeg } = this.#find(customerLegId);
    if (leg?.mode !== "called" || agentLeg === undefined) return false;
    leg.cancelNext();
    leg.mode = "talking";
    agentLeg.state = "up";
    leg.answeredAt = agentLeg.answeredAt = time.now();
    report({ type: "leg.answered", legId: leg.legId });
    report({ type: "leg.answered", legId: agentLeg.legId });
    report({ type: "legs.bridged", customerLegId: leg.legId, agentLegId: agentLeg.legId });
    if (talkMs !== undefined) leg.cancelNext = time.after(talkMs, () => legs.endCustomer(leg.legId, "normal", "party"));
    return true;
  }

  hangUp(number: string): boolean {
    const leg = [...this.#parts.customers.values()].find((each) => each.direction === "outbound" && each.to === number);
    return leg !== undefined && this.#parts.legs.endCustomer(leg.legId, "normal", "party");
  }

  /** The called party, or the carrier, ends it without an answer: the phone that dialled asks what is next. */
  #fail(customerLegId: LegId, cause: LegEndCause): void {
    const { time, delayMs, customers, agentLegs, report } = this.#parts;
    const { leg, agentLeg } = this.#find(customerLegId);
    if (leg?.mode !== "called") return;
    leg.cancelNext();
    customers.delete(customerLegId);
    report({ type: "leg.ended", legId: customerLegId, cause, by: "party", raw: noRaw });
    if (agentLeg === undefined) return;
    const { legId } = agentLeg;
    agentLeg.state = "asking";
    time.after(delayMs, () => {
      if (agentLegs.has(legId)) report({ type: "leg.asked", legId, after: "dial", cause });
    });
  }

  #find(customerLegId: LegId): { leg: CustomerLeg | undefined; agentLeg: AgentLeg | undefined } {
    const leg = this.#parts.customers.get(customerLegId);
    return { leg, agentLeg: leg?.agentLegId === undefined ? undefined : this.#parts.agentLegs.get(leg.agentLegId) };
  }
}
