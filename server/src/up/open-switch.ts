import type { Deployment } from "@hotline/schemas";
import type { Logger } from "pino";
import type { CallRecordSource } from "../runtime/call-records.ts";
import {
  ensureSwitchRuns,
  findFreeSwitch,
  FreeSwitch,
  keepSwitchRunning,
  type SwitchSettings,
} from "../switch/freeswitch/index.ts";
import type { SwitchPort } from "../switch/port.ts";
import { callRecordSource } from "./call-record-source.ts";
import { dockerOffersSwitch, startSwitchInDocker } from "./docker-switch.ts";
import type { Home, Secrets } from "./home.ts";
import type { HotlineOptions, StartStep } from "./options.ts";
import { switchSettingsOf } from "./switch-settings.ts";

export interface OpenedSwitch {
  readonly port: SwitchPort;
  readonly found: Extract<StartStep, { step: "switch" }>["found"];
  readonly settings: SwitchSettings | undefined;
  /** What it writes down about each leg; undefined where nothing is. */
  readonly callRecords: CallRecordSource | undefined;
  /** Starts our own switch again whenever it died; the function returned ends that. */
  keepRunning(): () => void;
  /** Takes up another deployment without touching a call. */
  apply(deployment: Deployment): Promise<void>;
}

const nothing = () => undefined;

interface Parts {
  readonly home: Home;
  readonly secrets: Secrets;
  readonly options: HotlineOptions;
  readonly deployment: Deployment;
  readonly now: () => number;
  readonly log: Logger;
}

/** The switch of `options.switchChoice`; ours is started or adopted, and outlives this process. */
export async function openSwitch(parts: Parts): Promise<OpenedSwitch> {
  const { options, deployment, now, log } = parts;
  const { switchChoice: choice } = options;
  const place = choice.kind === "auto" ? await findSwitch() : choice.kind;
  if (place === "simulated") {
    // Only where it is used: a server with a real switch need not hold it in memory.
    const { SimulatedSwitch } = await import("../switch/simulated/simulated-switch.ts");
    const port = new SimulatedSwitch({ now });
    return {
      port,
      found: "simulated",
      settings: undefined,
      callRecords: undefined,
      keepRunning: () => nothing,
      apply: async () => undefined,
    };
  }
  const settings = settingsOf(parts);
  const freeSwitch = new FreeSwitch({
    settings,
    deployment,
    environment: process.env,
    now,
    log: (level, message, details) => log[level](details ?? {}, message),
  });
  let inForce = deployment;
  const apply = async (next: Deployment) => {
    inForce = next;
    await freeSwitch.apply(next);
  };
  const callRecords = callRecordSource(settings, () => inForce, log);
  const shared = { port: freeSwitch, settings, callRecords, apply };
  if (place === "docker") await startSwitchInDocker(parts.home, process.env);
  if (place !== "program") return { ...shared, keepRunning: () => nothing, found: place };
  const { adopted } = await ensureSwitchRuns(settings);
  const keepRunning = () => keepSwitchRunning(settings, (level, message, details) => log[level](details, message));
  return { ...shared, keepRunning, found: adopted ? "adopted" : "started" };
}

/** A program on PATH goes before a container, and both before the simulated switch. */
async function findSwitch(): Promise<"program" | "docker" | "simulated"> {
  if (findFreeSwitch() !== undefined) return "program";
  return (await dockerOffersSwitch(process.env)) ? "docker" : "simulated";
}

function settingsOf({ home, secrets, options }: Parts): SwitchSettings {
  const settings = switchSettingsOf(home, secrets, options);
  if (options.switchChoice.kind !== "external") return settings;
  const { host, port } = options.switchChoice;
  return { ...settings, eventSocket: { ...settings.eventSocket, host, port } };
}
