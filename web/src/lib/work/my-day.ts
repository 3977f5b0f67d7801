import type { CallItem } from "#lib/api/schema.ts";

export interface MyDay {
  /** Of those that came in. */
  readonly answered: number;
  readonly talkMs: number;
  readonly averageTalkMs: number | undefined;
  readonly averageWaitMs: number | undefined;
}

/** Figures of the day from an agent's own calls: those it talked in, also where it passed the customer on. */
export function myDay(calls: readonly CallItem[]): MyDay {
  const talks = calls.filter((call) => partIn(call) === "talked");
  const answered = talks.filter(({ direction }) => direction === "inbound");
  const talkMs = talks.reduce((sum, call) => sum + (call.ofAgent?.talkMs ?? 0), 0);
  const waitMs = answered.reduce((sum, call) => sum + call.waitMs, 0);
  const average = (sum: number, of: readonly unknown[]): number | undefined =>
    of.length === 0 ? undefined : sum / of.length;
  return {
    answered: answered.length,
    talkMs,
    averageTalkMs: average(talkMs, talks),
    averageWaitMs: average(waitMs, answered),
  };
}

/** What the call was for the agent whose list it is in. */
export function partIn(call: CallItem): "talked" | "consulted" | "rang" {
  return call.ofAgent?.part ?? "rang";
}
