import { checkGenerated } from "./generated.ts";
import { inWords, runProgram } from "./program.ts";

/**
 * `npm run check` runs all steps and reports each; `npm run check -- lint types` runs those named, `npm run check -- --except unit`
 * all but those. A failed step does not stop the others, so one run shows everything that is wrong.
 */
interface Step {
  readonly name: string;
  readonly about: string;
  readonly run: () => Promise<{ exitCode: number; output: string }>;
}

const program = (...command: string[]) => {
  return () => runProgram(command);
};

const steps: readonly Step[] = [
  { name: "format", about: "prettier", run: program("prettier", "--check", "--log-level=warn", ".") },
  { name: "lint", about: "eslint, import lines", run: program("eslint", ".", "--max-warnings=0") },
  { name: "types", about: "tsc, strict", run: program("npm", "run", "-s", "types") },
  { name: "types-web", about: "svelte-check", run: program("npm", "run", "-s", "-w", "web", "check") },
  {
    name: "cycles",
    about: "dependency-cruiser",
    run: program("npm", "run", "-s", "cycles"),
  },
  { name: "unused", about: "knip", run: program("knip", "--no-progress") },
  { name: "generated", about: "generated files are current", run: checkGenerated },
  { name: "unit", about: "vitest, pure tests", run: program("vitest", "run", "--project", "unit", "--reporter=dot") },
];

const except = process.argv[2] === "--except";
const asked = process.argv.slice(except ? 3 : 2);
const unknown = asked.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(", ")}; there are ${steps.map((step) => step.name).join(", ")}`);
  process.exit(2);
}

const failed: string[] = [];
for (const step of steps.filter(({ name }) => asked.length === 0 || asked.includes(name) !== except)) {
  process.stdout.write(`${step.name.padEnd(10)} ${step.about.padEnd(28)} `);
  const startedAt = Date.now();
  const { exitCode, output } = await step.run();
  console.log(`${exitCode === 0 ? "ok    " : "FAILED"} ${inWords(Date.now() - startedAt)}`);
  if (exitCode !== 0) {
    failed.push(step.name);
    console.log(output.trimEnd().replaceAll(/^/gm, "  "));
  }
}

console.log(failed.length === 0 ? "check: all well" : `check: failed in ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
