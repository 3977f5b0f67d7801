import type { SwitchSettings } from "../settings.ts";
import { ensureSwitchRuns, runningPid } from "./switch-process.ts";

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

type Log = (level: "warn" | "error", message: string, details: object) => void;

/** Starts the switch again whenever it died, with longer pauses when that fails. @returns the function that ends this */
export function keepSwitchRunning(settings: SwitchSettings, log: Log): () => void {
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    if (runningPid(settings) !== undefined) {
      failures = 0;
      return;
    }
    log("error", "the switch died and is started again", { failures });
    try {
      const { pid } = await ensureSwitchRuns(settings);
      failures = 0;
      log("warn", "the switch runs again", { pid });
    } catch (error) {
      failures += 1;
      log("error", "the switch could not be started", { err: error, failures });
    }
  };
  const lookLater = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void look().finally(lookLater), Math.min(LOOK_EVERY_MS * 2 ** failures, LONGEST_PAUSE_MS));
    timer.unref();
  };
  lookLater();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
