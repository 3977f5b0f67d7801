import { expect } from "vitest";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { SipPhone, type PhoneCall } from "../../calls/support/sip-phone.ts";
import { SOON_MS } from "./agent-desk.ts";
import { REPAIR_NUMBER } from "./hospital.ts";

const TONE_HERTZ = 1_000;

/** Somebody who calls the hospital from outside, over the demo trunk. */
export class Customer {
  static readonly toneHertz = TONE_HERTZ;
  readonly #phone: SipPhone;
  readonly #call: PhoneCall;

  static async calls(hotline: HotlineProcess, number: string, name: string): Promise<Customer> {
    const phone = await SipPhone.open({ user: number, toneHertz: TONE_HERTZ });
    const call = await phone.call({ address: "127.0.0.1", port: hotline.trunkPort }, REPAIR_NUMBER, `"${name}"`);
    return new Customer(phone, call);
  }

  private constructor(phone: SipPhone, call: PhoneCall) {
    this.#phone = phone;
    this.#call = call;
  }

  get hungUpOn(): boolean {
    return this.#call.state === "ended";
  }

  /** How strong a tone is in the last half second this phone received; 1 is as strong as our phones send. */
  strengthOf(hertz: number): number {
    return this.#call.media.strengthOf(hertz);
  }

  async hears(hertz: number): Promise<void> {
    await expect.poll(() => this.strengthOf(hertz), { timeout: SOON_MS }).toBeGreaterThan(0.3);
  }

  async hearsNothingOf(hertz: number): Promise<void> {
    await expect.poll(() => this.strengthOf(hertz), { timeout: SOON_MS }).toBeLessThan(0.02);
  }

  /** Something, and nothing any agent sends. */
  async hearsMusic(): Promise<void> {
    await expect.poll(() => this.#call.media.loudness(), { timeout: SOON_MS }).toBeGreaterThan(0.05);
  }

  /** The keys its network got. */
  get keys(): string {
    return this.#call.media.keys;
  }

  press(keys: string): void {
    this.#call.media.press(keys);
  }

  hangUp(): void {
    this.#phone.hangUp(this.#call);
  }

  async isHungUpOn(): Promise<void> {
    await expect.poll(() => this.hungUpOn, { timeout: SOON_MS }).toBe(true);
  }

  /** Hangs up, again where the other side's answer crossed it; the phone stays, so that what it has said arrives. */
  async leave(): Promise<void> {
    const gone = () => {
      this.hangUp();
      return this.hungUpOn;
    };
    await expect.poll(gone, { timeout: SOON_MS, interval: 500 }).toBe(true);
  }

  /** When all is over. */
  close(): void {
    this.#phone.close();
  }
}
