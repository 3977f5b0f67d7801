import { expect, test } from "vitest";
import { writeBrokenWalk } from "../testing/walk-files.ts";
import type { CheckName } from "./testing/checks.ts";
import { findBrokenWalk } from "./testing/find-broken-walk.ts";

/** Steps of the longest run; the others take a quarter of it each. */
const steps = Number(process.env["HOTLINE_WALK_STEPS"] ?? 100_000);
const seed = Number(process.env["HOTLINE_WALK_SEED"] ?? Date.now() % 1_000_000_000);
const deadlineMs = Math.max(120_000, steps * 2);

function walk(check: CheckName, atLeast: number): void {
  const { stepsTaken, broken } = findBrokenWalk({ check, steps: atLeast, seed });
  if (broken !== undefined) {
    const file = writeBrokenWalk(broken);
    const again = `walk it again: npm run replay-walk -- ${file}`;
    throw new Error(`${broken.found}\nin ${broken.steps.length} steps, found with HOTLINE_WALK_SEED=${seed}; ${again}`);
  }
  expect(stepsTaken).toBeGreaterThanOrEqual(atLeast);
}

test(
  "whatever happens in whatever order, no invariant breaks and a restored engine decides as the one it came from",
  () => {
    walk("each-step", steps);
  },
  deadlineMs,
);

test(
  "when the world goes quiet, every call, leg, offer, entry and segment has ended and every agent is released",
  () => {
    walk("quiet-world", steps / 4);
  },
  deadlineMs,
);

test(
  "whoever is held when the switch is heard again has a way back: the agent retrieves, and switch and engine agree (A6)",
  () => {
    walk("held-have-a-way-back", steps / 4);
  },
  deadlineMs,
);

test(
  "with everything heard each rating is closed, its level is the first key that means one, and its call ended by the agent (S13)",
  () => {
    walk("ratings", steps / 4);
  },
  deadlineMs,
);

test(
  "the state log of an agent has no gap, never runs back and ends in the state its view shows",
  () => {
    walk("state-log", steps / 4);
  },
  deadlineMs,
);
