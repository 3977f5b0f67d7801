import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commandNames, docs, withHelp } from "../scripts/command-docs.ts";
import { runCli } from "./testing/run-cli.ts";

test.each(docs)("$file says of every command what --help says", async ({ file, lang }) => {
  const page = readFileSync(file, "utf8");
  expect(await withHelp(page, lang)).toBe(page);
});

test("the overview names every command or the group it is in", async () => {
  const { stdout } = await runCli(["--help"]);
  for (const name of commandNames()) expect(stdout).toContain(name.split(" ")[0]);
});
