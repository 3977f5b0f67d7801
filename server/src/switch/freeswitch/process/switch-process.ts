import { spawn } from "node:child_process";
import { accessSync, constants, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { EventSocket } from "../connection/event-socket.ts";
import { SwitchAwayError, SwitchNotFoundError, SwitchStartError } from "../errors.ts";
import { configurationFolder } from "../render/write.ts";
import type { SwitchSettings } from "../settings.ts";

const START_DEADLINE_MS = 30_000;
const STOP_DEADLINE_MS = 10_000;
const LOOK_AGAIN_MS = 100;

/** Where the program is; undefined when this machine has none. */
export function findFreeSwitch(path = process.env["PATH"] ?? ""): string | undefined {
  const candidates = path.split(delimiter).map((folder) => join(folder, "freeswitch"));
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return statSync(candidate).isFile();
    } catch {
      return false;
    }
  });
}

/**
 * Makes sure that our switch runs: adopts the one an earlier server started from the same folder, else starts one in a
 * session of its own, so that neither the server's end nor a Ctrl-C at its terminal ends a talk.
 * @throws SwitchNotFoundError, SwitchStartError
 */
export async function ensureSwitchRuns(settings: SwitchSettings): Promise<{ pid: number; adopted: boolean }> {
  const running = runningPid(settings);
  if (running !== undefined) {
    await answering(settings, running);
    return { pid: running, adopted: true };
  }
  const program = findFreeSwitch();
  if (program === undefined) throw new SwitchNotFoundError();
  rmSync(pidFile(settings), { force: true });
  const pid = launch(program, settings);
  try {
    await answering(settings, pid);
  } catch (error) {
    // Nobody would ever ask it for anything: it has no calls, and no server finds it where it was meant to be.
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    rmSync(pidFile(settings), { force: true });
    throw error;
  }
  return { pid, adopted: false };
}

/** Legs the running switch has now. @throws SwitchAwayError when it does not answer */
export async function countLegs(settings: SwitchSettings): Promise<number> {
  const socket = await EventSocket.connect({
    ...settings.eventSocket,
    onEvent: () => undefined,
    onClosed: () => undefined,
  });
  try {
    return Number.parseInt(await socket.api("show channels count"), 10);
  } finally {
    socket.close("counted");
  }
}

/** Ends the switch and every call on it. */
export async function stopSwitch(settings: SwitchSettings): Promise<void> {
  const pid = runningPid(settings);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + STOP_DEADLINE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) process.kill(pid, "SIGKILL");
    await sleep(LOOK_AGAIN_MS);
  }
  rmSync(pidFile(settings), { force: true });
}

/** The process that runs from this folder, if it is alive and indeed a FreeSWITCH. */
export function runningPid(settings: SwitchSettings): number | undefined {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(pidFile(settings), "utf8"), 10);
  } catch {
    return undefined;
  }
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) && isFreeSwitch(pid) ? pid : undefined;
}

function launch(program: string, settings: SwitchSettings): number {
  const folders = {
    conf: configurationFolder(settings.folder),
    log: join(settings.folder, "log"),
    run: join(settings.folder, "run"),
    db: join(settings.folder, "db"),
    temp: join(settings.folder, "temp"),
    storage: join(settings.folder, "storage"),
    recordings: settings.recordings,
    certs: settings.agents.wss?.certificates ?? join(settings.folder, "certs"),
  };
  for (const folder of Object.values(folders)) {
    if (folder !== folders.conf) mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const options = Object.entries(folders).flatMap(([name, folder]) => [`-${name}`, folder]);
  // -nf: the program itself would fork and leave us without its pid. -nonat: no UPnP, which waits for routers.
  const child = spawn(program, ["-nf", "-nc", "-nonat", "-np", ...options], {
    cwd: settings.folder,
    detached: true,
    stdio: "ignore",
  });
  child.on("error", () => undefined);
  child.unref();
  if (child.pid === undefined) throw new SwitchStartError(`${program} cannot be run`);
  return child.pid;
}

/** Waits until its event socket takes our password, or the process is gone. */
async function answering(settings: SwitchSettings, pid: number): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    try {
      const socket = await EventSocket.connect({
        ...settings.eventSocket,
        onEvent: () => undefined,
        onClosed: () => undefined,
      });
      const status = await socket.api("sofia status profile trunk");
      socket.close("it answers");
      // The socket is there before the profiles are.
      if (!status.startsWith("Invalid")) return;
    } catch (error) {
      if (!(error instanceof SwitchAwayError)) throw error;
    }
    if (!isAlive(pid)) throw new SwitchStartError("the process ended at once");
    if (Date.now() > deadline) throw new SwitchStartError("its event socket did not answer in time");
    await sleep(LOOK_AGAIN_MS);
  }
}

function pidFile(settings: SwitchSettings): string {
  return join(settings.folder, "run", "freeswitch.pid");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A pid may belong to somebody else after a restart of the machine. */
function isFreeSwitch(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("freeswitch");
  } catch {
    return true;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
