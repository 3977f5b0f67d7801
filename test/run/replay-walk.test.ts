import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "./program.ts";

const held = {
  check: "held-have-a-way-back",
  found: "",
  steps: [
    { act: "arrive", who: 0, how: 0 },
    { act: "connect", who: 0, how: 0 },
    { act: "hold", who: 0, how: 1 },
  ],
};

/** Loaded before the program: its engine tells the switch of no retrieve. */
const fault = `
import { Acd } from ${JSON.stringify(new URL("../../server/src/acd/acd.ts", import.meta.url).href)};
const { handle } = Acd.prototype;
Acd.prototype.handle = function (event, now) {
  const output = handle.call(this, event, now);
  return { ...output, commands: output.commands.filter(({ type }) => type !== "leg.retrieve") };
};
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-replay-"));
  writeFileSync(join(folder, "walk.json"), JSON.stringify(held));
  writeFileSync(join(folder, "fault.mjs"), fault);
});
afterAll(() => rmSync(folder, { recursive: true }));

function replay(args: readonly string[], nodeArgs: readonly string[] = []) {
  const program = join(ROOT, "test/run/replay-walk.ts");
  return spawnSync(process.execPath, [...nodeArgs, program, ...args], { encoding: "utf8", cwd: ROOT });
}

test("a walk that breaks the engine is told step by step with what broke, and ends with 1", () => {
  const { status, stdout } = replay([join(folder, "walk.json")], ["--import", join(folder, "fault.mjs")]);
  expect(stdout).toMatch(/^3 hold who 0 how 1$/m);
  expect(stdout).toMatch(/^ {4}\{"type":"call\.hold-asked".*\n {6}→ \{"type":"leg\.hold"/m);
  expect(stdout).toMatch(/^held-have-a-way-back breaks: .* is held on the switch: true, not false$/m);
  expect(status).toBe(1);
});

test("a walk that breaks nothing any more ends with 0", () => {
  const { status, stdout } = replay([join(folder, "walk.json")]);
  expect(stdout).toMatch(/^held-have-a-way-back: nothing breaks$/m);
  expect(status).toBe(0);
});

test.each([
  ["no file", []],
  ["a file that is not there", ["nowhere.json"]],
])("%s ends with 2 and a word", (_what, args) => {
  const { status, stderr } = replay(args);
  expect(stderr).not.toBe("");
  expect(status).toBe(2);
});
