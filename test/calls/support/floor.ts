import {
  Acd,
  type AcdCommand,
  type AcdEvent,
  type AcdFact,
  type AcdOutput,
  type AcdSnapshot,
} from "../../../server/src/acd/index.ts";
import { acdConfigOf } from "../../../server/src/runtime/acd-config.ts";
import type { ClosedRecording, SwitchListener } from "../../../server/src/switch/port.ts";
import type { Deployment } from "@hotline/schemas";
import { PHONE_PASSWORD } from "./desk.ts";
import { REPAIR_NUMBER } from "./deployment.ts";
import { hearing, type Party } from "./hearing.ts";
import type { SipPhone } from "./sip-phone.ts";
import { phoneSecretHash, SwitchRig } from "./switch-rig.ts";

const DEADLINE_MS = 20_000;
const LOOK_EVERY_MS = 20;

type RowOf<Table extends AcdFact["table"]> = Extract<AcdFact, { table: Table }>["row"];

/** The real engine on the real switch, without server and database: what is asked of it and what people hear. */
export class Floor implements SwitchListener {
  readonly rig: SwitchRig;
  readonly facts: AcdFact[] = [];
  readonly recordings: ClosedRecording[] = [];
  readonly broken: string[] = [];
  acd = new Acd();
  #tick: NodeJS.Timeout | undefined;
  #customers = 0;
  /** What was given in and what the engine wanted, for the story of a failure. */
  readonly #trace: string[] = [];

  static async open(deployment: Deployment): Promise<Floor> {
    const floor = new Floor(await SwitchRig.start(deployment));
    floor.submit({ type: "engine.started", idSeed: `floor-${process.pid}-${Date.now()}` });
    floor.submit({ type: "config.applied", config: acdConfigOf(deployment) });
    await floor.rig.adapter().start(floor);
    return floor;
  }

  private constructor(rig: SwitchRig) {
    this.rig = rig;
  }

  handle(event: AcdEvent): readonly AcdCommand[] {
    return this.#step(event).commands;
  }

  /** What a person or the server itself gives in; its commands are carried out. */
  submit(event: AcdEvent): AcdOutput {
    const output = this.#step(event);
    if (output.commands.length > 0) this.rig.present.execute(output.commands);
    return output;
  }

  #step(event: AcdEvent): AcdOutput {
    const output = this.acd.handle(event, Date.now());
    if (event.type !== "tick") this.#trace.push(`${JSON.stringify(event)} → ${JSON.stringify(output.commands)}`);
    this.facts.push(...output.facts);
    this.broken.push(...this.acd.checkInvariants().map((what) => `after ${event.type}: ${what}`));
    clearTimeout(this.#tick);
    const due = this.acd.nextDeadline();
    if (due !== undefined) {
      this.#tick = setTimeout(() => this.submit({ type: "tick" }), Math.max(0, due - Date.now()));
    }
    return output;
  }

  recordingClosed(recording: ClosedRecording): void {
    this.recordings.push(recording);
  }

  agentOfExtension(extension: string): string | undefined {
    return Object.values(this.rig.deployment.agents).find(({ spec }) => spec.extension === extension)?.name;
  }

  phoneSecretHash(extension: string): string | undefined {
    return phoneSecretHash(extension, PHONE_PASSWORD);
  }

  /** Signed in, registered with a desk phone that hums at `hertz`, online. */
  async agent(extension: string, hertz: number): Promise<SipPhone> {
    const agent = this.agentOfExtension(extension) ?? extension;
    const phone = await this.rig.phone({ user: extension, toneHertz: hertz });
    await phone.register(this.rig.registrar, PHONE_PASSWORD);
    await this.until("the phone's registration", () => this.acd.agentView(agent)?.phones.includes("sip") === true);
    this.submit({ type: "agent.signed-in", agent });
    this.submit({ type: "agent.state-chosen", agent, state: "online", by: agent });
    return phone;
  }

  /** A customer who hums at `hertz` rings in, and the phone that rings for it is answered. */
  async talk(agentPhone: SipPhone, agentHertz: number, hertz: number, maxForwards?: number): Promise<[Party, Party]> {
    this.#customers += 1;
    const phone = await this.rig.phone({
      user: `1380000${String(this.#customers).padStart(4, "0")}`,
      address: "127.0.0.2",
      toneHertz: hertz,
      ...(maxForwards === undefined ? {} : { maxForwards }),
    });
    const agent = this.answering(agentPhone, agentHertz);
    const customer: Party = { phone, call: await phone.call(this.rig.trunk, REPAIR_NUMBER), hertz };
    const answered = await agent;
    await this.until("the talk", () => this.callOf(phone)?.segment !== undefined);
    return [answered, customer];
  }

  /** The next call that rings at the phone is answered. */
  async answering(phone: SipPhone, hertz: number): Promise<Party> {
    const call = await phone.nextIncoming(DEADLINE_MS);
    await phone.answer(call);
    return { phone, call, hertz };
  }

  async registerAgain(phone: SipPhone): Promise<void> {
    const agent = this.agentOfExtension(phone.user) ?? "";
    await phone.register(this.rig.registrar, PHONE_PASSWORD);
    await this.until("the phone's registration", () => this.acd.agentView(agent)?.phones.includes("sip") === true);
  }

  /** The server's life ends and another begins, with what the journal would hold. */
  async restart(): Promise<void> {
    clearTimeout(this.#tick);
    await this.rig.present.stop();
    this.acd = new Acd(JSON.parse(JSON.stringify(this.acd.snapshot())) as AcdSnapshot);
    this.submit({ type: "engine.started", idSeed: `floor-again-${Date.now()}` });
    await this.rig.adapter().start(this);
  }

  /** Out of after-call work, for the next case. */
  release(...extensions: readonly string[]): void {
    for (const extension of extensions) {
      const agent = this.agentOfExtension(extension) ?? "";
      if (this.acd.agentView(agent)?.state === "acw") this.submit({ type: "agent.acw-ended", agent, by: "test" });
    }
  }

  /** The one live call of the customer's phone. */
  callOf(phone: SipPhone) {
    return this.acd.callViews().find(({ from }) => from.number === phone.user);
  }

  agentState(extension: string) {
    return this.acd.agentView(this.agentOfExtension(extension) ?? "")?.state;
  }

  rows<Table extends AcdFact["table"]>(table: Table, key: (row: RowOf<Table>) => string): RowOf<Table>[] {
    const rows = new Map<string, RowOf<Table>>();
    for (const fact of this.facts)
      if (fact.table === table) rows.set(key(fact.row as RowOf<Table>), fact.row as RowOf<Table>);
    return [...rows.values()];
  }

  async until(what: string, holds: () => boolean | Promise<boolean>, deadlineMs = DEADLINE_MS): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`${what}: not so within ${deadlineMs} ms\n${this.story()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Waits until who hears whom is so, and stays so when looked at again. */
  async hears(parties: Readonly<Record<string, Party>>, expected: readonly string[]): Promise<void> {
    const wanted = [...expected].sort().join(" ");
    const deadline = Date.now() + DEADLINE_MS;
    let heard = "";
    for (let right = 0; right < 2;) {
      heard = (await hearing(parties)).sort().join(" ");
      right = heard === wanted ? right + 1 : 0;
      if (Date.now() > deadline) throw new Error(`wanted «${wanted}», heard «${heard}»\n${this.story()}`);
    }
  }

  /** Killed: what the engine knew is in the journal, the switch goes on alone. */
  async serverDies(): Promise<void> {
    clearTimeout(this.#tick);
    await this.rig.present.stop();
  }

  /** The next life of the server, from what the former wrote down. */
  async serverStarts(): Promise<void> {
    this.acd = new Acd(JSON.parse(JSON.stringify(this.acd.snapshot())) as AcdSnapshot);
    this.submit({ type: "engine.started", idSeed: `next-${process.pid}-${Date.now()}` });
    for (const { agent, sessionLost } of this.acd.agentViews()) {
      if (sessionLost) this.submit({ type: "agent.session-back", agent });
    }
    await this.rig.adapter().start(this);
  }

  story(): string {
    const warnings = this.rig.log.filter(({ level }) => level !== "info").slice(-10);
    const agents = this.acd
      .agentViews()
      .flatMap(({ agent, signedIn, state }) => (signedIn ? [`${agent} ${state}`] : []));
    return [
      ...this.#trace.slice(-40),
      JSON.stringify({ calls: this.acd.callViews(), agents, warnings }, undefined, 1),
    ].join("\n");
  }

  async close(): Promise<void> {
    clearTimeout(this.#tick);
    await this.rig.stop();
  }
}
