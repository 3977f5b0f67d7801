import type { AcdEvent } from "../events.ts";

/** An event on its way to the engine; the world decides when it comes, whether twice, whether at all. */
export interface Delivery {
  readonly event: AcdEvent;
}
