import type { Selectable } from "kysely";
import type { Db } from "../db/index.ts";
import type {
  DecisionsTable,
  HandoversTable,
  LegsTable,
  OffersTable,
  QueueEntriesTable,
  RatingsTable,
  SegmentsTable,
} from "./records.table.ts";

export interface CallParts {
  legs: Selectable<LegsTable>[];
  readonly entries: Selectable<QueueEntriesTable>[];
  readonly offers: Selectable<OffersTable>[];
  readonly segments: Selectable<SegmentsTable>[];
  readonly rating: Selectable<RatingsTable> | undefined;
  readonly decisions: Selectable<DecisionsTable>[];
  readonly handovers: Selectable<HandoversTable>[];
}

export async function findCallParts(db: Db, callId: string): Promise<CallParts> {
  const [legs, entries, offers, segments, decisions, handovers, rating] = await Promise.all([
    db
      .selectFrom("legs")
      .selectAll()
      .where("callId", "=", callId)
      .orderBy("createdAt")
      .orderBy("role", "desc")
      .orderBy("legId")
      .execute(),
    db.selectFrom("queueEntries").selectAll().where("callId", "=", callId).orderBy("joinedAt").execute(),
    db.selectFrom("offers").selectAll().where("callId", "=", callId).orderBy("offeredAt").execute(),
    db.selectFrom("segments").selectAll().where("callId", "=", callId).orderBy("bridgedAt").execute(),
    db.selectFrom("decisions").selectAll().where("callId", "=", callId).orderBy("seq").execute(),
    db.selectFrom("handovers").selectAll().where("callId", "=", callId).orderBy("startedAt").execute(),
    db.selectFrom("ratings").selectAll().where("callId", "=", callId).executeTakeFirst(),
  ]);
  return { legs, entries, offers, segments, decisions, handovers, rating };
}
