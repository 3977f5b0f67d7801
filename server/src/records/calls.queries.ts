import { sql, type Expression, type ExpressionBuilder, type Selectable, type SqlBool } from "kysely";
import type { CallDirection, RatingFact } from "../acd/index.ts";
import type { Database, Db } from "../db/index.ts";
import type { Sight } from "../sessions/sight.ts";
import type { CallsTable } from "./records.table.ts";

export type CallRow = Selectable<CallsTable>;

export interface CallListRow extends CallRow {
  readonly waitMs: number;
  readonly talkMs: number;
  readonly recordings: number;
  readonly rating: RatingSummary | null;
  /** Of a list of one agent's calls. */
  readonly agentPart?: AgentPart | undefined;
  /** Of that agent, with the customer. */
  readonly agentTalkMs?: number | undefined;
}

/** What a list shows of a call's rating. */
export type RatingSummary = Pick<RatingFact, "state" | "levels" | "level" | "label">;

/** What a call was for one agent: a talk with the customer, only asked by a colleague about it, or a phone that rang in vain. */
export type AgentPart = "talked" | "consulted" | "rang";

export interface CallCursor {
  readonly arrivedAt: Date;
  readonly callId: string;
}

export interface CallFilter {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** Begins or ends the caller's number or the number called. */
  readonly number: string | undefined;
  readonly direction: CallDirection | undefined;
  readonly agent: string | undefined;
  readonly group: string | undefined;
  readonly outcome: string | undefined;
  readonly after: CallCursor | undefined;
  readonly limit: number;
}

/** Newest first, only what the sight allows. */
export async function findCalls(db: Db, filter: CallFilter, sight: Sight, now: Date): Promise<CallListRow[]> {
  const { agent } = filter;
  return selectCalls(db, now)
    .$if(agent !== undefined, (calls) => calls.select([partOf(agent ?? ""), talkOf(agent ?? "", now)]))
    .where((calls) => calls.and([seen(calls, sight), ...conditions(calls, filter)]))
    .orderBy("calls.arrivedAt", "desc")
    .orderBy("calls.callId", "desc")
    .limit(filter.limit)
    .execute();
}

export async function findCall(db: Db, callId: string, sight: Sight, now: Date): Promise<CallListRow | undefined> {
  return selectCalls(db, now)
    .where("calls.callId", "=", callId)
    .where((calls) => seen(calls, sight))
    .executeTakeFirst();
}

type CallsExpression = ExpressionBuilder<Database, "calls">;

function selectCalls(db: Db, now: Date) {
  return db
    .selectFrom("calls")
    .selectAll("calls")
    .select([
      sql<number>`(select ${lengthMs("joined_at", "left_at", now)} from queue_entries where call_id = calls.call_id)`.as(
        "waitMs",
      ),
      sql<number>`(select ${lengthMs("bridged_at", "ended_at", now)} from segments where call_id = calls.call_id)`.as(
        "talkMs",
      ),
      sql<number>`(select count(*) from recordings where call_id = calls.call_id)`.as("recordings"),
      sql<RatingSummary | null>`(select jsonb_strip_nulls(jsonb_build_object('state', state, 'levels', levels, 'level', level,
        'label', label)) from ratings where call_id = calls.call_id)`.as("rating"),
    ]);
}

/** An offer with the id of a consult is the ringing of whom a colleague consults: no call of its own, taken or missed. */
function partOf(agent: string) {
  return sql<AgentPart>`case
    when exists (select from segments where call_id = calls.call_id and agent = ${agent}) then 'talked'
    when exists (select from offers where call_id = calls.call_id and agent = ${agent}
      and not exists (select from handovers where handover_id = offers.offer_id)) then 'rang'
    else 'consulted' end`.as("agentPart");
}

function talkOf(agent: string, now: Date) {
  return sql<number>`(select ${lengthMs("bridged_at", "ended_at", now)} from segments
    where call_id = calls.call_id and agent = ${agent})`.as("agentTalkMs");
}

/** What still goes on counts up to now. */
function lengthMs(from: string, to: string, now: Date): Expression<number> {
  return sql`coalesce(sum(extract(epoch from coalesce(${sql.ref(to)}, ${now}) - ${sql.ref(from)}) * 1000), 0)::bigint`;
}

function seen(calls: CallsExpression, sight: Sight): Expression<SqlBool> {
  if (sight.all) return calls.lit(true);
  const own = sight.agent === undefined ? [] : [withAgent(calls, sight.agent)];
  const led = sight.ledGroups.size === 0 ? [] : [calls("calls.group", "in", [...sight.ledGroups])];
  return calls.or([...own, ...led]);
}

/** As one set of ids rather than several conditions with `or`: an agent with few calls is then found without a walk over all. */
function withAgent(calls: CallsExpression, agent: string): Expression<SqlBool> {
  const talked = calls.selectFrom("segments").select("segments.callId").where("segments.agent", "=", agent);
  const rang = calls.selectFrom("offers").select("offers.callId").where("offers.agent", "=", agent);
  const placed = calls.selectFrom("calls as placed").select("placed.callId").where("placed.agent", "=", agent);
  return calls("calls.callId", "in", talked.union(rang).union(placed));
}

function conditions(calls: CallsExpression, filter: CallFilter): Expression<SqlBool>[] {
  const { from, to, number, direction, agent, group, outcome, after } = filter;
  return [
    from && calls("calls.arrivedAt", ">=", from),
    to && calls("calls.arrivedAt", "<", to),
    number === undefined ? undefined : withNumber(number),
    direction && calls("calls.direction", "=", direction),
    agent === undefined ? undefined : withAgent(calls, agent),
    group === undefined ? undefined : calls("calls.group", "=", group),
    outcome === undefined ? undefined : withOutcome(calls, outcome),
    after && sql<SqlBool>`(calls.arrived_at, calls.call_id) < (${after.arrivedAt}, ${after.callId})`,
  ].filter((condition) => condition !== undefined);
}

// Written as the indexes of the table are, or they would not be used.
function withNumber(number: string): Expression<SqlBool> {
  const pattern = (text: string): string => `${text.replace(/[\\%_]/g, "\\$&")}%`;
  const begins = pattern(number);
  const ends = pattern([...number].reverse().join(""));
  return sql<SqlBool>`(left(calls.from_number, 64) like ${begins} or reverse(left(calls.from_number, 64)) like ${ends}
    or left(calls.to_number, 64) like ${begins} or reverse(left(calls.to_number, 64)) like ${ends})`;
}

function withOutcome(calls: CallsExpression, outcome: string): Expression<SqlBool> {
  if (outcome === "answered") return calls("calls.answeredAt", "is not", null);
  if (outcome === "live") return calls("calls.endedAt", "is", null);
  // Mostly answered, by somebody of the duty list.
  if (outcome === "emergency") return calls("calls.endReason", "=", outcome);
  return calls.and([calls("calls.endReason", "=", outcome as never), calls("calls.answeredAt", "is", null)]);
}
