import type { Probe, SwitchHarness } from "../../../server/src/switch/contract/harness.ts";
import { PHONE_PASSWORD } from "./desk.ts";
import { REPAIR_NUMBER } from "./deployment.ts";
import { SipPhone, type PhoneCall } from "./sip-phone.ts";
import type { ToneMedia } from "./tone-media.ts";
import { phoneSecretHash, type SwitchRig } from "./switch-rig.ts";

const LOOK_EVERY_MS = 20;
const DEADLINE_MS = 30_000;
const AGENT_HERTZ: Readonly<Record<string, number>> = { "1001": 600, "1002": 800 };
const CUSTOMER_HERTZ = 1_000;
/** Of a phone's own strength; G.711 and the switch's timing keep far more, silence far less. */
const HEARD = 0.3;
/** Sound beyond what an agent's tone accounts for; the waiting music is softer than a phone. */
const MUSIC = 0.05;
const SETTLED_PACKETS = 30;
/** Behind the carrier. */
const CALLED = { answers: "13900001111", busy: "13900000486", rings: "13900002222" } as const;

/** The contract's people around one running switch: real phones, real callers, a new adapter for each case. */
export function freeSwitchHarness(rig: SwitchRig, carrier: SipPhone): () => Promise<SwitchHarness> {
  return async () => {
    const phones = new Map<string, SipPhone>();
    const callers: { phone: SipPhone; call: PhoneCall }[] = [];
    const port = rig.adapter();

    const phoneOf = async (extension: string): Promise<SipPhone> => {
      const known = phones.get(extension);
      if (known !== undefined) return known;
      const phone = await rig.phone({ user: extension, toneHertz: AGENT_HERTZ[extension] ?? 500 });
      phones.set(extension, phone);
      return phone;
    };
    const latest = (extension: string): { phone: SipPhone; call: PhoneCall } => {
      const phone = phones.get(extension);
      const call = phone?.calls.findLast(({ state }) => state !== "ended");
      if (phone === undefined || call === undefined) throw new Error(`${extension} has no call`);
      return { phone, call };
    };
    /** The agent's end of the one talk of a case. */
    const talking = () => [...phones].flatMap(([extension, { calls }]) => calls.map((call) => ({ extension, call })));

    return await Promise.resolve({
      port,
      extensions: ["1001", "1002"] as const,
      number: REPAIR_NUMBER,
      trunk: { name: "carrier", callerId: REPAIR_NUMBER },
      numbers: CALLED,
      calledHangsUp: () => {
        for (const call of carrier.calls) carrier.hangUp(call);
        return Promise.resolve();
      },
      phoneSecretHash: (extension) => phoneSecretHash(extension, PHONE_PASSWORD),
      phone: (extension) => ({
        register: async () => {
          const status = await (await phoneOf(extension)).register(rig.registrar, PHONE_PASSWORD);
          if (status !== 200) throw new Error(`${extension} was refused with ${status}`);
        },
        vanish: async () => {
          (await phoneOf(extension)).close();
          phones.delete(extension);
        },
        dial: async (number) => {
          const phone = await phoneOf(extension);
          await phone.call(rig.registrar, number, undefined, { password: PHONE_PASSWORD });
        },
        answer: async () => {
          const { phone, call } = latest(extension);
          await phone.answer(call);
        },
        reject: () => {
          const { phone, call } = latest(extension);
          phone.reject(call, 603);
          return Promise.resolve();
        },
        hangUp: () => {
          const { phone, call } = latest(extension);
          phone.hangUp(call);
          return Promise.resolve();
        },
        loseMedia: () => {
          latest(extension).call.media.goSilent();
          return Promise.resolve();
        },
      }),
      placeCaller: async ({ from, name }) => {
        const phone = await rig.phone({ user: from, address: "127.0.0.2", toneHertz: CUSTOMER_HERTZ });
        const call = await phone.call(rig.trunk, REPAIR_NUMBER, name === undefined ? undefined : quoted(name));
        callers.push({ phone, call });
        const hearsAt = (extension: string) => call.media.strengthOf(AGENT_HERTZ[extension] ?? 0);
        const hears = (extension: string) => hearsAt(extension) > HEARD;
        return {
          hangUp: () => {
            phone.hangUp(call);
            return Promise.resolve();
          },
          press: (keys) => {
            call.media.press(keys);
            return Promise.resolve();
          },
          isConnected: () => waitFor("the caller's connection", () => (call.state === "up" ? true : undefined)),
          hearsMusic: async () => {
            await settled(call.media);
            const loudest = Math.max(...Object.keys(AGENT_HERTZ).map((extension) => hearsAt(extension)));
            return call.media.loudness() - loudest > MUSIC;
          },
          hearsAgent: async () => {
            await settled(call.media);
            return talking().some(({ extension }) => hears(extension));
          },
          agentHears: async () => {
            const ends = talking().filter((end) => end.call.state === "up");
            for (const end of ends) await settled(end.call.media);
            return ends.some((end) => end.call.media.strengthOf(CUSTOMER_HERTZ) > HEARD);
          },
        };
      },
      waitFor,
      close: async () => {
        for (const { phone, call } of callers) phone.hangUp(call);
        for (const phone of [carrier, ...phones.values()]) for (const call of phone.calls) phone.hangUp(call);
        for (const phone of phones.values()) await phone.register(rig.registrar, PHONE_PASSWORD, 0);
        await rig.untilEmpty();
        await port.stop();
      },
    });
  };
}

/** Who is behind the trunk: one answers, one is busy, one only rings. */
export async function contractCarrier(): Promise<SipPhone> {
  const carrier = await SipPhone.open({ user: "carrier", address: "127.0.0.2", toneHertz: CUSTOMER_HERTZ });
  carrier.on("incoming", (call) => {
    const { startLine } = call.invite;
    if (startLine.includes(CALLED.busy)) carrier.reject(call, 486);
    else if (startLine.includes(CALLED.answers)) void carrier.answer(call);
  });
  return carrier;
}

async function waitFor<Found>(what: string, probe: Probe<Found>, deadlineMs = DEADLINE_MS): Promise<Found> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** A judgement over less than the listening window would call the beginning of a talk silence. */
async function settled(media: ToneMedia): Promise<void> {
  await waitFor("half a second of sound", () => (media.packetsReceived > SETTLED_PACKETS ? true : undefined));
}

/** A quoted-string as RFC 3261 section 25.1 writes it. */
function quoted(name: string): string {
  return `"${name.replace(/["\\]/g, "\\$&")}"`;
}
