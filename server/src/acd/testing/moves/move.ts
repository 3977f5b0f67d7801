import type { AcdEvent } from "../../events.ts";
import type { World } from "../world.ts";

/** To whom a move is done and how. Small numbers, so that a failing walk shrinks well. */
export interface Aim {
  readonly who: number;
  readonly how: number;
}

/** Something that may happen at any time. A move whom nobody is there for does nothing. */
export interface Move {
  /** How often it comes, beside the others. */
  readonly weight: number;
  readonly act: (w: World, aim: Aim) => void;
}

/** All who may work here; which of them do is the deployment's matter. */
const names = ["anna", "bert", "cora", "dirk"];

export function name(index: number): string {
  return names[index % names.length] ?? "anna";
}

export function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % Math.max(1, items.length)];
}

export function agentLeg(w: World, index: number): string {
  return pick([...w.switch.agentLegs.keys()], index) ?? "none";
}

export function customerLeg(w: World, index: number): string {
  return pick([...w.switch.customers.keys()], index) ?? "none";
}

/** What a person asks of a server that is there. */
export function person(w: World, event: AcdEvent): void {
  if (!w.serverAway) w.submit(event);
}

export function registerPhone(w: World, agent: string): void {
  w.switch.reachable.add(agent);
  if (!w.switchAway) person(w, { type: "phone.registered", agent, phone: "browser" });
}

export function deliverAll(w: World): void {
  for (let left = 200; left > 0 && w.switch.deliveries.length > 0; left -= 1) w.deliver(0);
}
