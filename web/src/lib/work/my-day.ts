import type { CallItem } from "#lib/api/schema.ts";

export interface MyDay {
  readonly answered: number;
  readonly talkMs: number;
  readonly averageTalkMs: number | undefined;
  readonly averageWaitMs: number | undefined;
}

/** Figures of the day from an agent's own calls: those it talked in, also where it passed the customer on. */
export function myDay(calls: readonly CallItem[]): MyDay {
  const answered = calls.filter((call) => partIn(call) === "talked");
  const talkMs = answered.reduce((sum, call) => sum + (call.ofAgent?.talkMs ?? 0), 0);
  const waitMs = answered.reduce((sum, call) => sum + call.waitMs, 0);
  const average = (sum: number): number | undefined => (answered.length === 0 ? undefined : sum / answered.length);
  return { answered: answered.length, talkMs, averageTalkMs: average(talkMs), averageWaitMs: average(waitMs) };
}

/** What the call was for the agent whose list it is in. */
export function partIn(call: CallItem): "talked" | "consulted" | "rang" {
  return call.ofAgent?.part ?? "rang";
}
