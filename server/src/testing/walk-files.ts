import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrokenWalk } from "../acd/testing/broken-walk.ts";
import { checks } from "../acd/testing/checks.ts";
import { moves } from "../acd/testing/moves/moves.ts";

/** Writes it where HOTLINE_WALK_FOLDER says, else among the temporary files. @returns the path */
export function writeBrokenWalk(broken: BrokenWalk): string {
  const folder = process.env["HOTLINE_WALK_FOLDER"] ?? join(tmpdir(), "hotline-walks");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${broken.check}-${Date.now()}-${process.pid}.json`);
  writeFileSync(path, `${JSON.stringify(broken, undefined, 1)}\n`);
  return path;
}

/** @throws when the file is none, or of a program with other checks or moves */
export function readBrokenWalk(path: string): BrokenWalk {
  const { check, found, steps } = JSON.parse(readFileSync(path, "utf8")) as Partial<BrokenWalk>;
  if (check === undefined || !Object.hasOwn(checks, check)) {
    throw new Error(`${path}: no check ${String(check)}; there are ${Object.keys(checks).join(", ")}`);
  }
  if (!Array.isArray(steps)) throw new Error(`${path}: no steps`);
  for (const [index, { act, who, how }] of (steps as BrokenWalk["steps"]).entries()) {
    if (!Object.hasOwn(moves, act)) throw new Error(`${path}: step ${index + 1}: no move ${String(act)}`);
    if (!Number.isInteger(who) || !Number.isInteger(how)) {
      throw new Error(`${path}: step ${index + 1}: who and how are whole numbers`);
    }
  }
  return { check, found: found ?? "", steps: steps as BrokenWalk["steps"] };
}
