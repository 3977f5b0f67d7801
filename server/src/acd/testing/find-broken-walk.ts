import fc from "fast-check";
import { whatBreaks, withoutSpareSteps, type BrokenWalk } from "./broken-walk.ts";
import { checks, type Check, type CheckName } from "./checks.ts";
import { moves, type MoveName, type Step } from "./moves/moves.ts";
import type { MakeEngine } from "./world.ts";

const walksASeed = 1_000;
const longest = 150;

const act = fc.oneof(
  ...(Object.keys(moves) as MoveName[]).map((name) => ({ weight: moves[name].weight, arbitrary: fc.constant(name) })),
);
const step: fc.Arbitrary<Step> = fc.record({ act, who: fc.nat(11), how: fc.nat(11) });
const walk = fc.array(step, { minLength: 1, maxLength: longest, size: "max" });

export interface Search {
  readonly check: CheckName;
  /** So many steps at least are taken, in walks of up to 150. */
  readonly steps: number;
  readonly seed: number;
  readonly makeEngine?: MakeEngine;
}

export interface Found {
  readonly stepsTaken: number;
  /** The shortest that could be made of the first walk that broke. */
  readonly broken: BrokenWalk | undefined;
}

/** Random walks until enough steps were taken or one breaks. The same seed walks the same steps. */
export function findBrokenWalk({ check, steps, seed, makeEngine }: Search): Found {
  const options = { check: checks[check] as Check, makeEngine };
  let stepsTaken = 0;
  for (let round = 0; stepsTaken < steps; round += 1) {
    let whole = true;
    const property = fc.property(walk, (taken) => {
      if (whole && stepsTaken >= steps) return true;
      if (whole) stepsTaken += taken.length;
      const found = whatBreaks(taken, options);
      // From here on only shorter forms of the same walk come.
      if (found !== undefined) whole = false;
      return found === undefined;
    });
    const { counterexample } = fc.check(property, { seed: seed + round, numRuns: walksASeed });
    if (counterexample === null) continue;
    const shortest = withoutSpareSteps(counterexample[0], options);
    return { stepsTaken, broken: { check, found: whatBreaks(shortest, options) ?? "", steps: shortest } };
  }
  return { stepsTaken, broken: undefined };
}
