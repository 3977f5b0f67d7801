import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run-cli.ts";

const BIN = fileURLToPath(new URL("../../bin/hotline.ts", import.meta.url));
const READY_WITHIN_MS = 90_000;

export interface Ready {
  readonly ready: string;
  readonly switch: string;
  readonly oneTimePasswords: readonly { user: string; label: string; password: string }[];
}

export interface OwnServer {
  readonly home: string;
  readonly ready: Ready;
  /** Ctrl-C, then what the program ended with. */
  interrupt(): Promise<number | null>;
  /** Ends it, whatever state it is in, and removes its home. */
  remove(): Promise<void>;
}

/** `hotline up` as a child process with a home of its own unless one is given, a simulated switch, and an embedded database. */
export async function startOwnServer(options: {
  port: number;
  folder: string;
  home?: string;
  env?: Readonly<Record<string, string>>;
}): Promise<OwnServer> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), "hotline-up-"));
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [BIN, "up", options.folder, "--json", "--port", String(options.port)], {
    cwd: ROOT,
    env: { PATH, HOTLINE_HOME: home, HOTLINE_FREESWITCH: "simulated", NODE_ENV: "production", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let output = "";
  const ready = await new Promise<Ready>((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`no server after ${String(READY_WITHIN_MS)} ms: ${output}`));
    }, READY_WITHIN_MS);
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const answer = whole(output);
      if (answer === undefined) return;
      clearTimeout(deadline);
      resolve(answer);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("close", (code) => {
      clearTimeout(deadline);
      reject(new Error(`the server ended with ${String(code)}: ${output}`));
    });
  });
  return {
    home,
    ready,
    interrupt: () => {
      child.kill("SIGINT");
      return ended;
    },
    remove: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The ready object, once it has come in whole. */
function whole(output: string): Ready | undefined {
  try {
    const found = JSON.parse(output) as Partial<Ready>;
    return found.ready === undefined ? undefined : (found as Ready);
  } catch {
    // Not all of it is there yet.
    return undefined;
  }
}
