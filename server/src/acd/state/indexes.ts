import type { AgentName, CallId, GroupName } from "../model.ts";
import { OrderedSet } from "./ordered-set.ts";

/** Free agents of a group in the order they are chosen (S10): by priority, then longest idle. */
export type IdleKey = readonly [priority: number, idleSince: number, agent: AgentName];
/** Callers of a group whom no phone rings for, in the order they are served. */
export type WaitingKey = readonly [rankAt: number, order: number, callId: CallId];

export interface GroupIndex {
  readonly idle: OrderedSet<IdleKey>;
  readonly waiting: OrderedSet<WaitingKey>;
  signedIn: number;
  talking: number;
}

/** Where an agent stands in the indexes of its groups, so that it can be taken out again. */
export interface Placement {
  readonly signedIn: boolean;
  readonly talking: boolean;
  /** Group → key among its free agents. */
  readonly free: ReadonlyMap<GroupName, IdleKey>;
}

/** All that can be computed from the records; never saved. */
export class Indexes {
  readonly #groups = new Map<GroupName, GroupIndex>();
  /** Groups of each agent with its priority there. */
  readonly memberships = new Map<AgentName, Map<GroupName, number>>();
  /** Calls each trunk has now. */
  readonly trunkCalls = new Map<string, number>();
  readonly placements = new Map<AgentName, Placement>();

  group(name: GroupName): GroupIndex {
    let index = this.#groups.get(name);
    if (index === undefined) {
      index = { idle: new OrderedSet(), waiting: new OrderedSet(), signedIn: 0, talking: 0 };
      this.#groups.set(name, index);
    }
    return index;
  }

  countTrunkCall(trunk: string | undefined, change: 1 | -1): void {
    if (trunk === undefined) return;
    const calls = (this.trunkCalls.get(trunk) ?? 0) + change;
    if (calls === 0) this.trunkCalls.delete(trunk);
    else this.trunkCalls.set(trunk, calls);
  }

  dropGroup(name: GroupName): void {
    this.#groups.delete(name);
  }
}
