import type { CallItem } from "#lib/api/schema.ts";

export interface MyDay {
  readonly answered: number;
  readonly talkMs: number;
  readonly averageTalkMs: number | undefined;
  readonly averageWaitMs: number | undefined;
}

/** Figures of the day from the calls of it that rang at the agent: those a colleague took count for the colleague. */
export function myDay(agent: string, calls: readonly CallItem[]): MyDay {
  const answered = calls.filter((call) => isTakenBy(agent, call));
  const talkMs = answered.reduce((sum, call) => sum + call.talkMs, 0);
  const waitMs = answered.reduce((sum, call) => sum + call.waitMs, 0);
  const average = (sum: number): number | undefined => (answered.length === 0 ? undefined : sum / answered.length);
  return { answered: answered.length, talkMs, averageTalkMs: average(talkMs), averageWaitMs: average(waitMs) };
}

export function isTakenBy(agent: string, call: CallItem): boolean {
  return call.answeredAt !== undefined && call.agent?.name === agent;
}
