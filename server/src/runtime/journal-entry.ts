import type { AcdEvent, AcdFact } from "../acd/index.ts";

/** One input of the engine with what it made known; written whole or not at all. */
export interface JournalEntry {
  readonly seq: number;
  /** Engine time, ms. */
  readonly at: number;
  readonly event: AcdEvent;
  readonly facts: readonly AcdFact[];
}
