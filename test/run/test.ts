import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inWords, runProgram } from "./program.ts";
import { projects } from "./projects.ts";
import type { Project } from "./projects.ts";
import { outcomeOf } from "./vitest-report.ts";
import type { Outcome, Tally, VitestReport } from "./vitest-report.ts";

/**
 * `npm test` runs every test that can run here; `npm test -- unit db` those projects. The last line is always
 * `N passed, N failed, N skipped`; the exit code is 0 only when something ran and nothing failed.
 */
const SKIPPED_TITLES_SHOWN = 40;
const COUNT_WITHIN_MS = 120_000;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !projects.some((project) => project.name === name));
if (unknown.length > 0) {
  console.error(`no such tests: ${unknown.join(", ")}; there are ${projects.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), "hotline-test-"));
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];

for (const project of projects.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`\n── ${project.name}: ${project.about}`);
  const startedAt = Date.now();
  const obstacle = await project.obstacle();
  const outcome = obstacle === undefined ? await run(project) : await skip(project);
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  total.skipped += outcome.skipped;
  const counts = `${String(outcome.passed)} passed, ${String(outcome.failed)} failed, ${String(outcome.skipped)} skipped`;
  summary.push(`${project.name.padEnd(6)} ${counts} in ${inWords(Date.now() - startedAt)}`);
  if (obstacle !== undefined) summary.push(`       skipped as a whole: ${obstacle}`);
  else
    for (const title of outcome.skippedTitles.slice(0, SKIPPED_TITLES_SHOWN)) summary.push(`       skipped: ${title}`);
  for (const title of outcome.failedTitles) summary.push(`       FAILED: ${title}`);
}

rmSync(reports, { recursive: true, force: true });
if (total.passed + total.failed === 0) summary.push("nothing ran, which is a failure");
console.log(`\n${summary.join("\n")}\n`);
console.log(`${String(total.passed)} passed, ${String(total.failed)} failed, ${String(total.skipped)} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

async function run(project: Project): Promise<Outcome> {
  if (project.name === "e2e") {
    const build = await runProgram(["npm", "run", "-w", "web", "build", "--if-present"]);
    if (build.exitCode !== 0) {
      console.log(build.output);
      return { passed: 0, failed: 1, skipped: 0, failedTitles: ["the pages could not be built"], skippedTitles: [] };
    }
  }
  const file = join(reports, `${project.name}.json`);
  const { exitCode } = await runProgram(
    [
      ...["vitest", "run", "--project", project.name, "--passWithNoTests"],
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    ],
    { show: true, deadlineMs: project.deadlineMs },
  );
  return outcomeOf(readReport(file), exitCode);
}

/** Tests that cannot run here are still counted: with a name no test can have, vitest reports each as skipped. */
async function skip(project: Project): Promise<Outcome> {
  const file = join(reports, `${project.name}.json`);
  const { output } = await runProgram(
    [
      ...["vitest", "run", "--project", project.name, "--passWithNoTests", "--testNamePattern", "(?!)"],
      ...["--reporter=json", `--outputFile.json=${file}`],
    ],
    { deadlineMs: COUNT_WITHIN_MS },
  );
  const report = readReport(file);
  if (report === undefined) console.log(`how many there are could not be counted: ${output.trim()}`);
  const { skipped, skippedTitles } = outcomeOf(report, 0);
  return { passed: 0, failed: 0, skipped, failedTitles: [], skippedTitles };
}

/** Undefined when the program that should have written the file did not live to do so. */
function readReport(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  } catch {
    return undefined;
  }
}
