import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import { legEndedOf, type CallRecord, type WaitingRecord } from "../switch/freeswitch/index.ts";
import type { SwitchEvent } from "../switch/port.ts";
import { findLegEnds, findCallSoFar } from "./call-records-queries.ts";
import { callOfRecord, factsOfDuty, factsOfEnd, type CallSoFar, type Routing } from "./duty-facts.ts";
import { factsOfEmergencyCall } from "./emergency-facts.ts";
import type { Journal } from "./journal.ts";
import type { Runtime } from "./runtime.ts";

const LOOK_EVERY_MS = 1_000;
const FLUSH_DEADLINE_MS = 10_000;
/** A duty leg's caller may still be talking with another number of the list; one unheard of for this long never was. */
const UNCLAIMED_FOR_MS = 24 * 60 * 60_000;

/** The switch's records on disk, as its adapter reads them. */
export interface CallRecordSource {
  list(): WaitingRecord[];
  read(file: string): CallRecord | undefined;
  remove(records: readonly { readonly file: string }[]): void;
  routingOf(record: CallRecord): Routing;
}

export interface CallRecordsParts {
  readonly source: CallRecordSource;
  readonly runtime: Runtime;
  readonly journal: Journal;
  readonly db: Db;
  readonly log: Logger;
}

/**
 * Takes in what the switch wrote down about each leg: ends that nobody here saw, and calls the switch served alone while
 * the server was away. A file goes when what it says is in PostgreSQL; reading one twice changes nothing.
 */
export class CallRecords {
  readonly #parts: CallRecordsParts;
  /** Files of the look before: what the adapter reported meanwhile needs no second telling. */
  #seen = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: CallRecordsParts) {
    this.#parts = parts;
  }

  /** Everything there is, at once; for the start, and for the return of a switch. */
  takeAll(): Promise<void> {
    return this.#enqueue(() => this.#take(this.#parts.source.list()));
  }

  watch(): void {
    this.#timer = setInterval(() => void this.#enqueue(() => this.#look()), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#last;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, "call records not taken in; the files stay and are read again");
    });
    this.#last = done;
    return done;
  }

  async #look(): Promise<void> {
    const files = this.#parts.source.list();
    const ripe = files.filter(({ file }) => this.#seen.has(file));
    this.#seen = new Set(files.map(({ file }) => file));
    // Without the database nothing could be kept; the files wait.
    if (ripe.length > 0 && this.#parts.journal.status().databaseOk) await this.#take(ripe);
  }

  async #take(waiting: readonly WaitingRecord[]): Promise<void> {
    const { source, runtime, journal, db, log } = this.#parts;
    const ends = await findLegEnds(
      db,
      waiting.map(({ legId }) => legId),
    );
    const isKept = ({ legId }: WaitingRecord) =>
      (ends.get(legId)?.endedAt ?? null) !== null && !runtime.knowsLeg(legId);
    source.remove(waiting.filter(isKept));
    const records = waiting
      .filter((record) => !isKept(record))
      .flatMap(({ file }) => source.read(file) ?? [])
      .sort(inOrderOfEnd);
    if (records.length === 0) return;

    for (const { event } of records.flatMap(eventsOf).sort((a, b) => a.at - b.at)) {
      const legId = event.type === "legs.bridged" ? event.agentLegId : "legId" in event ? event.legId : "";
      if (runtime.knowsLeg(legId)) runtime.submit(event);
    }
    if (!(await journal.flush(FLUSH_DEADLINE_MS))) return;
    const done = await this.#recordServedAlone(records);
    if (!(await journal.flush(FLUSH_DEADLINE_MS))) return;
    source.remove(done);
    log.info({ records: records.length, kept: done.length }, "call records of the switch taken in");
  }

  /** @returns the records that are dealt with */
  async #recordServedAlone(records: readonly CallRecord[]): Promise<CallRecord[]> {
    const duty = Map.groupBy(
      records.filter(({ role }) => role === "duty"),
      ({ peerLegId }) => peerLegId ?? "",
    );
    // Who called a number by hand is known to the server, which had to allow it.
    const served = records.filter(({ direction }) => direction === undefined);
    const customers = new Map(served.filter(({ role }) => role === "customer").map((record) => [record.legId, record]));
    const done: CallRecord[] = records.filter(
      ({ role, direction }) =>
        direction === "outbound" || role === "agent" || role === "supervisor" || role === "test-caller",
    );
    const emergencies = records.filter(({ role }) => role === "emergency-caller");
    for (const record of emergencies) this.#parts.runtime.recordFacts(factsOfEmergencyCall(record, records));
    done.push(...emergencies, ...records.filter(({ role }) => role === "emergency"));
    for (const customerLegId of new Set([...customers.keys(), ...duty.keys()])) {
      const customer = customers.get(customerLegId);
      const itsDuty = duty.get(customerLegId) ?? [];
      const kept = await findCallSoFar(this.#parts.db, customerLegId);
      if (kept === undefined && customer === undefined) {
        done.push(...itsDuty.filter((record) => this.#isUnclaimed(record)));
        continue;
      }
      this.#record(kept ?? callOfRecord(customer as CallRecord, this.#routingOf(customer as CallRecord)), {
        customer,
        duty: itsDuty,
        isNew: kept === undefined,
      });
      done.push(...itsDuty, ...(customer === undefined ? [] : [customer]));
    }
    return done;
  }

  #record(
    soFar: CallSoFar,
    of: { customer: CallRecord | undefined; duty: readonly CallRecord[]; isNew: boolean },
  ): void {
    const { runtime } = this.#parts;
    const isLive = runtime.callView(soFar.call.callId) !== undefined;
    const isOpen = soFar.call.endedAt === undefined;
    const facts = factsOfDuty(soFar, of.duty);
    const isDutys = soFar.call.endReason === "emergency";
    const ends = !isLive && (of.isNew || of.duty.length > 0 || ((isOpen || isDutys) && of.customer !== undefined));
    if (ends) facts.push(...factsOfEnd(soFar, of.customer, of.duty));
    if (facts.length > 0) runtime.recordFacts(facts);
  }

  #routingOf(record: CallRecord): Routing {
    return this.#parts.source.routingOf(record);
  }

  #isUnclaimed(record: CallRecord): boolean {
    if (this.#parts.runtime.now() - record.endedAt < UNCLAIMED_FOR_MS) return false;
    this.#parts.log.warn({ record }, "a duty leg belongs to no caller anybody knows");
    return true;
  }
}

interface Timed {
  readonly at: number;
  readonly event: SwitchEvent;
}

/** What the adapter would have told, had it been there. */
function eventsOf(record: CallRecord): Timed[] {
  const ended = { at: record.endedAt, event: legEndedOf(record) };
  const { role, direction, peerLegId, legId, answeredAt, bridgedAt } = record;
  if (direction === "outbound" && answeredAt !== undefined) {
    return [{ at: answeredAt, event: { type: "leg.answered", legId, at: answeredAt } }, ended];
  }
  const joinedAt = role === "agent" && answeredAt !== undefined ? (bridgedAt ?? answeredAt) : undefined;
  if (joinedAt === undefined || peerLegId === undefined) return [ended];
  const joined: SwitchEvent = { type: "legs.bridged", customerLegId: peerLegId, agentLegId: legId, at: joinedAt };
  return [{ at: joinedAt, event: joined }, ended];
}

/** Of two legs that ended in the same millisecond the one whose party hung up came first. */
function inOrderOfEnd(a: CallRecord, b: CallRecord): number {
  return a.endedAt - b.endedAt || Number(b.by === "party") - Number(a.by === "party");
}
