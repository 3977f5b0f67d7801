import type { AcdCommand } from "../commands.ts";
import type { AcdEvent, LegReport } from "../events.ts";
import type { LegEndCause, LegId } from "../model.ts";

type Offer = Extract<AcdCommand, { type: "leg.offer" }>;

interface CustomerLeg {
  readonly legId: LegId;
  readonly to: string;
  readonly startedAt: number;
  mode: "asking" | "waiting" | "offering" | "talking";
  agentLegId: LegId | undefined;
  callId: string | undefined;
  group: string | undefined;
  joinedAt: number | undefined;
}

interface AgentLeg {
  readonly legId: LegId;
  readonly offer: Offer;
  state: "dialing" | "ringing" | "up";
  readonly startedAt: number;
  heldAt: number | undefined;
}

/** An event on its way to the engine; the world decides when it comes, whether twice, whether at all. */
export interface Delivery {
  readonly event: AcdEvent;
}

const raw = { q850: undefined, sip: undefined, text: undefined };

/**
 * What a switch truly does with the engine's commands, apart from when the engine hears of it. A leg that asks does nothing
 * until it is answered or transferred.
 */
export class SwitchModel {
  readonly customers = new Map<LegId, CustomerLeg>();
  readonly agentLegs = new Map<LegId, AgentLeg>();
  /** Agents whose phones can truly be reached. */
  readonly reachable = new Set<string>();
  readonly deliveries: Delivery[] = [];
  /** Customers whom somebody of the duty list talks with, and all whom it ever took. */
  readonly withDuty = new Map<LegId, LegReport>();
  readonly takenByDuty = new Set<LegId>();
  #count = 0;

  arrive(to: string, from: string, now: number): void {
    this.#count += 1;
    const legId = `customer-${this.#count}`;
    this.customers.set(legId, {
      legId,
      to,
      startedAt: now,
      mode: "asking",
      agentLegId: undefined,
      callId: undefined,
      group: undefined,
      joinedAt: undefined,
    });
    const party = { number: from, name: undefined };
    this.#tell({ type: "call.arrived", legId, from: party, to, trunk: "trunk", arrivedAt: now });
  }

  execute(command: AcdCommand, now: number): void {
    switch (command.type) {
      case "leg.wait": {
        const leg = this.#customer(command);
        if (leg === undefined) return;
        this.#leaveAgentLeg(leg, "normal");
        this.#label(leg, command);
        leg.mode = "waiting";
        return;
      }
      case "leg.offer":
        this.#offer(command, now);
        return;
      case "leg.hang-up":
        if (this.agentLegs.has(command.legId)) this.endAgentLeg(command.legId, "normal", "us");
        else if (this.customers.has(command.legId)) this.endCustomer(command.legId, "normal", "us");
        return;
      case "leg.mute":
        return;
      case "leg.hold":
        this.#hold(command.legId, command.heldAt);
        return;
      case "leg.retrieve":
        this.#hold(command.legId, undefined);
        return;
    }
  }

  #hold(legId: LegId, heldAt: number | undefined): void {
    const leg = this.agentLegs.get(legId);
    if (leg?.state !== "up") return;
    leg.heldAt = heldAt;
    this.#tell({ type: heldAt === undefined ? "leg.retrieved" : "leg.held", legId });
  }

  #offer(command: Offer, now: number): void {
    const leg = this.#customer(command);
    if (leg === undefined) return;
    this.#label(leg, command);
    if (leg.agentLegId === command.agentLegId && this.agentLegs.has(command.agentLegId)) return;
    this.#leaveAgentLeg(leg, "normal");
    leg.mode = "offering";
    leg.agentLegId = command.agentLegId;
    const { agentLegId: legId } = command;
    this.agentLegs.set(legId, { legId, offer: command, state: "dialing", startedAt: now, heldAt: undefined });
    if (!this.reachable.has(command.agent)) this.endAgentLeg(legId, "not-registered", "lost");
    else if (this.isBusy(command.agent, legId)) this.endAgentLeg(legId, "busy", "party");
  }

  isBusy(agent: string, except: LegId): boolean {
    return [...this.agentLegs.values()].some((leg) => leg.offer.agent === agent && leg.legId !== except);
  }

  ring(legId: LegId): void {
    const leg = this.agentLegs.get(legId);
    if (leg?.state !== "dialing") return;
    leg.state = "ringing";
    this.#tell({ type: "leg.ringing", legId });
  }

  answer(legId: LegId): void {
    const leg = this.agentLegs.get(legId);
    if (leg === undefined || leg.state === "up") return;
    leg.state = "up";
    this.#tell({ type: "leg.answered", legId });
    const customer = this.#customerOf(legId);
    if (customer === undefined) return;
    customer.mode = "talking";
    this.#tell({ type: "legs.bridged", customerLegId: customer.legId, agentLegId: legId });
  }

  endAgentLeg(legId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): void {
    const customer = this.#customerOf(legId);
    if (!this.agentLegs.delete(legId)) return;
    this.#tell({ type: "leg.ended", legId, cause, by, raw });
    if (customer === undefined) return;
    const after = customer.mode === "talking" ? "talk" : "offer";
    customer.mode = "asking";
    customer.agentLegId = undefined;
    this.#tell({ type: "leg.asked", legId: customer.legId, after, agentLegId: legId, cause, raw });
  }

  endCustomer(legId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): void {
    const leg = this.customers.get(legId);
    if (leg === undefined) return;
    this.#leaveAgentLeg(leg, leg.mode === "talking" ? "normal" : "caller-gone");
    this.customers.delete(legId);
    this.#tell({ type: "leg.ended", legId, cause, by, raw });
  }

  /** A waiting leg asks every few seconds; an asking one whose question was lost falls to music and asks again. */
  askAgain(legId: LegId): void {
    const leg = this.customers.get(legId);
    if (leg === undefined || leg.mode === "offering" || leg.mode === "talking") return;
    leg.mode = "asking";
    const from = { number: "13800000000", name: undefined };
    if (leg.callId === undefined) {
      const { to, startedAt: arrivedAt } = leg;
      this.#tell({ type: "call.arrived", legId, from, to, trunk: "trunk", arrivedAt });
    } else this.#tell({ type: "leg.asked", legId, after: "wait" });
  }

  /** A leg whose question nobody answered goes to the duty list; no command of the engine reaches it there. */
  dutyTakes(legId: LegId): void {
    const leg = this.customers.get(legId);
    if (leg?.mode !== "asking") return;
    const report = this.report().find((each) => each.legId === legId);
    this.customers.delete(legId);
    this.takenByDuty.add(legId);
    if (report !== undefined) this.withDuty.set(legId, { ...report, peerLegId: `duty-of-${legId}` });
  }

  /** The switch process died: no leg is left and no event tells of it. */
  crash(): void {
    this.customers.clear();
    this.agentLegs.clear();
    this.withDuty.clear();
    this.deliveries.length = 0;
  }

  report(): LegReport[] {
    const customers = [...this.customers.values()].map((leg): LegReport => ({
      legId: leg.legId,
      role: "customer",
      state: "up",
      callId: leg.callId,
      agent: undefined,
      peerLegId: leg.agentLegId,
      from: { number: "13800000000", name: undefined },
      to: leg.to,
      group: leg.group,
      joinedAt: leg.joinedAt,
      startedAt: leg.startedAt,
    }));
    const agents = [...this.agentLegs.values()].map((leg): LegReport => ({
      legId: leg.legId,
      role: "agent",
      state: leg.state,
      callId: leg.offer.callId,
      agent: leg.offer.agent,
      peerLegId: this.#customerOf(leg.legId)?.legId,
      from: undefined,
      to: undefined,
      group: leg.offer.group,
      joinedAt: leg.offer.joinedAt,
      startedAt: leg.startedAt,
      segmentId: leg.offer.segmentId,
      offerId: leg.offer.offerId,
      recordingPart: leg.offer.recordingPart,
      heldAt: leg.heldAt,
    }));
    const dutyLegs = [...this.withDuty.values()].flatMap((customer): LegReport[] => [
      customer,
      { ...customer, legId: customer.peerLegId ?? "", role: "duty", callId: undefined, peerLegId: customer.legId },
    ]);
    return [...customers, ...agents, ...dutyLegs];
  }

  #customer(command: AcdCommand): CustomerLeg | undefined {
    return this.customers.get(command.legId);
  }

  #label(leg: CustomerLeg, command: Offer | Extract<AcdCommand, { type: "leg.wait" }>): void {
    leg.callId = command.callId;
    leg.group = command.group;
    leg.joinedAt = command.joinedAt;
  }

  #customerOf(agentLegId: LegId): CustomerLeg | undefined {
    return [...this.customers.values()].find((leg) => leg.agentLegId === agentLegId);
  }

  #leaveAgentLeg(leg: CustomerLeg, cause: LegEndCause): void {
    const { agentLegId } = leg;
    leg.agentLegId = undefined;
    if (agentLegId !== undefined) this.endAgentLeg(agentLegId, cause, "us");
  }

  #tell(event: AcdEvent): void {
    this.deliveries.push({ event });
  }
}
