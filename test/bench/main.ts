/**
 * `npm run bench [-- GROUP … [--calls N] [--rate N] [--agents N]]`: one JSON object per figure on standard output, words on
 * standard error. The options are the soak's. Exit 0 measured, 1 failed, 2 unknown group or option, 3 the machine lacks what a
 * group needs; no figure is ever invented.
 */
import { CannotRun } from "./cannot-run.ts";
import { readOptions, type BenchOptions } from "./options.ts";

const groups: Record<string, (options: BenchOptions) => Promise<void> | void> = {
  acd: async () => (await import("./groups/acd.ts")).benchAcd(),
  config: async () => (await import("./groups/config.ts")).benchConfig(),
  engine: async () => (await import("./groups/engine.ts")).benchEngine(),
  soak: async (options) => (await import("./groups/soak.ts")).benchSoak(options),
  start: async () => (await import("./groups/start.ts")).benchStart(),
};

const options = asked();
const wanted = options.groups.length > 0 ? options.groups : Object.keys(groups);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  process.stderr.write(`unknown bench group ${unknown.join(", ")}; there are: ${Object.keys(groups).join(", ")}\n`);
  process.exit(2);
}

let exitCode = 0;
for (const name of wanted) {
  process.stderr.write(`bench ${name}\n`);
  try {
    await groups[name]?.(options);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    process.stderr.write(`bench ${name} cannot run here: ${error.message}\n`);
    exitCode = 3;
  }
}
process.exit(exitCode);

function asked(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
