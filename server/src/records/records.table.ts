import type {
  CallFact,
  DecisionFact,
  EntryFact,
  HandoverFact,
  LegFact,
  OfferFact,
  RatingFact,
  SegmentFact,
} from "../acd/index.ts";
import type { FactTable } from "../db/fact-table.ts";

export type CallsTable = FactTable<CallFact>;
export type LegsTable = FactTable<LegFact>;
export type QueueEntriesTable = FactTable<EntryFact>;
export type OffersTable = FactTable<OfferFact>;
export type SegmentsTable = FactTable<SegmentFact>;
export type HandoversTable = FactTable<HandoverFact>;
export type RatingsTable = FactTable<RatingFact>;
export type DecisionsTable = FactTable<DecisionFact>;
