import { calls } from "./calls.ts";
import { deliveries } from "./deliveries.ts";
import { dials } from "./dials.ts";
import { handovers } from "./handovers.ts";
import { leaders } from "./leaders.ts";
import { listening } from "./listening.ts";
import type { Aim, Move } from "./move.ts";
import { people } from "./people.ts";
import { places } from "./places.ts";
import { surveys } from "./surveys.ts";

/** Everything that may happen, in no order anybody promises. A new kind of event gets moves in a file of its own here. */
export const moves = {
  ...deliveries,
  ...people,
  ...leaders,
  ...listening,
  ...calls,
  ...handovers,
  ...dials,
  ...places,
  ...surveys,
} satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;

/** One step of a walk. */
export interface Step extends Aim {
  readonly act: MoveName;
}
