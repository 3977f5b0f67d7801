import { execFileSync, spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { ROOT } from "./testing/run-cli.ts";

/** Output of a failing command at a terminal that `script` makes for it. */
function atTerminal(env: Record<string, string>): string {
  const command = `"${process.execPath}" cli/bin/hotline.ts config plan schemas/fixtures/35-group-without-members`;
  const { PATH = "" } = process.env;
  const options = { cwd: ROOT, env: { PATH, TERM: "xterm", ...env }, encoding: "utf8" } as const;
  return execFileSync("script", ["-qc", command, "/dev/null"], options);
}

const escape = "\u001b[";
// Not every system's `script` takes a command; util-linux's does.
const canMakeTerminal = spawnSync("script", ["--version"]).stdout?.includes("util-linux") ?? false;

test.skipIf(!canMakeTerminal)("a terminal gets colours and the hints of problems", () => {
  const shown = atTerminal({});
  expect(shown).toContain(escape);
  expect(shown).toContain("在坐席文档的 groups 里写上它");
});

test.skipIf(!canMakeTerminal)("NO_COLOR turns colours off at a terminal", () => {
  expect(atTerminal({ NO_COLOR: "1" })).not.toContain(escape);
});
