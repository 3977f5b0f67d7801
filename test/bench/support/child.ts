import { spawn } from "node:child_process";

export interface ChildResult {
  readonly exitCode: number | null;
  readonly wallMs: number;
  /** Largest resident set the child reached, as the kernel counted it. */
  readonly peakRssMb: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one TypeScript or JavaScript program to its end and learns its peak memory from the kernel. @throws when it cannot be started */
export async function runChild(command: string, args: readonly string[], cwd: string): Promise<ChildResult> {
  const started = performance.now();
  const child = spawn(process.execPath, ["--import", PEAK_RSS_HOOK, command, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const wallMs = performance.now() - started;
  const peak = /^peak-rss-kb (\d+)$/m.exec(stderr)?.[1];
  return { exitCode, wallMs, peakRssMb: Number(peak) / 1_024, stdout, stderr };
}

/** Loaded into the child before its own code: says the peak the kernel counted when the child leaves. */
const PEAK_RSS_HOOK = `data:text/javascript,${encodeURIComponent(
  'import{writeSync}from"node:fs";process.on("exit",()=>writeSync(2,`peak-rss-kb ${process.resourceUsage().maxRSS}\\n`))',
)}`;
