import { AgentSession } from "../../support/agent-session.ts";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { SipPhone, type PhoneCall } from "../../calls/support/sip-phone.ts";
import { agentName, extensionOf } from "./hospital-files.ts";

const REALM = "hotline";

/** An agent with a desk phone and a live session; what the phone does with a call is the test's `onRing`. */
export class ChaosAgent {
  readonly name: string;
  readonly phone: SipPhone;
  readonly session: AgentSession;
  /** Numbers of the callers whose calls rang here, in order. */
  readonly rang: string[] = [];
  /** Calls that rang while another was still there a second later: nobody is to have two at once. */
  readonly doubled: string[] = [];
  onRing: (call: PhoneCall) => void = () => undefined;
  readonly #server: HotlineProcess;
  #password = "";
  #unplugged = false;

  static async begin(server: HotlineProcess, index: number): Promise<ChaosAgent> {
    const name = agentName(index);
    const session = await AgentSession.begin(server.url, name, server.oneTimePasswords.get(name) ?? "");
    const phone = await SipPhone.open({ user: extensionOf(index), toneHertz: 500 + 50 * index });
    const agent = new ChaosAgent(name, phone, session, server);
    agent.#password = (await session.phoneCredentials()).password;
    await agent.register();
    return agent;
  }

  private constructor(name: string, phone: SipPhone, session: AgentSession, server: HotlineProcess) {
    this.name = name;
    this.phone = phone;
    this.session = session;
    this.#server = server;
    phone.on("incoming", (call) => {
      this.rang.push(callerNumberOf(call));
      setTimeout(() => {
        const alive = phone.calls.filter(({ state }) => state !== "ended").map(callerNumberOf);
        if (alive.length > 1) this.doubled.push(alive.join(" and "));
      }, 1_000).unref();
      this.onRing(call);
    });
  }

  get #registrar() {
    return { address: "127.0.0.1", port: this.#server.agentsSipPort, realm: REALM };
  }

  async register(expires = 3_600): Promise<void> {
    const status = await this.phone.register(this.#registrar, this.#password, expires);
    if (status !== 200) throw new Error(`${this.name} could not register: ${status}`);
  }

  async goOnline(): Promise<void> {
    await this.session.choose("online");
    await this.session.until((me) => me?.chosen === "online" && me.phones.length > 0, "online with a phone");
  }

  /** The phone calls a number, whatever its agent's state. */
  dial(number: string): Promise<PhoneCall> {
    return this.phone.call(this.#registrar, number, undefined, { password: this.#password });
  }

  /** Answers every call and talks until the caller, or `talkMs`, ends it. */
  answerAll(talkMs?: () => number): void {
    this.onRing = (call) => {
      void this.phone.answer(call);
      if (talkMs === undefined) return;
      setTimeout(() => this.phone.hangUp(call), talkMs()).unref();
    };
  }

  /** The phone is gone from the network, and nobody was told. */
  unplug(): void {
    if (this.#unplugged) return;
    this.#unplugged = true;
    this.phone.close();
  }

  close(): void {
    this.session.close();
    this.unplug();
  }
}

export function callerNumberOf(call: PhoneCall): string {
  const from = call.invite.headers.find(([name]) => name.toLowerCase() === "from")?.[1] ?? "";
  return /sips?:([^@>;]+)@/.exec(from)?.[1] ?? "";
}
