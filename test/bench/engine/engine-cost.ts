import { Acd } from "../../../server/src/acd/acd.ts";
import type { AcdSnapshot } from "../../../server/src/acd/snapshot.ts";
import { LinearDesk } from "./linear-desk.ts";
import { Shift, type Moment } from "./shift.ts";

const WARM_UP_MS = 15 * 60_000;

/** A hospital in the middle of its day and what happens there next. */
export interface Scene {
  readonly agents: number;
  readonly waiting: number;
  readonly talking: number;
  readonly snapshot: AcdSnapshot;
  readonly moments: readonly Moment[];
}

export function prepareScene(agents: number, events: number): Scene {
  const shift = new Shift(agents);
  shift.pass(WARM_UP_MS);
  const { snapshot, waiting, talking } = shift.state;
  return { agents, waiting, talking, snapshot, moments: shift.record(events) };
}

/** @param clock in ms with fractions, as performance.now */
export function usOfEngine({ snapshot, moments }: Scene, clock: () => number): number {
  const acd = new Acd(snapshot);
  return usPerEvent(moments, clock, ({ event, now }) => void acd.handle(event, now));
}

/** The same choices by looking through everybody each time, and nothing written down. */
export function usOfLinearDesk({ snapshot, moments }: Scene, clock: () => number): number {
  const desk = new LinearDesk(snapshot);
  return usPerEvent(moments, clock, (moment) => desk.handle(moment));
}

/** The least an event can cost: one that brings nothing about. */
export function usOfNothing({ snapshot, moments }: Scene, clock: () => number): number {
  const acd = new Acd(snapshot);
  const now = snapshot.now;
  return usPerEvent(moments, clock, () => void acd.handle({ type: "tick" }, now));
}

function usPerEvent(moments: readonly Moment[], clock: () => number, handle: (moment: Moment) => void): number {
  const startedAt = clock();
  for (const moment of moments) handle(moment);
  return ((clock() - startedAt) * 1_000) / moments.length;
}
