import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The tools come from this checkout, whatever the machine has; so does the Node they run on. */
const PATH = [join(ROOT, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);

export interface ProgramResult {
  readonly exitCode: number;
  readonly output: string;
  readonly tookMs: number;
}

export interface ProgramOptions {
  /** Let the program write to this terminal instead of collecting what it says. */
  readonly show?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** A program that says nothing for longer than anything here should take is ended, with all it started. */
  readonly deadlineMs?: number;
}

/** Runs a program of the checkout to its end; never rejects, a program that cannot start is exit code 127. */
export function runProgram(command: readonly string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const [name = "", ...args] = command;
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const chunks: string[] = [];
    const child = spawn(name, args, {
      cwd: ROOT,
      env: { ...process.env, PATH, ...options.env },
      stdio: ["ignore", options.show ? "inherit" : "pipe", options.show ? "inherit" : "pipe"],
      detached: true,
    });
    const stopGroup = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch {
        child.kill(signal);
      }
    };
    const onInterrupt = (): void => {
      stopGroup("SIGINT");
    };
    process.on("SIGINT", onInterrupt);
    process.on("SIGTERM", onInterrupt);
    const deadline = options.deadlineMs
      ? setTimeout(() => {
          chunks.push(`\nended after ${String(options.deadlineMs)} ms without finishing\n`);
          stopGroup("SIGKILL");
        }, options.deadlineMs)
      : undefined;
    const finish = (exitCode: number): void => {
      clearTimeout(deadline);
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onInterrupt);
      resolve({ exitCode, output: chunks.join(""), tookMs: Date.now() - startedAt });
    };
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk.toString("utf8")));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString("utf8")));
    child.on("error", (error) => {
      chunks.push(error.message);
      finish(127);
    });
    child.on("close", (code, signal) => {
      finish(code ?? (signal === "SIGINT" ? 130 : 137));
    });
  });
}

/** Whether one of these programs can be started here. */
export function firstOnPath(...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

/** `1.4 s`, `2 min 05 s`. */
export function inWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${String(minutes)} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`;
}
