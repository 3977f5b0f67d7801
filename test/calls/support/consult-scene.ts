import { expect } from "vitest";
import type { ConsultStep } from "../../../server/src/acd/index.ts";
import { PHONE_PASSWORD } from "./desk.ts";
import { Floor } from "./floor.ts";
import { floorDeployment } from "./floor-deployment.ts";
import type { Party } from "./hearing.ts";
import { SipPhone } from "./sip-phone.ts";

const HERTZ = { customer: 1_000, one: 600, two: 800 } as const;

const NUMBER = "13900001111";

/** A customer, agent 1001 who has it, and agent 1004 who is consulted: one floor for all cases of a file. */
export class ConsultScene {
  readonly floor: Floor;
  readonly phones: { readonly one: SipPhone; readonly two: SipPhone };
  customer!: Party;
  one!: Party;
  two!: Party;
  callId = "";

  static async open(deployment = floorDeployment()): Promise<ConsultScene> {
    const floor = await Floor.open(deployment);
    const one = await floor.agent("1001", HERTZ.one);
    const two = await floor.agent("1004", HERTZ.two);
    return new ConsultScene(floor, { one, two });
  }

  /** The same, where the agent calls the customer, who is behind a carrier. */
  static async placed(): Promise<ConsultScene> {
    const carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2", toneHertz: HERTZ.customer });
    const floor = await Floor.open(floorDeployment({ carrier: { address: "127.0.0.2", port: carrier.port } }));
    floor.rig.keep(carrier);
    const one = await floor.agent("1001", HERTZ.one);
    floor.submit({ type: "agent.state-chosen", agent: "agent-1001", state: "outbound", by: "agent-1001" });
    const two = await floor.agent("1004", HERTZ.two);
    return new ConsultScene(floor, { one, two }, carrier);
  }

  /** Who answers what the agent calls. */
  readonly #carrier: SipPhone | undefined;

  private constructor(floor: Floor, phones: ConsultScene["phones"], carrier?: SipPhone) {
    this.floor = floor;
    this.phones = phones;
    this.#carrier = carrier;
  }

  /** @param maxForwards of the customer's INVITE, what the networks before us have left of it */
  async talk(maxForwards?: number): Promise<void> {
    if (this.#carrier !== undefined) {
      await this.#placedTalk(this.#carrier);
      return;
    }
    [this.one, this.customer] = await this.floor.talk(this.phones.one, HERTZ.one, HERTZ.customer, maxForwards);
    this.callId = this.floor.callOf(this.customer.phone)?.callId ?? "";
  }

  async #placedTalk(carrier: SipPhone): Promise<void> {
    const { floor, phones } = this;
    const rings = carrier.nextIncoming();
    const call = await phones.one.call(floor.rig.registrar, NUMBER, undefined, { password: PHONE_PASSWORD });
    this.one = { phone: phones.one, call, hertz: HERTZ.one };
    this.customer = { phone: carrier, call: await rings, hertz: HERTZ.customer };
    await carrier.answer(this.customer.call);
    await floor.until("the talk", () => floor.acd.callViews()[0]?.segment !== undefined);
    this.callId = floor.acd.callViews()[0]?.callId ?? "";
  }

  /** The other's phone rings. */
  async ringing(): Promise<void> {
    await this.talk();
    const rings = this.phones.two.nextIncoming();
    this.consult();
    this.two = { phone: this.phones.two, call: await rings, hertz: HERTZ.two };
    await this.floor.until("the ringing", () => this.floor.acd.callView(this.callId)?.consult?.state === "ringing");
  }

  /** They talk, and the customer hears music. */
  async talking(): Promise<void> {
    await this.ringing();
    await this.two.phone.answer(this.two.call);
    await this.floor.until("the consult", () => this.floor.acd.callView(this.callId)?.consult?.state === "talking");
    await this.hears(["one←two", "two←one"]);
    await this.hearsMusic(this.customer);
  }

  async swapped(): Promise<void> {
    await this.talking();
    this.step("swap");
    await this.hears(["one←customer", "customer←one"]);
    await this.hearsMusic(this.two);
  }

  async conference(): Promise<void> {
    await this.talking();
    this.step("conference");
    await this.hears(["one←customer", "one←two", "two←customer", "two←one", "customer←one", "customer←two"]);
  }

  consult(): void {
    const target = { kind: "agent", agent: "agent-1004" } as const;
    const asked = { type: "call.consult-asked", agent: "agent-1001", callId: this.callId, target } as const;
    expect(this.floor.submit(asked).refused).toBeUndefined();
  }

  transfer(): void {
    const target = { kind: "agent", agent: "agent-1004" } as const;
    const asked = { type: "call.transfer-asked", agent: "agent-1001", callId: this.callId, target } as const;
    expect(this.floor.submit(asked).refused).toBeUndefined();
  }

  step(step: ConsultStep): void {
    const asked = { type: "call.consult-step-asked", agent: "agent-1001", callId: this.callId, step } as const;
    expect(this.floor.submit(asked).refused).toBeUndefined();
  }

  async hears(expected: readonly string[]): Promise<void> {
    await this.floor.hears({ one: this.one, two: this.two, customer: this.customer }, expected);
  }

  async hearsMusic(party: Party): Promise<void> {
    await this.floor.until("music", () => party.call.media.loudness() > 0.05);
  }

  async states(one: string | undefined, two: string | undefined): Promise<void> {
    const now = () => [this.floor.agentState("1001"), this.floor.agentState("1004")];
    await this.floor.until(`the agents are ${one} and ${two}`, () => now().join() === [one, two].join());
  }

  /** How the handovers of this call came out. */
  outcomes(): string[] {
    const rows = this.floor.rows("handovers", (row) => row.handoverId).filter((row) => row.callId === this.callId);
    return rows.map(({ outcome }) => outcome);
  }

  /** How the latest ringing at this agent's phone came out. */
  lastOffer(agent: string) {
    return this.floor.rows("offers", (row) => row.offerId).findLast((row) => row.agent === agent);
  }

  async over(): Promise<void> {
    await this.floor.until("no calls", () => this.floor.acd.callViews().length === 0);
    await this.floor.until("an empty switch", async () => (await this.floor.rig.legs()) === 0);
  }

  /** Everybody lays down, nothing is left, and both agents are free for the next case. */
  async clear(): Promise<void> {
    for (const party of [this.customer, this.one, this.two]) party.phone.hangUp(party.call);
    for (const phone of Object.values(this.phones)) for (const call of phone.calls) phone.hangUp(call);
    await this.over();
    this.floor.release("1001", "1004");
    expect(this.floor.broken).toEqual([]);
  }
}
