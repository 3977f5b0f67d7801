import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Home } from "./home.ts";
import { StartError } from "./start-error.ts";

const run = promisify(execFile);
const composeFile = fileURLToPath(new URL("../../../freeswitch/compose.yaml", import.meta.url));
const ANSWER_DEADLINE_MS = 10_000;
/** The image may have to be fetched first. */
const START_DEADLINE_MS = 10 * 60_000;

/** Whether the switch can run in a container here: somebody chose an image, and a Docker engine answers. */
export async function dockerOffersSwitch(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (!env["FREESWITCH_IMAGE"]) return false;
  try {
    await run("docker", ["info"], { env, timeout: ANSWER_DEADLINE_MS });
    return true;
  } catch {
    return false; // no client, no engine, or one that does not answer: all the same here
  }
}

/**
 * Starts the container of compose.yaml, or leaves a running one alone; Docker itself starts it again when it dies. The
 * configuration must be rendered already. @throws StartError start.container with Docker's own words
 */
export async function startSwitchInDocker(home: Home, env: NodeJS.ProcessEnv): Promise<void> {
  const owner = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  try {
    await run("docker", ["compose", "-f", composeFile, "up", "-d"], {
      env: { ...env, HOTLINE_HOME: home.folder, SWITCH_USER: owner },
      timeout: START_DEADLINE_MS,
    });
  } catch (error) {
    const words = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new StartError(
      "start.container",
      `the container of ${composeFile} did not start: ${words}`,
      "correct FREESWITCH_IMAGE, or unset it to start without Docker",
    );
  }
}
