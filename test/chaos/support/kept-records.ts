import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, type Db } from "../../../server/src/db/index.ts";
import { findCallParts, type CallParts } from "../../../server/src/records/call-detail.queries.ts";
import type { CallRow } from "../../../server/src/records/calls.queries.ts";
import { findRecordingsOfCall, type Recording } from "../../../server/src/recordings/recordings.queries.ts";
import { until } from "./until.ts";

export interface KeptCall extends CallParts {
  readonly call: CallRow;
  readonly recordings: readonly Recording[];
}

/** The tables as they are, read past the server: what is in them is what survived. */
export class KeptRecords {
  readonly #db: Db;

  constructor(home: string) {
    const { port, password } = JSON.parse(readFileSync(join(home, "postgres.json"), "utf8")) as {
      port: number;
      password: string;
    };
    this.#db = openDatabase(`postgres://hotline:${password}@127.0.0.1:${port}/hotline`, {
      maxConnections: 2,
      onConnectionLost: () => undefined,
    });
  }

  /** Of whoever called with the number, or was called at it. */
  async of(number: string): Promise<KeptCall[]> {
    const rows = await this.#db
      .selectFrom("calls")
      .selectAll()
      .where((where) => where.or([where("fromNumber", "=", number), where("toNumber", "=", number)]))
      .execute();
    return Promise.all(
      rows.map(async (call) => ({
        call,
        ...(await findCallParts(this.#db, call.callId)),
        recordings: await findRecordingsOfCall(this.#db, call.callId),
      })),
    );
  }

  close(): Promise<void> {
    return this.#db.destroy();
  }
}

/** In words, what of a call's record is still open or missing. */
export function openEnds({ call, legs, entries, offers, segments, recordings }: KeptCall): string[] {
  const parts = segments.reduce((sum, { recordingParts }) => sum + recordingParts, 0);
  return [
    ...(call.endedAt === null || call.endReason === null ? [`call ${call.state}`] : []),
    ...legs.filter(({ endedAt }) => endedAt === null).map(({ role }) => `leg ${role}`),
    ...entries.filter(({ leftAt }) => leftAt === null).map(({ state }) => `entry ${state}`),
    ...offers.filter(({ endedAt }) => endedAt === null).map(({ state }) => `offer ${state}`),
    ...segments.filter(({ endedAt }) => endedAt === null).map(({ state }) => `segment ${state}`),
    ...(entries.length === 0 && call.direction === "inbound" ? ["no entry"] : []),
    ...(recordings.length === parts ? [] : [`${recordings.length} of ${parts} recordings`]),
    ...recordings.flatMap(({ state, bytes }) =>
      (state === "closed" || state === "salvaged") && (bytes ?? 0) > 44 ? [] : [`recording ${state}, ${bytes} bytes`],
    ),
  ];
}

/** The one record of a caller, once nothing of it is open. */
export async function completeRecord(records: KeptRecords, number: string, deadlineMs = 40_000): Promise<KeptCall> {
  let found: KeptCall[] = [];
  try {
    await until(
      async () => {
        found = await records.of(number);
        return found.length > 0 && found.every((call) => openEnds(call).length === 0);
      },
      `a complete record of ${number}`,
      deadlineMs,
    );
  } catch (error) {
    throw new Error(`${String(error)}: ${JSON.stringify(found.map((call) => [openEnds(call), call]))}`, {
      cause: error,
    });
  }
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) throw new Error(`${number} has ${found.length} records`);
  return only;
}
