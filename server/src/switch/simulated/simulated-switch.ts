import { randomUUID } from "node:crypto";
import type { AcdCommand, EndedBy, LegEndCause, LegId, Party, PhoneKind } from "../../acd/index.ts";
import type {
  SimulatedPhones,
  SwitchEvent,
  SwitchListener,
  SwitchPort,
  SwitchStatus,
  TestCallRequest,
} from "../port.ts";
import type { LegsInHand, PhoneOnLine } from "./legs-in-hand.ts";
import {
  holdOrRetrieve,
  label,
  newAgentLeg,
  newCustomerLeg,
  notInTalk,
  reportLegs,
  type AgentLeg,
  type Asked,
  type ConsultCommand,
  type CustomerLeg,
  type OfferCommand,
  type SurveyCommand,
} from "./legs.ts";
import { ENDED_BY_US, everybodyAnswers, noRaw, PlacedCalls } from "./placed-calls.ts";
import { CustomerAsks } from "./customer-asks.ts";
import { Rooms } from "./rooms.ts";
import { Listeners } from "./listeners.ts";
import { realScheduler, type Scheduler } from "./scheduler.ts";
import { SimulatedCaller } from "./simulated-caller.ts";
import { phonesOf, SimulatedPhone } from "./simulated-phone.ts";
import type { SimulatedSwitchParts } from "./simulated-switch-parts.ts";
import { SimulatedSurveys } from "./simulated-surveys.ts";

/**
 * Callers, phones and legs in memory, for a machine without a telephone switch and for tests. It keeps the promises of
 * `docs/verbs.md`: a customer's leg never hangs on another's success, and asks whenever it has nothing to do.
 */
export class SimulatedSwitch implements SwitchPort, LegsInHand {
  readonly #time: Scheduler;
  readonly #delayMs: number;
  readonly #asks: CustomerAsks;
  readonly #placed: PlacedCalls;
  readonly #customers = new Map<LegId, CustomerLeg>();
  readonly #agentLegs = new Map<LegId, AgentLeg>();
  readonly #rooms = new Rooms();
  readonly #phones = new Map<string, SimulatedPhone>();
  readonly #listeners: Listeners;
  readonly #surveys: SimulatedSurveys;
  #listener: SwitchListener | undefined;
  #disconnectedFrom: SwitchListener | undefined;
  #commandsToFail = 0;

  constructor({
    now,
    scheduler = realScheduler(now),
    delayMs = 20,
    askEveryMs = 5_000,
    world = everybodyAnswers,
  }: SimulatedSwitchParts) {
    this.#time = scheduler;
    this.#delayMs = delayMs;
    this.#asks = new CustomerAsks({
      time: scheduler,
      delayMs,
      askEveryMs,
      isThere: (leg) => this.#customers.get(leg.legId) === leg,
      report: (event) => this.#report(event),
    });
    this.#listeners = new Listeners({
      time: scheduler,
      delayMs,
      report: (event) => this.#report(event),
      isThere: (extension) => this.#phones.get(extension)?.registered === true,
      isBusy: (extension) => this.#isBusy(extension),
      isInTalk: (legId) => this.#customerOf(legId)?.mode === "talking",
    });
    this.#surveys = new SimulatedSurveys({
      time: scheduler,
      ask: (leg, asked) => this.#asks.soon(leg, asked),
      hangUp: (legId) => void this.endCustomer(legId, "normal", "us"),
    });
    this.#placed = new PlacedCalls({
      time: this.#time,
      delayMs,
      world,
      customers: this.#customers,
      agentLegs: this.#agentLegs,
      report: (event) => this.#report(event),
      legs: this,
    });
  }

  async start(listener: SwitchListener): Promise<void> {
    this.#listener = listener;
    this.#reconcile();
  }

  /** The legs live on; what happens to them meanwhile is told by the listing of the next start. */
  async stop(): Promise<void> {
    this.#listener = undefined;
  }

  /** As if the connection broke, or came back. */
  disconnect(): void {
    this.#report({ type: "switch.lost" });
    this.#disconnectedFrom = this.#listener;
    this.#listener = undefined;
  }

  reconnect(): void {
    this.#listener ??= this.#disconnectedFrom;
    this.#disconnectedFrom = undefined;
    this.#reconcile();
  }

  /** As if the process died: no leg is left and nobody tells. */
  crash(): void {
    for (const leg of [...this.#customers.values(), ...this.#agentLegs.values()]) leg.cancelNext();
    this.#customers.clear();
    this.#agentLegs.clear();
    this.#rooms.clear();
    this.#listeners.crash();
  }

  /** The next so many commands are refused. */
  failNextCommands(count: number): void {
    this.#commandsToFail = count;
  }

  execute(commands: readonly AcdCommand[]): void {
    for (const command of commands) this.#time.after(this.#delayMs, () => this.#carryOut(command));
  }

  status(): SwitchStatus {
    const legs = this.#customers.size + this.#agentLegs.size + this.#listeners.size;
    const unknown = { version: undefined, address: undefined, trouble: undefined };
    return { kind: "simulated", connected: this.#listener !== undefined, legs, ...unknown };
  }

  async placeTestCall({ to, fromNumber, fromName, talkMs }: TestCallRequest): Promise<LegId> {
    return this.call({ to, from: { number: fromNumber, name: fromName }, talkMs }).legId;
  }

  /** A caller dials, over no trunk where none is named. With `patienceMs` it gives up waiting, with `talkMs` it ends its talk. */
  call(given: { to: string; from: Party; trunk?: string; patienceMs?: number; talkMs?: number }): SimulatedCaller {
    const legId = randomUUID();
    const leg = newCustomerLeg(legId, given, this.#time.now());
    this.#customers.set(legId, leg);
    this.#time.after(this.#delayMs, () => this.#asks.now(leg));
    if (given.patienceMs !== undefined) {
      this.#time.after(given.patienceMs, () => {
        if (leg.mode !== "talking" && leg.mode !== "surveying") this.endCustomer(legId, "normal", "party");
      });
    }
    return new SimulatedCaller(this, legId);
  }

  phone(extension: string, kind: PhoneKind = "browser"): SimulatedPhone {
    const phone = this.#phones.get(extension) ?? new SimulatedPhone(this, extension, kind);
    this.#phones.set(extension, phone);
    return phone;
  }

  readonly phones: SimulatedPhones = phonesOf(this);

  /** A phone came or went. */
  phoneChanged(phone: PhoneOnLine): void {
    this.#time.after(this.#delayMs, () => this.#reportPhone(phone));
  }

  agentLegOf(extension: string): AgentLeg | undefined {
    return [...this.#agentLegs.values()].find(({ address }) => address === extension);
  }

  talksWith(customerLegId: LegId): AgentLeg | undefined {
    const leg = this.#customers.get(customerLegId);
    if (leg?.mode === "room")
      return this.#rooms.others(customerLegId).flatMap((id) => this.#agentLegs.get(id) ?? [])[0];
    return leg?.mode === "talking" && leg.agentLegId !== undefined ? this.#agentLegs.get(leg.agentLegId) : undefined;
  }

  press(customerLegId: LegId, key: string): boolean {
    return this.#surveys.press(this.#customers.get(customerLegId), key);
  }

  modeOf(customerLegId: LegId): CustomerLeg["mode"] | undefined {
    return this.#customers.get(customerLegId)?.mode;
  }

  answer(agentLegId: LegId): boolean {
    const leg = this.#agentLegs.get(agentLegId);
    const customer = this.#customerOf(agentLegId);
    if (leg?.offer === undefined || (customer ?? leg.partner) === undefined || leg.state === "up") return false;
    leg.cancelNext();
    leg.state = "up";
    leg.answeredAt = this.#time.now();
    if (customer === undefined) {
      this.#report({ type: "leg.answered", legId: agentLegId });
      if (leg.partner !== undefined) this.#report({ type: "legs.bridged", customerLegId: leg.partner, agentLegId });
      return true;
    }
    const { legId: customerLegId, talkMs } = customer;
    customer.mode = "talking";
    customer.answeredAt ??= this.#time.now();
    this.#report({ type: "leg.answered", legId: agentLegId });
    this.#report({ type: "legs.bridged", customerLegId, agentLegId });
    if (talkMs !== undefined)
      customer.cancelNext = this.#time.after(talkMs, () => this.endCustomer(customerLegId, "normal", "party"));
    return true;
  }

  endAgentLeg(legId: LegId, cause: LegEndCause, by: EndedBy): boolean {
    const leg = this.#agentLegs.get(legId);
    if (leg === undefined) return false;
    const customer = this.#customerOf(legId);
    leg.cancelNext();
    this.#agentLegs.delete(legId);
    this.#report({ type: "leg.ended", legId, cause, by, raw: noRaw });
    this.#leaveRoom(legId);
    this.#leavePartner(leg, cause);
    this.#listeners.legGone(legId);
    if (customer === undefined) return true;
    if (customer.mode === "called") {
      customer.agentLegId = undefined;
      return this.endCustomer(customer.legId, "caller-gone", "us");
    }
    const after = customer.mode === "talking" ? "talk" : "offer";
    customer.agentLegId = undefined;
    this.#asks.soon(customer, { after, agentLegId: legId, cause });
    return true;
  }

  endListener(extension: string): boolean {
    return this.#listeners.endOn(extension, "normal", "party");
  }

  endCustomer(legId: LegId, cause: LegEndCause, by: EndedBy): boolean {
    const leg = this.#customers.get(legId);
    if (leg === undefined) return false;
    leg.cancelNext();
    this.#customers.delete(legId);
    const { survey } = leg;
    this.#report({ type: "leg.ended", legId, cause, by, raw: noRaw, ...(survey === undefined ? {} : { survey }) });
    this.#leaveRoom(legId);
    if (leg.agentLegId !== undefined) {
      this.endAgentLeg(leg.agentLegId, leg.mode === "talking" ? "normal" : "caller-gone", "us");
    }
    return true;
  }

  #carryOut(command: AcdCommand): void {
    if (this.#commandsToFail > 0) {
      this.#commandsToFail -= 1;
      this.#report({ type: "command.failed", legId: command.legId, command: command.type, detail: "told to fail" });
      return;
    }
    switch (command.type) {
      case "leg.wait":
        return this.#wait(command);
      case "leg.offer":
        return this.#offer(command);
      case "leg.survey":
        return this.#survey(command);
      case "leg.hang-up": {
        const { legId } = command;
        const ended = ENDED_BY_US[command.cause];
        const isGone = this.#listeners.end(legId, ended, "us") || this.endAgentLeg(legId, ended, "us");
        if (!isGone) this.endCustomer(legId, ended, "us");
        return;
      }
      case "leg.supervise":
      case "leg.listen":
        return this.#listeners.carryOut(command);
      case "leg.dial":
      case "leg.refuse":
      case "leg.emergency":
        return this.#placed.carryOut(command);
      case "leg.mute": {
        const leg = this.#agentLegs.get(command.legId);
        if (leg !== undefined) leg.muted = command.on;
        return;
      }
      case "leg.hold":
      case "leg.retrieve":
        return this.#report(holdOrRetrieve(this.#agentLegs.get(command.legId), command));
      case "leg.join":
        return this.#join(command);
      case "leg.consult":
        return this.#consult(command);
      case "leg.park":
        return this.#freeAgentLeg(this.#agentLegs.get(command.legId));
    }
  }

  place(phone: PhoneOnLine, number: string, how: { via: "pad" | "click"; request?: string }): LegId | undefined {
    const agent = this.#listener?.agentOfExtension(phone.extension);
    if (agent === undefined || !phone.registered || this.#isBusy(phone.extension)) return undefined;
    return this.#placed.place(agent, phone, number, how);
  }

  /** Whoever was called at the number lays down. */
  calledHangsUp(number: string): boolean {
    return this.#placed.hangUp(number);
  }

  #wait(command: Extract<AcdCommand, { type: "leg.wait" }>): void {
    const leg = this.#customers.get(command.legId);
    if (leg === undefined) return;
    this.#dropAgentLeg(leg);
    this.#leaveRoom(leg.legId);
    label(leg, command);
    leg.answeredAt ??= this.#time.now();
    this.#asks.wait(leg);
  }

  #survey(command: SurveyCommand): void {
    const leg = this.#customers.get(command.legId);
    if (leg === undefined) return;
    this.#dropAgentLeg(leg);
    this.#leaveRoom(leg.legId);
    label(leg, command);
    this.#surveys.begin(leg, command);
  }

  #offer(command: OfferCommand): void {
    const leg = this.#customers.get(command.legId);
    if (leg === undefined) return;
    const { agentLegId: legId } = command;
    // The answer to an ask that crossed the same offer.
    if (leg.agentLegId === legId) return;
    this.#dropAgentLeg(leg);
    this.#leaveRoom(leg.legId);
    label(leg, command);
    leg.cancelNext();
    leg.mode = "offering";
    leg.agentLegId = legId;
    this.#ringFor(newAgentLeg(legId, command, this.#time.now()));
  }

  #ringFor(leg: AgentLeg): void {
    const { legId, address } = leg;
    const busy = this.#isBusy(address);
    this.#agentLegs.set(legId, leg);
    if (this.#phones.get(address)?.registered !== true) this.endAgentLeg(legId, "not-registered", "lost");
    else if (busy) this.endAgentLeg(legId, "busy", "party");
    else leg.cancelNext = this.#time.after(this.#delayMs, () => this.#ring(leg));
  }

  #join({ legId, callId, room, customer: labels }: Extract<AcdCommand, { type: "leg.join" }>): void {
    const customer = this.#customers.get(legId);
    const agentLeg = this.#agentLegs.get(legId);
    if (customer !== undefined) {
      this.#dropAgentLeg(customer);
      this.#leaveRoom(legId);
      if (labels !== undefined) label(customer, { callId, ...labels });
      customer.cancelNext();
      customer.mode = "room";
    } else if (agentLeg?.state === "up") this.#freeAgentLeg(agentLeg);
    else {
      this.#report(notInTalk(legId, "leg.join"));
      return;
    }
    this.#rooms.enter(room, legId);
    this.#report({ type: "leg.joined", legId, room });
  }

  #consult(command: ConsultCommand): void {
    const leg = this.#agentLegs.get(command.legId);
    if (this.#agentLegs.has(command.targetLegId)) return;
    if (leg?.state !== "up") {
      this.#report(notInTalk(command.legId, command.type));
      return;
    }
    this.#freeAgentLeg(leg);
    leg.partner = command.targetLegId;
    this.#ringFor(newAgentLeg(command.targetLegId, command, this.#time.now(), command.legId));
  }

  /** An agent's leg goes elsewhere: whom it was with goes on alone and asks. */
  #freeAgentLeg(leg: AgentLeg | undefined): void {
    if (leg === undefined) return;
    this.#leaveRoom(leg.legId);
    this.#leavePartner(leg, "normal");
    const customer = this.#customerOf(leg.legId);
    if (customer === undefined) return;
    customer.agentLegId = undefined;
    this.#asks.soon(customer, { after: "talk", agentLegId: leg.legId, cause: "normal" });
  }

  #leavePartner(leg: AgentLeg, cause: LegEndCause): void {
    const partner = leg.partner === undefined ? undefined : this.#agentLegs.get(leg.partner);
    leg.partner = undefined;
    if (partner?.partner !== leg.legId) return;
    partner.partner = undefined;
    if (partner.state !== "up") {
      this.endAgentLeg(partner.legId, "caller-gone", "us");
      return;
    }
    const after = leg.state === "up" ? "talk" : "offer";
    this.#askOfAgentLeg(partner.legId, { after, agentLegId: leg.legId, cause });
  }

  #leaveRoom(legId: LegId): void {
    const alone = this.#rooms.leave(legId);
    const customer = alone === undefined ? undefined : this.#customers.get(alone);
    if (customer !== undefined) this.#asks.soon(customer, { after: "room" });
    else if (alone !== undefined) this.#askOfAgentLeg(alone, { after: "room" });
  }

  #askOfAgentLeg(legId: LegId, asked: Asked): void {
    this.#time.after(this.#delayMs, () => {
      const leg = this.#agentLegs.get(legId);
      const isFree = leg?.partner === undefined && this.#rooms.roomOf(legId) === undefined;
      if (leg !== undefined && isFree) this.#report({ type: "leg.asked", legId, ...asked });
    });
  }

  #isBusy(extension: string): boolean {
    return this.agentLegOf(extension) !== undefined || this.#listeners.isOn(extension);
  }

  #ring(leg: AgentLeg): void {
    leg.state = "ringing";
    this.#report({ type: "leg.ringing", legId: leg.legId });
    const ringMs = leg.offer?.ringMs ?? 0;
    if (leg.offer?.type === "leg.offer" && leg.offer.resume) this.answer(leg.legId);
    else leg.cancelNext = this.#time.after(ringMs, () => this.endAgentLeg(leg.legId, "no-answer", "us"));
  }

  #dropAgentLeg(leg: CustomerLeg): void {
    const { agentLegId } = leg;
    leg.agentLegId = undefined;
    if (agentLegId !== undefined) this.endAgentLeg(agentLegId, "normal", "us");
  }

  #customerOf(agentLegId: LegId): CustomerLeg | undefined {
    return [...this.#customers.values()].find((leg) => leg.agentLegId === agentLegId);
  }

  #reportPhone({ extension, registered, kind }: PhoneOnLine): void {
    const agent = this.#listener?.agentOfExtension(extension);
    if (agent !== undefined) this.#report({ type: registered ? "phone.registered" : "phone.lost", agent, phone: kind });
  }

  #reconcile(): void {
    const legs = reportLegs([...this.#customers.values()], [...this.#agentLegs.values()], this.#rooms);
    this.#report({ type: "switch.reconciled", legs: [...legs, ...this.#listeners.reports()] });
    for (const phone of this.#phones.values()) if (phone.registered) this.#reportPhone(phone);
  }

  #report(event: SwitchEvent): void {
    this.execute(this.#listener?.handle(event) ?? []);
  }
}
