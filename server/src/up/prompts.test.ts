import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serverLoadOptions } from "./prompts.ts";

test("a sound put into the server's configuration folder after its start is known to the next apply", () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-prompts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const options = serverLoadOptions(folder);
  expect(options.builtinPrompts).toEqual(["default"]);
  mkdirSync(join(folder, "prompts"));
  writeFileSync(join(folder, "prompts", "waiting.wav"), "");
  writeFileSync(join(folder, "prompts", "notes.txt"), "");
  expect({ ...options }.builtinPrompts).toEqual(["default", "waiting.wav"]);
});
