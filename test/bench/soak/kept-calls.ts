import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../server/src/db/index.ts";
import type { KeptCall } from "../../chaos/support/kept-records.ts";

/** Every call in the tables of this home with all that belongs to it, read past the server. */
export async function readKeptCalls(home: string): Promise<KeptCall[]> {
  const { port, password } = JSON.parse(readFileSync(join(home, "postgres.json"), "utf8")) as {
    port: number;
    password: string;
  };
  const db = openDatabase(`postgres://hotline:${password}@127.0.0.1:${port}/hotline`, {
    maxConnections: 2,
    onConnectionLost: () => undefined,
  });
  try {
    const calls = await db.selectFrom("calls").selectAll().execute();
    const by = <Row extends { callId: string }>(rows: readonly Row[]) => {
      const grouped = Map.groupBy(rows, ({ callId }) => callId);
      return (callId: string): Row[] => grouped.get(callId) ?? [];
    };
    const legs = by(await db.selectFrom("legs").selectAll().orderBy("createdAt").execute());
    const entries = by(await db.selectFrom("queueEntries").selectAll().orderBy("joinedAt").execute());
    const offers = by(await db.selectFrom("offers").selectAll().orderBy("offeredAt").execute());
    const segments = by(await db.selectFrom("segments").selectAll().orderBy("bridgedAt").execute());
    const handovers = by(await db.selectFrom("handovers").selectAll().orderBy("startedAt").execute());
    const recordings = by(await db.selectFrom("recordings").selectAll().orderBy("startedAt").execute());
    const ratings = new Map((await db.selectFrom("ratings").selectAll().execute()).map((row) => [row.callId, row]));
    return calls.map((call) => ({
      call,
      legs: legs(call.callId),
      entries: entries(call.callId),
      offers: offers(call.callId),
      segments: segments(call.callId),
      handovers: handovers(call.callId),
      decisions: [],
      rating: ratings.get(call.callId),
      recordings: recordings(call.callId),
    }));
  } finally {
    await db.destroy();
  }
}
