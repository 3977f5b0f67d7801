import type { SwitchHarness } from "../../contract/harness.ts";
import { SimulatedSwitch } from "../simulated-switch.ts";
import { VirtualTime } from "./virtual-time.ts";

const usualDeadlineMs = 30_000;

export async function simulatedHarness(): Promise<SwitchHarness> {
  const time = new VirtualTime();
  const port = new SimulatedSwitch({ now: () => time.now(), scheduler: time });
  return {
    port,
    extensions: ["1001", "1002"],
    number: "4001234567",
    phoneSecretHash: () => undefined,
    phone(extension) {
      const phone = port.phone(extension);
      return {
        register: async () => phone.register(),
        vanish: async () => phone.vanish(),
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
