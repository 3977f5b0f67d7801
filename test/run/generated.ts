import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT, runProgram } from "./program.ts";

/** Generated files besides those that say so with `.gen.` in their name. */
const NAMED = [
  "docs/cli.md",
  "docs/cli.en.md",
  "docs/errors.md",
  "docs/config-errors.md",
  "freeswitch/prompts/waiting-music.wav",
];
const PROGRAMS = [
  ["npm", "run", "generate"],
  ["node", "freeswitch/scripts/make-music.ts"],
] as const;
const NOT_OURS = new Set(["node_modules", ".git", "build", ".svelte-kit", "var"]);

/**
 * Writes every generated file anew (`npm run generate`, the shipped music) and compares. A stale file is left in its new
 * state, so that committing it is all that remains to do.
 */
export async function checkGenerated(): Promise<{ exitCode: number; output: string }> {
  const before = fingerprints();
  for (const program of PROGRAMS) {
    const { exitCode, output } = await runProgram(program);
    if (exitCode !== 0) return { exitCode, output };
  }
  const after = fingerprints();
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  if (stale.length === 0) return { exitCode: 0, output: "" };
  const lines = stale.map((file) => `${file} was not what its source makes of it; it is now`);
  return { exitCode: 1, output: [...lines, "commit the files above"].join("\n") };
}

function fingerprints(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of filesUnder(ROOT)) {
    const name = relative(ROOT, file);
    if (!name.includes(".gen.") && !NAMED.includes(name)) continue;
    found.set(name, createHash("sha256").update(readFileSync(file)).digest("hex"));
  }
  return found;
}

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (NOT_OURS.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}
