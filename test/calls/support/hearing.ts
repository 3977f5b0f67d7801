import { setTimeout as sleep } from "node:timers/promises";
import type { PhoneCall, SipPhone } from "./sip-phone.ts";

const LOOK_EVERY_MS = 20;
const LISTEN_MS = 2_000;
/** Of a phone's own strength; G.711 and the switch's timing keep far more, silence far less. */
const HEARD = 0.25;
const SETTLED_PACKETS = 30;

/** Somebody with a phone in a call: an agent's desk phone or a customer's. */
export interface Party {
  readonly phone: SipPhone;
  call: PhoneCall;
  readonly hertz: number;
}

/** Who of the others each one hears just now: `a←b` for a hears b; judged on sound that came since. */
export async function hearing(parties: Readonly<Record<string, Party>>): Promise<string[]> {
  const names = Object.keys(parties);
  const before = new Map(names.map((name) => [name, parties[name]?.call.media.packetsReceived ?? 0]));
  const full = (name: string): boolean => {
    const { media, state } = parties[name]?.call ?? { media: undefined, state: "ended" };
    return state !== "up" || (media?.packetsReceived ?? 0) > (before.get(name) ?? 0) + SETTLED_PACKETS;
  };
  const deadline = Date.now() + LISTEN_MS;
  while (!names.every(full) && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
  return names.flatMap((name) => {
    const party = parties[name];
    if (party?.call.state !== "up") return [];
    return names.flatMap((other) => {
      const hertz = parties[other]?.hertz ?? 0;
      return other !== name && party.call.media.strengthOf(hertz) > HEARD ? [`${name}←${other}`] : [];
    });
  });
}
