import type { Check, CheckName } from "./checks.ts";
import type { Step } from "./moves/moves.ts";
import { walked } from "./walk.ts";
import type { MakeEngine, World } from "./world.ts";

/** A walk after which something is not as it must be; plain JSON, so that it can be written down and walked again. */
export interface BrokenWalk {
  readonly check: CheckName;
  /** What was found, for whoever opens the file. */
  readonly found: string;
  readonly steps: readonly Step[];
}

export interface WalkOptions {
  readonly check: Check;
  readonly makeEngine?: MakeEngine | undefined;
  /** Hears of each step before it is taken. */
  readonly onStep?: (step: Step, world: World) => void;
}

/** Walks the steps and checks. What is wrong in words, or undefined. */
export function whatBreaks(steps: readonly Step[], { check, makeEngine, onStep }: WalkOptions): string | undefined {
  try {
    check(walked(steps, { makeEngine, onStep }));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Leaves out every step without which it still breaks, so that each one left is needed. */
export function withoutSpareSteps(steps: readonly Step[], options: WalkOptions): readonly Step[] {
  let left = steps;
  for (let index = left.length - 1; index >= 0; index = Math.min(index, left.length) - 1) {
    const fewer = left.filter((_, other) => other !== index);
    if (whatBreaks(fewer, options) !== undefined) left = fewer;
  }
  return left.length === steps.length ? left : withoutSpareSteps(left, options);
}
