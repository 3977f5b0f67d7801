import type { SwitchHarness } from "../../contract/harness.ts";
import type { CalledNumber } from "../placed-calls.ts";
import { SimulatedSwitch } from "../simulated-switch.ts";
import { VirtualTime } from "./virtual-time.ts";

const usualDeadlineMs = 30_000;
const numbers = { answers: "13900001111", busy: "13900000486", rings: "13900002222" };

function world(number: string): CalledNumber {
  if (number === numbers.busy) return { fails: "busy" };
  return { answersAfterMs: number === numbers.answers ? 1_000 : undefined };
}

export async function simulatedHarness(): Promise<SwitchHarness> {
  const time = new VirtualTime();
  const port = new SimulatedSwitch({ now: () => time.now(), scheduler: time, world });
  return {
    port,
    extensions: ["1001", "1002"],
    number: "4001234567",
    trunk: { name: "carrier", callerId: "62345678" },
    numbers,
    calledHangsUp: async () => void port.calledHangsUp(numbers.answers),
    phoneSecretHash: () => undefined,
    phone(extension) {
      const phone = port.phone(extension);
      return {
        register: async () => phone.register(),
        vanish: async () => phone.vanish(),
        dial: async (number) => void phone.dial(number),
        answer: async () => void phone.answer(),
        reject: async () => void phone.reject(),
        hangUp: async () => void phone.hangUp(),
        loseMedia: async () => void phone.loseMedia(),
      };
    },
    async placeCaller({ from, name }) {
      const caller = port.call({ to: "4001234567", from: { number: from, name } });
      return {
        hangUp: async () => void caller.hangUp(),
        press: async (keys) => {
          for (const key of keys) caller.press(key);
        },
        isConnected: async () => caller.connected,
        hearsMusic: async () => caller.hearsMusic,
        hearsAgent: async () => caller.hearsAgent,
        agentHears: async () => caller.agentHears,
      };
    },
    async waitFor(what, probe, deadlineMs = usualDeadlineMs) {
      const until = time.now() + deadlineMs;
      for (;;) {
        const found = await probe();
        if (found !== undefined) return found;
        if (time.now() >= until) throw new Error(`${what} did not come in ${deadlineMs} ms`);
        time.stepUntil(until);
      }
    },
    close: () => port.stop(),
  };
}
