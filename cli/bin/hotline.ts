#!/usr/bin/env node
import { flush } from "@oclif/core/flush";
import { run } from "@oclif/core/run";
import { settings } from "@oclif/core/settings";
import { reportFailure } from "../src/errors/report.ts";
import { commandFirst } from "../src/command-first.ts";

// Node runs the TypeScript as it is; looking for a transpiler would only cost time.
settings.enableAutoTranspile = false;

const argv = commandFirst(process.argv.slice(2));
try {
  await run(argv, { root: import.meta.dirname });
  await flush();
} catch (error) {
  const isExit = error instanceof Error && "code" in error && error.code === "EEXIT";
  if (!isExit) {
    reportFailure(error, argv.includes("--json"));
    process.exitCode = 1;
  }
}
