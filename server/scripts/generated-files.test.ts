import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedFiles } from "./generated-files.ts";

test("docs/errors.md, docs/agent-states.md and the clients' types are what the server's routes, errors and agent states make of them", async () => {
  for (const { path, text } of await generatedFiles()) {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), path).toBe(text);
  }
});
