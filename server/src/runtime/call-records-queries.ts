import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import type { CallSoFar } from "./duty-facts.ts";

/** The legs that have a row, with their end where it is known. */
export async function findLegEnds(
  db: Db,
  legIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly endedAt: Date | null }>> {
  if (legIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("legs")
    .select(["legId", "endedAt"])
    .where(sql<boolean>`leg_id = any(${legIds as string[]}::text[])`)
    .execute();
  return new Map(rows.map(({ legId, ...rest }) => [legId, rest]));
}

/** The call of a customer's leg, with the queue entry it waited in last. */
export async function findCallSoFar(db: Db, customerLegId: string): Promise<CallSoFar | undefined> {
  const call = await db
    .selectFrom("calls")
    .innerJoin("legs", "legs.callId", "calls.callId")
    .selectAll("calls")
    .where("legs.legId", "=", customerLegId)
    .executeTakeFirst();
  if (call === undefined) return undefined;
  const entry = await db
    .selectFrom("queueEntries")
    .selectAll()
    .where("callId", "=", call.callId)
    .orderBy("joinedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  const ms = (at: Date | null) => at?.getTime();
  return {
    call: {
      ...call,
      fromName: call.fromName ?? undefined,
      trunk: call.trunk ?? undefined,
      group: call.group ?? undefined,
      agent: call.agent ?? undefined,
      arrivedAt: call.arrivedAt.getTime(),
      answeredAt: ms(call.answeredAt),
      endedAt: ms(call.endedAt),
      endReason: call.endReason ?? undefined,
    },
    entry: entry && { ...entry, joinedAt: entry.joinedAt.getTime(), leftAt: ms(entry.leftAt) },
  };
}
