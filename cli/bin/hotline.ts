#!/usr/bin/env node
import { flush } from "@oclif/core/flush";
import { run } from "@oclif/core/run";
import { settings } from "@oclif/core/settings";
import { reportFailure } from "../src/errors/report.ts";

// Node runs the TypeScript as it is; looking for a transpiler would only cost time.
settings.enableAutoTranspile = false;

try {
  await run(process.argv.slice(2), { root: import.meta.dirname });
  await flush();
} catch (error) {
  const isExit = error instanceof Error && "code" in error && error.code === "EEXIT";
  if (!isExit) {
    reportFailure(error, process.argv.includes("--json"));
    process.exitCode = 1;
  }
}
