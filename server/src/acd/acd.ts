import type { AcdEvent } from "./events.ts";
import { answerAsk } from "./handlers/asks.ts";
import { handleDeadline } from "./handlers/deadlines.ts";
import { handleEvent } from "./handlers/handlers.ts";
import { findBrokenInvariants } from "./invariants.ts";
import type { AgentName, CallId, GroupName, LegId, Refusal, TransferTarget } from "./model.ts";
import { refusalOfTarget } from "./rules/handovers.ts";
import { matchAll } from "./rules/matching.ts";
import { restoreState, takeSnapshot, type AcdSnapshot } from "./snapshot.ts";
import type { EngineState } from "./state/engine-state.ts";
import type { AcdOutput } from "./state/output.ts";
import { viewAgent, viewCall, viewGroup } from "./view.ts";
import type { AgentView, CallView, GroupView } from "./views.ts";

/**
 * The engine: agents, groups, waiting callers, calls and their legs. Nothing comes in but events and the time, nothing goes
 * out but what `handle` returns; the same events give the same output, to the letter of each id.
 */
export class Acd {
  readonly #state: EngineState;

  /** Throws when the snapshot is of a version this program does not know. */
  constructor(snapshot?: AcdSnapshot) {
    this.#state = restoreState(snapshot);
  }

  /**
   * Does what is due, then the event. The clock may stand still or go back; engine time does neither.
   * @param now ms since the epoch
   */
  handle(event: AcdEvent, now: number): AcdOutput {
    const s = this.#state;
    s.begin(now);
    // A new life first says so: what came due while nobody listened to the switch must not be held against it.
    if (event.type === "engine.started") this.#step(() => handleEvent(s, event));
    for (let due = s.deadlines.takeDue(s.now); due !== undefined; due = s.deadlines.takeDue(s.now)) {
      const deadline = due;
      this.#step(() => handleDeadline(s, deadline));
    }
    if (event.type !== "engine.started") this.#step(() => handleEvent(s, event));
    return s.output.build();
  }

  #step(act: () => void): void {
    act();
    matchAll(this.#state);
    answerAsk(this.#state);
  }

  /** When to send a tick unless another event comes before, ms since the epoch. */
  nextDeadline(): number | undefined {
    return this.#state.deadlines.nextDueAt();
  }

  /** A copy of all there is; an engine made from it goes on exactly as this one. */
  snapshot(): AcdSnapshot {
    return takeSnapshot(this.#state);
  }

  agentView(name: AgentName): AgentView | undefined {
    const agent = this.#state.agents.get(name);
    return agent === undefined ? undefined : viewAgent(this.#state, agent);
  }

  agentViews(): AgentView[] {
    return [...this.#state.agents.values()].map((agent) => viewAgent(this.#state, agent));
  }

  groupView(name: GroupName): GroupView | undefined {
    const group = this.#state.groups.get(name);
    return group === undefined ? undefined : viewGroup(this.#state, group);
  }

  groupViews(): GroupView[] {
    return [...this.#state.groups.values()].map((group) => viewGroup(this.#state, group));
  }

  /** Undefined for a call that is over. */
  callView(callId: CallId): CallView | undefined {
    const call = this.#state.calls.get(callId);
    return call === undefined ? undefined : viewCall(call);
  }

  callViews(): CallView[] {
    return [...this.#state.calls.values()].map(viewCall);
  }

  /** Why `by` could not pass a customer on to there now; undefined when it could. */
  refusalOfTarget(by: AgentName, target: TransferTarget): Refusal | undefined {
    return refusalOfTarget(this.#state, by, target);
  }

  /** False for a leg whose end is known, or that never was. */
  knowsLeg(legId: LegId): boolean {
    return this.#state.legs.has(legId);
  }

  /** In words, what is not as it must be; looks at everything, so it is for tests and for doctor. */
  checkInvariants(): string[] {
    return findBrokenInvariants(this.#state);
  }
}
