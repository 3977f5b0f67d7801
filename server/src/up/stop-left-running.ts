import { stopEmbeddedPostgres } from "../db/index.ts";
import { countLegs, runningPid, stopSwitch } from "../switch/freeswitch/index.ts";
import { openHome, openSecrets } from "./home.ts";
import type { HotlineOptions } from "./options.ts";
import { switchSettingsOf } from "./switch-settings.ts";

export interface StoppedParts {
  /** `in-calls`: it has legs and was left alone; `silent`: nobody knows whether it has, so it was too. */
  readonly switch: "stopped" | "not-running" | "in-calls" | "silent";
  readonly legs: number;
  readonly database: "stopped" | "not-running" | "left-running";
}

/**
 * Ends what a stopped or killed server leaves on purpose: its switch, so that talks go on, and after a kill its database. A
 * switch that has legs is left alone, and the database with it, unless `force` is set. The server itself must not run.
 */
export async function stopLeftRunning(options: {
  home: string;
  switchPorts: HotlineOptions["switchPorts"];
  force: boolean;
}): Promise<StoppedParts> {
  const home = openHome(options.home);
  const settings = switchSettingsOf(home, openSecrets(home), { switchPorts: options.switchPorts });
  const running = runningPid(settings) !== undefined;
  const legs = running && !options.force ? await countLegs(settings).catch(() => undefined) : 0;
  if (legs === undefined) return { switch: "silent", legs: 0, database: "left-running" };
  if (legs > 0) return { switch: "in-calls", legs, database: "left-running" };
  if (running) await stopSwitch(settings);
  const database = (await stopEmbeddedPostgres(home.folder)) ? "stopped" : "not-running";
  return { switch: running ? "stopped" : "not-running", legs, database };
}
