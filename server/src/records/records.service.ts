import type { Deployment } from "@hotline/schemas";
import type { Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import { findRecordingsOfCall, type Recording } from "../recordings/recordings.queries.ts";
import type { Sight } from "../sessions/sight.ts";
import { findCallParts, type CallParts } from "./call-detail.queries.ts";
import { findCall, findCalls, type CallCursor, type CallFilter, type CallListRow } from "./calls.queries.ts";
import { timelineOf, type Labels, type TimelineEntry } from "./timeline.ts";

export interface Named {
  readonly name: string;
  readonly label: string;
}

export interface CallItem {
  readonly row: CallListRow;
  readonly group: Named | undefined;
  readonly agent: Named | undefined;
}

export interface CallDetail extends CallItem {
  readonly parts: CallParts;
  readonly recordings: Recording[];
  readonly timeline: TimelineEntry[];
}

export interface CallQuery extends Omit<CallFilter, "after"> {
  readonly cursor: string | undefined;
}

export class Records {
  readonly #db: Db;
  readonly #deployment: () => Deployment | undefined;
  readonly #now: () => number;

  constructor(parts: { db: Db; deployment: () => Deployment | undefined; now: () => number }) {
    this.#db = parts.db;
    this.#deployment = parts.deployment;
    this.#now = parts.now;
  }

  async list(query: CallQuery, sight: Sight): Promise<{ items: CallItem[]; nextCursor: string | undefined }> {
    const { cursor, ...filter } = query;
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const found = await findCalls(
      this.#db,
      { ...filter, after, limit: filter.limit + 1 },
      sight,
      new Date(this.#now()),
    );
    const rows = found.slice(0, filter.limit);
    const last = rows.at(-1);
    const nextCursor = found.length > rows.length && last !== undefined ? writeCursor(last) : undefined;
    return { items: rows.map((row) => this.#itemOf(row)), nextCursor };
  }

  /** Throws call.unknown, also for a call that is there but out of sight: its existence is nobody's business. */
  async get(callId: string, sight: Sight): Promise<CallDetail> {
    const row = await findCall(this.#db, callId, sight, new Date(this.#now()));
    if (row === undefined) throw new HotlineError("call.unknown");
    const [parts, recordings] = await Promise.all([
      findCallParts(this.#db, callId),
      findRecordingsOfCall(this.#db, callId),
    ]);
    // Who is listened to must not find it in the call's record either.
    const leads = sight.all || (row.group !== null && sight.ledGroups.has(row.group));
    if (!leads) parts.legs = parts.legs.filter(({ role }) => role !== "supervisor");
    return { ...this.#itemOf(row), parts, recordings, timeline: timelineOf(row, parts, this.#labels()) };
  }

  #itemOf(row: CallListRow): CallItem {
    const labels = this.#labels();
    return {
      row,
      group: row.group === null ? undefined : { name: row.group, label: labels.group(row.group) },
      agent: row.agent === null ? undefined : { name: row.agent, label: labels.agent(row.agent) },
    };
  }

  /** Labels of today; what the configuration no longer has shows its name. */
  #labels(): Labels {
    const deployment = this.#deployment();
    return {
      agent: (name) => deployment?.agents[name]?.label ?? name,
      group: (name) => deployment?.groups[name]?.label ?? name,
    };
  }
}

function writeCursor({ arrivedAt, callId }: CallCursor): string {
  return Buffer.from(JSON.stringify([arrivedAt.getTime(), callId])).toString("base64url");
}

function readCursor(cursor: string): CallCursor {
  try {
    const [arrivedAt, callId] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as [unknown, unknown];
    if (typeof callId === "string" && typeof arrivedAt === "number" && Math.abs(arrivedAt) < 8e15) {
      return { arrivedAt: new Date(arrivedAt), callId: callId.replaceAll("\u0000", "") };
    }
  } catch {
    // Falls through to the same answer as JSON of another form.
  }
  throw new HotlineError("request.invalid", {
    errors: [{ path: "/cursor", message: "is not one that was given out" }],
  });
}
