import type { AgentName, CallId, LegId } from "../model.ts";
import { OrderedSet } from "./ordered-set.ts";

/** What may come due; one of each kind for each thing. */
export type Deadline =
  /** The open offer shows no progress. */
  | { readonly kind: "offer"; readonly callId: CallId }
  /** A call an agent placed shows no progress. */
  | { readonly kind: "dial"; readonly callId: CallId }
  /** The customer's leg should have asked by now. */
  | { readonly kind: "ask"; readonly callId: CallId }
  /** An agent who missed the call may be offered it again. */
  | { readonly kind: "retry"; readonly callId: CallId }
  /** A waiting leg gives no sign. */
  | { readonly kind: "silence"; readonly callId: CallId }
  /** The agent did not come back into the talk. */
  | { readonly kind: "recovery"; readonly callId: CallId }
  /** The agent's hang-up was not confirmed. */
  | { readonly kind: "hang-up"; readonly callId: CallId }
  /** A part of the survey should be over by now. */
  | { readonly kind: "survey"; readonly callId: CallId }
  /** A leg we hung up did not end. */
  | { readonly kind: "leg-close"; readonly legId: LegId }
  /** A leg the switch no longer has was told of by no call record. */
  | { readonly kind: "leg-gone"; readonly legId: LegId }
  /** An agent's leg that should ask by itself did not. */
  | { readonly kind: "leg-ask"; readonly legId: LegId }
  /** Somebody consulted neither answered nor failed. */
  | { readonly kind: "consult"; readonly callId: CallId }
  /** Agent and customer did not meet in the room. */
  | { readonly kind: "room"; readonly callId: CallId }
  | { readonly kind: "acw"; readonly agent: AgentName }
  /** A leader's phone has not come into the talk. */
  | { readonly kind: "listen"; readonly agent: AgentName }
  /** Grace time of a lost browser session. */
  | { readonly kind: "session"; readonly agent: AgentName }
  /** The switch did not come back. */
  | { readonly kind: "switch" };

export type DeadlineKind = Deadline["kind"];

export interface ArmedDeadline {
  readonly deadline: Deadline;
  readonly dueAt: number;
  /** Order of arming, for those due at the same instant. */
  readonly order: number;
}

export class Deadlines {
  readonly #armed = new Map<string, ArmedDeadline>();
  readonly #due = new OrderedSet<[dueAt: number, order: number, key: string]>();
  #order = 0;

  constructor(saved: readonly ArmedDeadline[] = []) {
    for (const armed of saved) {
      this.#put(armed);
      this.#order = Math.max(this.#order, armed.order);
    }
  }

  /** Replaces an earlier one of the same kind and thing. */
  arm(deadline: Deadline, dueAt: number): void {
    this.clear(deadline);
    this.#order += 1;
    this.#put({ deadline, dueAt, order: this.#order });
  }

  clear(deadline: Deadline): void {
    const key = keyOf(deadline);
    const armed = this.#armed.get(key);
    if (armed === undefined) return;
    this.#armed.delete(key);
    this.#due.delete([armed.dueAt, armed.order, key]);
  }

  has(deadline: Deadline): boolean {
    return this.#armed.has(keyOf(deadline));
  }

  nextDueAt(): number | undefined {
    return this.#due.first()?.[0];
  }

  takeDue(now: number): Deadline | undefined {
    const first = this.#due.first();
    if (first === undefined || first[0] > now) return undefined;
    this.#due.delete(first);
    const armed = this.#armed.get(first[2]);
    this.#armed.delete(first[2]);
    return armed?.deadline;
  }

  /** In order of arming, so that a restored engine goes on as this one would. */
  saved(): ArmedDeadline[] {
    return [...this.#armed.values()].sort((a, b) => a.order - b.order);
  }

  #put(armed: ArmedDeadline): void {
    const key = keyOf(armed.deadline);
    this.#armed.set(key, armed);
    this.#due.add([armed.dueAt, armed.order, key]);
  }
}

function keyOf(deadline: Deadline): string {
  if ("callId" in deadline) return `${deadline.kind}:${deadline.callId}`;
  if ("legId" in deadline) return `${deadline.kind}:${deadline.legId}`;
  if ("agent" in deadline) return `${deadline.kind}:${deadline.agent}`;
  return deadline.kind;
}
