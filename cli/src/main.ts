import { flush } from "@oclif/core/flush";
import { run } from "@oclif/core/run";
import { settings } from "@oclif/core/settings";
import { commandFirst } from "./command-first.ts";
import { reportFailure } from "./errors/report.ts";

// Node runs the TypeScript as it is; looking for a transpiler would only cost time.
settings.enableAutoTranspile = false;

/** @param root where the framework starts to look for the package that lists the commands */
export async function main(args: readonly string[], root: string): Promise<void> {
  const argv = commandFirst(args);
  try {
    await run(argv, { root });
    await flush();
  } catch (error) {
    const isExit = error instanceof Error && "code" in error && error.code === "EEXIT";
    if (!isExit) {
      reportFailure(error, argv.includes("--json"));
      process.exitCode = 1;
    }
  }
}
