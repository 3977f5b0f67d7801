import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readBrokenWalk, writeBrokenWalk } from "../testing/walk-files.ts";
import { Acd } from "./acd.ts";
import type { AcdEvent } from "./events.ts";
import { whatBreaks } from "./testing/broken-walk.ts";
import { checks } from "./testing/checks.ts";
import { findBrokenWalk } from "./testing/find-broken-walk.ts";
import type { MakeEngine } from "./testing/world.ts";

/** Tells the switch of no retrieve: whoever is held stays so. Its own state is in order; only the switch shows it. */
class ForgetsToRetrieve extends Acd {
  override handle(event: AcdEvent, now: number) {
    const output = super.handle(event, now);
    return { ...output, commands: output.commands.filter(({ type }) => type !== "leg.retrieve") };
  }
}

/** Has an invariant that no true engine keeps: nobody talks while another waits. */
class WantsTheImpossible extends Acd {
  override checkInvariants(): string[] {
    const states = this.callViews().map(({ state }) => state);
    const broken = states.includes("talking") && states.includes("waiting");
    return [...super.checkInvariants(), ...(broken ? ["one talks while another waits"] : [])];
  }
}

const plants = [
  { check: "held-have-a-way-back", makeEngine: ((saved) => new ForgetsToRetrieve(saved)) as MakeEngine, says: /held/ },
  { check: "each-step", makeEngine: ((saved) => new WantsTheImpossible(saved)) as MakeEngine, says: /another waits/ },
] as const;

// Thousands of steps, each looked at closely, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-walk-"));
  vi.stubEnv("HOTLINE_WALK_FOLDER", folder);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test.each(plants)("a fault planted for $check is found, and its walk shrinks until each step is needed", (plant) => {
  const { broken, stepsTaken } = findBrokenWalk({ ...plant, steps: 50_000, seed: 1 });
  expect(broken?.found).toMatch(plant.says);
  expect(stepsTaken).toBeLessThan(50_000);
  const steps = broken?.steps ?? [];
  expect(steps.length).toBeGreaterThan(0);
  // Two callers, three agents: the shortest way there is to one who talks beside one who waits takes some steps.
  expect(steps.length).toBeLessThanOrEqual(8);
  const options = { check: checks[plant.check], makeEngine: plant.makeEngine };
  for (const index of steps.keys()) {
    const fewer = steps.filter((_, other) => other !== index);
    expect(whatBreaks(fewer, options)).toBeUndefined();
  }
});

test.each(plants)("what was written of a fault planted for $check breaks again when read, word for word", (plant) => {
  const { broken } = findBrokenWalk({ ...plant, steps: 50_000, seed: 1 });
  if (broken === undefined) throw new Error("the planted fault was not found");
  const path = writeBrokenWalk(broken);
  expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([path]);
  const read = readBrokenWalk(path);
  expect(read).toEqual(broken);
  const check = checks[read.check];
  expect(whatBreaks(read.steps, { check, makeEngine: plant.makeEngine })).toBe(broken.found);
  expect(whatBreaks(read.steps, { check })).toBeUndefined();
});

test("the same seed finds the same walk, step for step", () => {
  const [plant] = plants;
  const once = findBrokenWalk({ ...plant, steps: 50_000, seed: 1 });
  expect(findBrokenWalk({ ...plant, steps: 50_000, seed: 1 })).toEqual(once);
});

test.each([
  ["of another check", { check: "no-such", steps: [] }, /no check no-such; there are each-step/],
  ["without steps", { check: "each-step" }, /no steps/],
  ["with a move nobody knows", { check: "each-step", steps: [{ act: "fly", who: 0, how: 0 }] }, /step 1: no move fly/],
  [
    "with an aim that is no number",
    { check: "each-step", steps: [{ act: "arrive", who: "0" }] },
    /step 1: who and how/,
  ],
])("a file %s is refused", (_what, content, says) => {
  const path = join(folder, "walk.json");
  writeFileSync(path, JSON.stringify(content));
  expect(() => readBrokenWalk(path)).toThrow(says);
});
