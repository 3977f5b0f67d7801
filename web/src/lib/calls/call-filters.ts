import type { CallOutcome, CallsQuery } from "#lib/api/schema.ts";
import { boundsOfDays, dayOf } from "#lib/format/moment.ts";

/** What a list of calls is narrowed to; kept in the page's address, so that back, reload and sign-in return to it. */
export interface CallFilters {
  /** Days of the organization, both included. */
  readonly first: string;
  readonly last: string;
  readonly number: string;
  readonly agent: string;
  readonly group: string;
  readonly outcome: CallOutcome | "";
}

export const outcomes: readonly CallOutcome[] = [
  "answered",
  "abandoned",
  "live",
  "no-route",
  "trunk-full",
  "emergency",
  "lost",
  "switch-lost",
];

const dayMs = 86_400_000;
const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads the address; what is missing or was typed wrong becomes today and all. `days=30` means up to today. */
export function filtersOf(params: Pick<URLSearchParams, "get">, now: number, timeZone: string): CallFilters {
  const today = dayOf(now, timeZone);
  const days = Number(params.get("days"));
  const earliest =
    Number.isInteger(days) && days > 0 && days <= 366 ? dayOf(now - (days - 1) * dayMs, timeZone) : today;
  const first = dayPattern.test(params.get("from") ?? "") ? (params.get("from") ?? today) : earliest;
  const last = dayPattern.test(params.get("to") ?? "") ? (params.get("to") ?? today) : today;
  const outcome = outcomes.find((word) => word === params.get("outcome")) ?? "";
  return {
    first: first <= last ? first : last,
    last: first <= last ? last : first,
    number: (params.get("number") ?? "").slice(0, 32),
    agent: params.get("agent") ?? "",
    group: params.get("group") ?? "",
    outcome,
  };
}

/** Today without further conditions is the bare address. */
export function addressOf(filters: CallFilters, now: number, timeZone: string): string {
  const today = dayOf(now, timeZone);
  const params = new URLSearchParams();
  if (filters.first !== today || filters.last !== today) {
    params.set("from", filters.first);
    params.set("to", filters.last);
  }
  for (const name of ["number", "agent", "group", "outcome"] as const) {
    if (filters[name] !== "") params.set(name, filters[name]);
  }
  const query = params.toString();
  return query === "" ? "/calls" : `/calls?${query}`;
}

/** A number as the server takes it, without the gaps people type; undefined where there is too little to search for. */
export function searchable(number: string): string | undefined {
  const compact = number.replace(/[\s()-]/g, "");
  return /^[+0-9*#]{2,40}$/.test(compact) ? compact : undefined;
}

export function queryOf(filters: CallFilters, timeZone: string): CallsQuery {
  const { fromAt, untilAt } = boundsOfDays(filters.first, filters.last, timeZone);
  const number = searchable(filters.number);
  return {
    from: new Date(fromAt).toISOString(),
    to: new Date(untilAt).toISOString(),
    ...(number === undefined ? {} : { number }),
    ...(filters.agent === "" ? {} : { agent: filters.agent }),
    ...(filters.group === "" ? {} : { group: filters.group }),
    ...(filters.outcome === "" ? {} : { outcome: filters.outcome }),
  };
}

/** Whether anything besides the dates narrows the list. */
export function isNarrowed({ number, agent, group, outcome }: CallFilters): boolean {
  return number !== "" || agent !== "" || group !== "" || outcome !== "";
}
