import type { AcdCommand } from "../commands.ts";
import type { AcdEvent, LegReport } from "../events.ts";
import type { Delivery } from "./delivery.ts";
import type { LegEndCause, LegId } from "../model.ts";
import { ListenersModel } from "./listeners.ts";
import {
  calledLeg,
  reportAgentLeg,
  reportCustomer,
  type AgentLeg,
  type Command,
  type CustomerLeg,
  type Dial,
  type Offer,
  type Survey,
} from "./model-legs.ts";

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
  /** Where legs meet: room → legs. One left alone by others leaves. */
  readonly rooms = new Map<string, Set<LegId>>();
  readonly listeners = new ListenersModel((event) => this.#tell(event));
  /** Customers whom somebody of the duty list talks with, and all whom it ever took. */
  readonly withDuty = new Map<LegId, LegReport>();
  readonly takenByDuty = new Set<LegId>();
  #count = 0;

  arrive(to: string, from: string, now: number, trunk = "trunk"): void {
    this.#count += 1;
    const legId = `customer-${this.#count}`;
    this.customers.set(legId, {
      legId,
      to,
      trunk,
      startedAt: now,
      mode: "asking",
      outbound: false,
      agentLegId: undefined,
      callId: undefined,
      group: undefined,
      joinedAt: undefined,
      survey: undefined,
    });
    const party = { number: from, name: undefined };
    this.#tell({ type: "call.arrived", legId, from: party, to, trunk, arrivedAt: now });
  }

  execute(command: AcdCommand, now: number): void {
    switch (command.type) {
      case "leg.wait": {
        const leg = this.#customer(command);
        if (leg === undefined) return;
        this.#leaveAgentLeg(leg, "normal");
        this.#leaveRoom(leg.legId);
        this.#label(leg, command);
        leg.mode = "waiting";
        return;
      }
      case "leg.offer":
        this.#offer(command, now);
        return;
      case "leg.survey":
        this.#survey(command);
        return;
      case "leg.supervise":
        this.listeners.supervise(
          command,
          this.reachable.has(command.agent) && !this.isBusy(command.agent, command.legId),
          now,
        );
        return;
      case "leg.listen":
        this.listeners.listen(command, this.agentLegs.get(command.targetLegId)?.state === "up");
        return;
      case "leg.hang-up":
        if (this.listeners.end(command.legId, "normal", "us")) return;
        if (this.agentLegs.has(command.legId)) this.endAgentLeg(command.legId, "normal", "us");
        else if (this.customers.has(command.legId)) this.endCustomer(command.legId, "normal", "us");
        return;
      case "leg.dial":
        this.#dial(command, now);
        return;
      case "leg.refuse":
      case "leg.emergency":
        this.endAgentLeg(command.legId, "barred", "us");
        return;
      case "leg.mute":
        return;
      case "leg.hold":
        this.#hold(command.legId, command.heldAt);
        return;
      case "leg.retrieve":
        this.#hold(command.legId, undefined);
        return;
      case "leg.join":
        this.#join(command);
        return;
      case "leg.consult":
        this.#consult(command, now);
        return;
      case "leg.park": {
        const leg = this.agentLegs.get(command.legId);
        if (leg?.state !== "up") return;
        this.#leavePlace(leg);
        leg.place = "parked";
        return;
      }
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
    this.#leaveRoom(leg.legId);
    leg.mode = "offering";
    leg.agentLegId = command.agentLegId;
    const { agentLegId: legId } = command;
    this.#ringFor(legId, command, now, undefined);
  }

  #ringFor(legId: LegId, command: Offer | Command<"leg.consult">, now: number, partner: LegId | undefined): void {
    this.agentLegs.set(legId, {
      legId,
      agent: command.agent,
      offer: command,
      dial: undefined,
      state: "dialing",
      startedAt: now,
      heldAt: undefined,
      place: "bridge",
      partner,
    });
    if (!this.reachable.has(command.agent)) this.endAgentLeg(legId, "not-registered", "lost");
    else if (this.isBusy(command.agent, legId)) this.endAgentLeg(legId, "busy", "party");
  }

  #survey(command: Survey): void {
    const leg = this.#customer(command);
    if (leg === undefined) return;
    this.#leaveAgentLeg(leg, "normal");
    this.#leaveRoom(leg.legId);
    this.#label(leg, command);
    const { part, levels, segmentId, agent, askedAt, keys } = command;
    leg.survey = { part, levels, segmentId, agent, askedAt, keys };
    leg.mode = "surveying";
  }

  /** A key, or none in time; after the thanks the leg hangs up. */
  surveyGoesOn(legId: LegId, key: string): void {
    const leg = this.customers.get(legId);
    if (leg?.survey === undefined || leg.mode !== "surveying") return;
    if (leg.survey.part === "thanks") {
      this.endCustomer(legId, "normal", "us");
      return;
    }
    leg.survey = { ...leg.survey, keys: leg.survey.keys + key };
    leg.mode = "asking";
    this.#tell({ type: "leg.asked", legId, after: "survey", survey: leg.survey });
  }

  isBusy(agent: string, except: LegId): boolean {
    return (
      [...this.agentLegs.values()].some((leg) => leg.agent === agent && leg.legId !== except) ||
      [...this.listeners.legs.values()].some(({ command }) => command.agent === agent && command.legId !== except)
    );
  }

  ring(legId: LegId): void {
    const leg = this.agentLegs.get(legId);
    if (leg?.state !== "dialing" || leg.offer === undefined) return;
    leg.state = "ringing";
    this.#tell({ type: "leg.ringing", legId });
  }

  answer(legId: LegId): void {
    const leg = this.agentLegs.get(legId);
    if (leg?.offer === undefined || leg.state === "up") return;
    leg.state = "up";
    this.#tell({ type: "leg.answered", legId });
    const customer = this.#customerOf(legId);
    if (leg.partner !== undefined) {
      this.#tell({ type: "legs.bridged", customerLegId: leg.partner, agentLegId: legId });
      return;
    }
    if (customer === undefined) return;
    customer.mode = "talking";
    this.#tell({ type: "legs.bridged", customerLegId: customer.legId, agentLegId: legId });
  }

  endAgentLeg(legId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): void {
    const customer = this.#customerOf(legId);
    const leg = this.agentLegs.get(legId);
    if (leg === undefined) return;
    this.agentLegs.delete(legId);
    this.#tell({ type: "leg.ended", legId, cause, by, raw });
    this.#leaveRoom(legId);
    this.#leavePartner(leg, cause);
    this.listeners.legGone(legId);
    if (customer === undefined) return;
    if (customer.mode === "called") {
      customer.agentLegId = undefined;
      this.endCustomer(customer.legId, "caller-gone", "us");
      return;
    }
    const after = customer.mode === "talking" ? "talk" : "offer";
    customer.mode = "asking";
    customer.agentLegId = undefined;
    this.#tell({ type: "leg.asked", legId: customer.legId, after, agentLegId: legId, cause, raw });
  }

  endCustomer(legId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): void {
    const leg = this.customers.get(legId);
    if (leg === undefined) return;
    if (leg.mode === "called" && leg.agentLegId !== undefined) {
      this.#failCalled(leg, leg.agentLegId, cause, by);
      return;
    }
    this.#leaveAgentLeg(leg, leg.mode === "talking" ? "normal" : "caller-gone");
    this.#leaveRoom(legId);
    this.customers.delete(legId);
    const { survey } = leg;
    this.#tell({ type: "leg.ended", legId, cause, by, raw, ...(survey === undefined ? {} : { survey }) });
  }

  /** A phone that can be reached and is at no call places one. */
  place(agent: string, number: string, via: "pad" | "click", now: number): void {
    if (!this.reachable.has(agent) || this.isBusy(agent, "")) return;
    this.#count += 1;
    const legId = `phone-${this.#count}`;
    const about = { legId, agent, offer: undefined, dial: undefined };
    const bridge = { place: "bridge", partner: undefined } as const;
    this.agentLegs.set(legId, { ...about, ...bridge, state: "asking", startedAt: now, heldAt: undefined });
    this.#tell({ type: "call.placed", legId, agent, phone: "browser", number, via });
  }

  #dial(command: Dial, now: number): void {
    const leg = this.agentLegs.get(command.legId);
    const { customerLegId: legId } = command;
    if (leg?.state !== "asking" || this.customers.has(legId)) return;
    leg.dial = command;
    leg.state = "dialing";
    this.customers.set(legId, calledLeg(command, now));
  }

  answerCalled(legId: LegId): void {
    const leg = this.customers.get(legId);
    const agentLeg = this.agentLegs.get(leg?.agentLegId ?? "");
    if (leg?.mode !== "called" || agentLeg === undefined) return;
    leg.mode = "talking";
    agentLeg.state = "up";
    this.#tell({ type: "leg.answered", legId });
    this.#tell({ type: "leg.answered", legId: agentLeg.legId });
    this.#tell({ type: "legs.bridged", customerLegId: legId, agentLegId: agentLeg.legId });
  }

  /** Nobody answered: the phone that dialled asks what is next. */
  #failCalled(leg: CustomerLeg, agentLegId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): void {
    this.customers.delete(leg.legId);
    this.#tell({ type: "leg.ended", legId: leg.legId, cause, by, raw });
    const agentLeg = this.agentLegs.get(agentLegId);
    if (agentLeg === undefined) return;
    agentLeg.state = "asking";
    this.#tell({ type: "leg.asked", legId: agentLegId, after: "dial", cause, raw });
  }

  /** A waiting leg asks every few seconds; an asking one whose question was lost falls to music and asks again. */
  askAgain(legId: LegId): void {
    const agentLeg = this.agentLegs.get(legId);
    if (agentLeg?.place === "asking" || agentLeg?.place === "parked") {
      agentLeg.place = "asking";
      this.#tell({ type: "leg.asked", legId, after: "wait" });
    }
    const leg = this.customers.get(legId);
    if (leg?.mode !== "waiting" && leg?.mode !== "asking") return;
    leg.mode = "asking";
    const from = { number: "13800000000", name: undefined };
    if (leg.callId === undefined) {
      const { to, trunk, startedAt: arrivedAt } = leg;
      this.#tell({ type: "call.arrived", legId, from, to, trunk, arrivedAt });
    } else this.#tell({ type: "leg.asked", legId, after: "wait" });
  }

  /** A leg whose question nobody answered goes to the duty list; no command of the engine reaches it there. */
  dutyTakes(legId: LegId): void {
    const leg = this.customers.get(legId);
    if (leg?.mode !== "asking") return;
    if (leg.survey !== undefined) {
      // The files on disk thank and hang up.
      this.endCustomer(legId, "normal", "us");
      return;
    }
    const report = this.report().find((each) => each.legId === legId);
    this.customers.delete(legId);
    this.takenByDuty.add(legId);
    if (report !== undefined) this.withDuty.set(legId, { ...report, peerLegId: `duty-of-${legId}` });
  }

  /** The switch process died: no leg is left and no event tells of it. */
  crash(): void {
    this.customers.clear();
    this.agentLegs.clear();
    this.listeners.legs.clear();
    this.withDuty.clear();
    this.rooms.clear();
    this.deliveries.length = 0;
  }

  report(): LegReport[] {
    const customers = [...this.customers.values()].map((leg) => reportCustomer(leg, this.#roomOf(leg.legId)));
    const agents = [...this.agentLegs.values()].map((leg) =>
      reportAgentLeg(leg, this.#customerOf(leg.legId)?.legId, this.#roomOf(leg.legId)),
    );
    const dutyLegs = [...this.withDuty.values()].flatMap((customer): LegReport[] => [
      customer,
      { ...customer, legId: customer.peerLegId ?? "", role: "duty", callId: undefined, peerLegId: customer.legId },
    ]);
    return [...customers, ...agents, ...dutyLegs, ...this.listeners.report()];
  }

  #join({ legId, room, customer: label, callId }: Command<"leg.join">): void {
    const customer = this.customers.get(legId);
    const agentLeg = this.agentLegs.get(legId);
    if (customer === undefined && agentLeg?.state !== "up") return;
    if (customer !== undefined) {
      this.#leaveAgentLeg(customer, "normal");
      if (label !== undefined) this.#label(customer, { callId, ...label });
      customer.mode = "room";
    }
    if (agentLeg !== undefined) {
      this.#leavePlace(agentLeg);
      agentLeg.place = "room";
    } else this.#leaveRoom(legId);
    const members = this.rooms.get(room) ?? new Set();
    this.rooms.set(room, members.add(legId));
    this.#tell({ type: "leg.joined", legId, room });
  }

  #consult(command: Command<"leg.consult">, now: number): void {
    const leg = this.agentLegs.get(command.legId);
    if (leg?.state !== "up" || this.agentLegs.has(command.targetLegId)) return;
    this.#leavePlace(leg);
    leg.place = "bridge";
    leg.partner = command.targetLegId;
    this.#ringFor(command.targetLegId, command, now, command.legId);
  }

  /** An agent's leg goes elsewhere: what it was joined to goes on alone, and asks. */
  #leavePlace(leg: AgentLeg): void {
    this.#leaveRoom(leg.legId);
    this.#leavePartner(leg, "normal");
    const customer = this.#customerOf(leg.legId);
    if (customer === undefined) return;
    customer.mode = "asking";
    customer.agentLegId = undefined;
    this.#tell({
      type: "leg.asked",
      legId: customer.legId,
      after: "talk",
      agentLegId: leg.legId,
      cause: "normal",
      raw,
    });
  }

  #leavePartner(leg: AgentLeg, cause: LegEndCause): void {
    const partner = leg.partner === undefined ? undefined : this.agentLegs.get(leg.partner);
    leg.partner = undefined;
    if (partner?.partner !== leg.legId) return;
    partner.partner = undefined;
    if (partner.state !== "up") {
      this.endAgentLeg(partner.legId, "caller-gone", "us");
      return;
    }
    const after = leg.state === "up" ? "talk" : "offer";
    partner.place = "asking";
    this.#tell({ type: "leg.asked", legId: partner.legId, after, agentLegId: leg.legId, cause, raw });
  }

  #leaveRoom(legId: LegId): void {
    const room = this.#roomOf(legId);
    const members = room === undefined ? undefined : this.rooms.get(room);
    if (room === undefined || members === undefined) return;
    members.delete(legId);
    const [alone] = members;
    if (members.size !== 1 || alone === undefined) return;
    this.rooms.delete(room);
    const customer = this.customers.get(alone);
    const agentLeg = this.agentLegs.get(alone);
    if (customer !== undefined) customer.mode = "asking";
    if (agentLeg !== undefined) agentLeg.place = "asking";
    this.#tell({ type: "leg.asked", legId: alone, after: "room" });
  }

  #roomOf(legId: LegId): string | undefined {
    return [...this.rooms].find(([, members]) => members.has(legId))?.[0];
  }

  #customer(command: AcdCommand): CustomerLeg | undefined {
    return this.customers.get(command.legId);
  }

  #label(leg: CustomerLeg, command: Pick<Offer, "callId" | "group" | "joinedAt">): void {
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
