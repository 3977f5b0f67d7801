import { fileURLToPath } from "node:url";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { runProgram } from "../../run/program.ts";

const bin = fileURLToPath(new URL("../../../cli/bin/hotline.ts", import.meta.url));

/** `hotline …` as an operator types it on the server's machine. @throws with what it printed when it fails */
export async function hotlineCli(hotline: HotlineProcess, ...args: string[]): Promise<string> {
  const { exitCode, output } = await runProgram([process.execPath, bin, ...args], {
    env: { HOTLINE_HOME: hotline.home, LANG: "zh_CN.UTF-8" },
    deadlineMs: 60_000,
  });
  if (exitCode !== 0) throw new Error(`hotline ${args.join(" ")} ended with ${exitCode}: ${output}`);
  return output;
}
