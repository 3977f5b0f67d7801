/**
 * `npm run bench [-- GROUP …]`: one JSON object per figure on standard output, words on standard error.
 * Exit 0 measured, 1 failed, 2 unknown group, 3 the machine lacks what a group needs; no figure is ever invented.
 */
import { CannotRun } from "./cannot-run.ts";

const groups: Record<string, () => Promise<void> | void> = {
  acd: async () => (await import("./groups/acd.ts")).benchAcd(),
  config: async () => (await import("./groups/config.ts")).benchConfig(),
  engine: async () => (await import("./groups/engine.ts")).benchEngine(),
  start: async () => (await import("./groups/start.ts")).benchStart(),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  process.stderr.write(`unknown bench group ${unknown.join(", ")}; there are: ${Object.keys(groups).join(", ")}\n`);
  process.exit(2);
}

let exitCode = 0;
for (const name of wanted.length > 0 ? wanted : Object.keys(groups)) {
  process.stderr.write(`bench ${name}\n`);
  try {
    await groups[name]?.();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    process.stderr.write(`bench ${name} cannot run here: ${error.message}\n`);
    exitCode = 3;
  }
}
process.exit(exitCode);
