import { SipPhone, type PhoneCall } from "../../calls/support/sip-phone.ts";
import { AgentSession } from "../../support/agent-session.ts";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { oneTimePasswordOf, SOON_MS } from "./agent-desk.ts";

/** A colleague without a browser: signed in, with a SIP phone on the desk that sends a tone of its own. */
export class DeskPhone {
  static readonly toneHertz = 700;
  readonly #session: AgentSession;
  readonly #phone: SipPhone;
  #ringing: PhoneCall[] = [];
  #talking: PhoneCall | undefined;

  static async of(hotline: HotlineProcess, user: string): Promise<DeskPhone> {
    const session = await AgentSession.begin(hotline.url, user, oneTimePasswordOf(hotline, user));
    const { uri, authUser, password } = await session.phoneCredentials();
    const phone = await SipPhone.open({ user: authUser, toneHertz: DeskPhone.toneHertz });
    const realm = uri.slice(uri.indexOf("@") + 1);
    const status = await phone.register({ address: "127.0.0.1", port: hotline.agentsSipPort, realm }, password);
    if (status !== 200) throw new Error(`${user}'s phone was refused: ${status}`);
    return new DeskPhone(session, phone);
  }

  private constructor(session: AgentSession, phone: SipPhone) {
    this.#session = session;
    this.#phone = phone;
    phone.on("incoming", (call) => this.#ringing.push(call));
  }

  async goOnline(): Promise<void> {
    await this.#session.choose("online");
  }

  /** Hangs up what it talks, and takes no more. */
  async goOffline(): Promise<void> {
    for (const call of this.#phone.calls) this.#phone.hangUp(call);
    this.#ringing = [];
    await this.#session.choose("offline");
    await this.#session.until((me) => me?.activity !== "talking" && me?.activity !== "ringing", "the colleague's rest");
  }

  /** As a leader: the customer of that talk is rung at this phone. */
  async takesOver(callId: string): Promise<void> {
    await this.#session.post(`/calls/${callId}/take-over`);
    await this.answers();
  }

  async answers(): Promise<void> {
    const call = this.#ringing.shift() ?? (await this.#phone.nextIncoming(SOON_MS));
    await this.#phone.answer(call);
    this.#talking = call;
  }

  /** How strong a tone is in what the phone hears just now; 1 is as strong as our phones send. */
  strengthOf(hertz: number): number {
    return this.#talking?.media.strengthOf(hertz) ?? 0;
  }

  close(): void {
    this.#session.close();
    this.#phone.close();
  }
}
