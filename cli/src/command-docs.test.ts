import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COLUMNS, commandNames, docs, trimmed, withHelp } from "../scripts/command-docs.ts";
import { runCli } from "./testing/run-cli.ts";

test.each(docs)("$file has the help of every command as it is", async ({ file, lang }) => {
  const page = readFileSync(file, "utf8");
  expect(await withHelp(page, lang)).toBe(page);
});

test("what a person gets from --help is what the page says", async () => {
  const page = readFileSync(docs[0].file, "utf8");
  const { stdout, exitCode } = await runCli(["config", "apply", "--help"], { OCLIF_COLUMNS: COLUMNS });
  expect(exitCode).toBe(0);
  expect(page).toContain(trimmed(stdout));
});

test("the overview names every command or the group it is in", async () => {
  const { stdout } = await runCli(["--help"]);
  for (const name of commandNames()) expect(stdout).toContain(name.split(" ")[0]);
});
