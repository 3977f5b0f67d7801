import type { CallView, ConsultStep, ListenMode } from "../../../server/src/acd/index.ts";
import { hearing, type Party } from "../../calls/support/hearing.ts";
import type { SipPhone } from "../../calls/support/sip-phone.ts";
import type { Caller } from "./caller.ts";
import type { ChaosAgent } from "./chaos-agent.ts";
import { agentName } from "./hospital-files.ts";
import { Hospital } from "./hospital.ts";
import { completeRecord, KeptRecords, type KeptCall } from "./kept-records.ts";
import { until } from "./until.ts";

/** As support/chaos-agent.ts and support/hospital.ts give the tones out. */
const HERTZ = { one: 500, two: 550, leader: 600 } as const;
const CALLER_HERTZ = (index: number) => 1_000 + 25 * (index % 20);
const MUSIC = 0.05;
/** Twice in a row, each on half a second of sound. */
const LOOKS = 2;

export type Desk = keyof typeof HERTZ;
export type Name = Desk | "customer";

/**
 * A running Hotline with the one who takes the queue's calls, a colleague in 外呼, who is rung by name only, and their leader; and one
 * customer at a time. What the desks do goes through the API, as a page would ask it.
 */
export class ThreeDesks {
  readonly hospital: Hospital;
  readonly records: KeptRecords;
  readonly desks: Readonly<Record<Desk, ChaosAgent>>;
  parties: Partial<Record<Name, Party>> = {};
  callId = "";
  #caller: Caller | undefined;

  static async open(): Promise<ThreeDesks> {
    const hospital = await Hospital.open({ agents: 3, leader: 2 });
    const desks = new ThreeDesks(hospital);
    await desks.desks.two.session.choose("outbound");
    await desks.desks.one.goOnline();
    return desks;
  }

  private constructor(hospital: Hospital) {
    this.hospital = hospital;
    this.records = new KeptRecords(hospital.server.home);
    const [one, two, leader] = hospital.agents as [ChaosAgent, ChaosAgent, ChaosAgent];
    this.desks = { one, two, leader };
  }

  get customer(): Caller {
    if (this.#caller === undefined) throw new Error("no customer yet");
    return this.#caller;
  }

  get call(): CallView | undefined {
    return this.desks.one.session.calls.find(({ callId }) => callId === this.callId);
  }

  /** The next call at the desk's phone is answered, and its end of it noted. */
  async answering(desk: Desk): Promise<void> {
    await this.ringing(desk);
    await this.lift(desk);
  }

  async ringing(desk: Desk): Promise<void> {
    const { phone } = this.desks[desk];
    const call = await until(() => phone.calls.find(({ state }) => state === "ringing"), `a call at ${desk}`);
    this.parties[desk] = { phone, call, hertz: HERTZ[desk] };
  }

  async lift(desk: Desk): Promise<void> {
    const party = this.parties[desk];
    await party?.phone.answer(party.call);
  }

  /** A customer is there, and the first's phone rings. */
  async arrives(): Promise<void> {
    await this.desks.one.session.until((me) => me?.state === "online" && me.activity === "idle", "being free");
    await this.desks.two.session.until((me) => me?.state === "outbound", "a colleague to ring");
    const index = this.hospital.callers.length;
    this.#caller = await this.hospital.call();
    const { phone, call } = this.#caller;
    this.parties = { customer: { phone, call, hertz: CALLER_HERTZ(index) } };
    await this.ringing("one");
    await this.desks.one.session.until((me) => me?.state === "ringing", "the ringing");
    this.callId = this.desks.one.session.me?.callId ?? "";
  }

  async talk(): Promise<void> {
    await this.arrives();
    await this.lift("one");
    await this.hears(["one←customer", "customer←one"]);
    await this.desks.one.session.until((me) => me?.state === "talking", "the talk");
  }

  async transferRinging(): Promise<void> {
    await this.talk();
    await this.transfer("one", "two");
    await this.ringing("two");
  }

  async consultRinging(): Promise<void> {
    await this.talk();
    await this.consult();
    await this.ringing("two");
    await this.desks.one.session.until(() => this.call?.consult?.state === "ringing", "the ringing");
  }

  async consulting(): Promise<void> {
    await this.consultRinging();
    await this.lift("two");
    await this.hears(["one←two", "two←one"], { music: "customer" });
    await this.desks.one.session.until(() => this.call?.consult?.state === "talking", "the consult");
  }

  async swapped(): Promise<void> {
    await this.consulting();
    await this.step("swap");
    await this.hears(["one←customer", "customer←one"], { music: "two" });
  }

  async conference(): Promise<void> {
    await this.consulting();
    await this.step("conference");
    await this.hears(["one←customer", "one←two", "two←customer", "two←one", "customer←one", "customer←two"]);
  }

  async oneLeft(): Promise<void> {
    await this.conference();
    await this.step("complete");
    await this.hears(["two←customer", "customer←two"]);
  }

  async leaderIn(mode: ListenMode): Promise<void> {
    await this.talk();
    await this.listen(mode);
    await this.answering("leader");
    await this.desks.leader.session.until((me) => me?.listening?.present === mode, `the leader's ${mode}`);
  }

  async takenOver(): Promise<void> {
    await this.talk();
    await this.takeOver();
    await this.answering("leader");
    await this.hears(["leader←customer", "customer←leader"]);
  }

  takeOver(): Promise<unknown> {
    return this.ask("leader", "take-over");
  }

  listen(mode: ListenMode): Promise<unknown> {
    return this.ask("leader", "listen", { mode });
  }

  step(step: ConsultStep): Promise<unknown> {
    return this.ask("one", `consult/${step}`);
  }

  consult(): Promise<unknown> {
    return this.ask("one", "consult", { kind: "agent", agent: this.nameOf("two") });
  }

  transfer(from: Desk, to: Desk): Promise<unknown> {
    return this.ask(from, "transfer", { kind: "agent", agent: this.nameOf(to) });
  }

  ask(desk: Desk, verb: string, body: object = {}): Promise<unknown> {
    return this.desks[desk].session.post(`/calls/${this.callId}/${verb}`, body);
  }

  /** kill -9, and what may happen before the next server is there. */
  async killAndRestart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.hospital.server.kill();
    await meanwhile();
    await this.hospital.server.up();
    await this.hospital.reconnect();
  }

  /**
   * Who hears whom comes to be so and stays so. `music`: who besides hears neither silence nor anybody; `lifting`: whose phones are answered
   * should they ring meanwhile.
   */
  async hears(
    expected: readonly string[] | { readonly oneOf: readonly (readonly string[])[] },
    { music, lifting = [] }: { readonly music?: Name | undefined; readonly lifting?: readonly Desk[] } = {},
  ): Promise<void> {
    const wanted = ("oneOf" in expected ? expected.oneOf : [expected]).map((pairs) => [...pairs].sort().join(" "));
    let heard = "";
    let right = 0;
    const look = async () => {
      for (const desk of lifting) await this.#liftIfItRings(desk);
      heard = (await hearing(this.parties as Record<string, Party>)).sort().join(" ");
      const plays = music === undefined || (this.parties[music]?.call.media.loudness() ?? 0) > MUSIC;
      right = wanted.includes(heard) && plays ? right + 1 : 0;
      return right === LOOKS;
    };
    await until(look, `«${wanted.join("» or «")}»${music === undefined ? "" : ` and music for ${music}`}`).catch(
      (error: unknown) => {
        const seen = Object.values(this.desks).map(({ session }) => [session.me, session.calls]);
        throw new Error(`${String(error)}; heard «${heard}»: ${JSON.stringify(seen)}`, { cause: error });
      },
    );
  }

  async #liftIfItRings(desk: Desk): Promise<void> {
    const { phone } = this.desks[desk];
    if (!phone.calls.some(({ state }) => state === "ringing")) return;
    await this.answering(desk);
  }

  async states(expected: Partial<Record<Desk, string>>): Promise<void> {
    for (const [desk, state] of Object.entries(expected)) {
      await this.desks[desk as Desk].session.until((me) => me?.state === state, `${desk} being ${state}`);
    }
  }

  /** The customer lays down: everybody is free again, the switch is empty, and the record has no open end. */
  async over(): Promise<KeptCall> {
    this.customer.hangUp();
    await this.states({ one: "online", two: "outbound", leader: "offline" });
    await until(async () => (await this.hospital.channels()) === 0, "a switch without channels");
    const kept = await completeRecord(this.records, this.customer.number);
    const doctor = (await this.hospital.server.api("GET", "/doctor")).body as { checks: { ok: boolean }[] };
    const unwell = doctor.checks.filter(({ ok }) => !ok);
    if (unwell.length > 0) throw new Error(`the doctor says ${JSON.stringify(unwell)}`);
    return kept;
  }

  /** After a case that failed: nobody is left in a call. */
  async clear(): Promise<void> {
    this.#caller?.hangUp();
    for (const { phone } of Object.values(this.desks)) for (const call of phone.calls) phone.hangUp(call);
    await until(async () => (await this.hospital.channels()) === 0, "a switch without channels");
  }

  nameOf(desk: Desk): string {
    return agentName(Object.keys(HERTZ).indexOf(desk));
  }

  phoneOf(desk: Desk): SipPhone {
    return this.desks[desk].phone;
  }

  async close(): Promise<void> {
    await this.records.close();
    await this.hospital.close();
  }
}
