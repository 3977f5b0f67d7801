import { SipPhone, type PhoneCall } from "../../calls/support/sip-phone.ts";
import { CARRIER_ADDRESS, NUMBER } from "./hospital-files.ts";

/** One person with one phone who calls the hospital once, and what that phone would say about it. */
export class Caller {
  readonly number: string;
  readonly phone: SipPhone;
  readonly call: PhoneCall;
  readonly placedAt: number;
  endedAt: number | undefined;

  static async dial(trunkPort: number, number: string, toneHertz = 1_000): Promise<Caller> {
    const phone = await SipPhone.open({ user: number, address: CARRIER_ADDRESS, toneHertz });
    const placedAt = Date.now();
    const call = await phone.call({ address: "127.0.0.1", port: trunkPort }, NUMBER);
    return new Caller(number, phone, call, placedAt);
  }

  private constructor(number: string, phone: SipPhone, call: PhoneCall, placedAt: number) {
    this.number = number;
    this.phone = phone;
    this.call = call;
    this.placedAt = placedAt;
    phone.on("changed", () => {
      if (call.state === "ended") this.endedAt ??= Date.now();
    });
  }

  hangUp(): void {
    this.phone.hangUp(this.call);
  }

  close(): void {
    this.phone.close();
  }
}
