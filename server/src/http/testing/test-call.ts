import type { CallView, Party } from "../../acd/index.ts";
import type { TestEngine } from "./test-engine.ts";

/** Signed in, online and with a browser phone. */
export function bringOnline(engine: TestEngine, agent: string): void {
  if (engine.agentView(agent)?.signedIn !== true) engine.submit({ type: "agent.signed-in", agent });
  engine.submit({ type: "phone.registered", agent, phone: "browser" });
  engine.submit({ type: "agent.state-chosen", agent, state: "online", by: agent });
  engine.advance(1_000);
}

let legs = 0;

/** A customer's call, brought as far as the test wants it, the way the switch would report it. */
export class TestCall {
  readonly #engine: TestEngine;
  readonly legId = `leg-${(legs += 1)}`;
  readonly callId: string;
  readonly arrivedAt: number;

  constructor(engine: TestEngine, to = "8000", from: Party = { number: "13800138000", name: "王护士" }) {
    this.#engine = engine;
    const arrivedAt = engine.now();
    this.arrivedAt = arrivedAt;
    engine.submit({ type: "call.arrived", legId: this.legId, from, to, trunk: "carrier", arrivedAt });
    const view = engine.callViews().find(({ customerLegId }) => customerLegId === this.legId);
    if (view === undefined) throw new Error(`the engine took no call from ${from.number}`);
    this.callId = view.callId;
  }

  get view(): CallView {
    const view = this.#engine.callView(this.callId);
    if (view === undefined) throw new Error(`call ${this.callId} is over`);
    return view;
  }

  ring(): this {
    this.#engine.submit({ type: "leg.ringing", legId: this.#agentLegId() });
    this.#engine.advance(2_000);
    return this;
  }

  answer(): this {
    const agentLegId = this.#agentLegId();
    this.#engine.submit({ type: "leg.answered", legId: agentLegId });
    this.#engine.submit({ type: "legs.bridged", customerLegId: this.legId, agentLegId });
    this.#engine.advance(10_000);
    return this;
  }

  /** The customer hangs up; the agent's leg goes with it. */
  end(): this {
    const agentLegId = this.view.segment?.agentLegId ?? this.view.offer?.agentLegId;
    const ended = { type: "leg.ended", cause: "normal", raw: { q850: 16, sip: undefined, text: undefined } } as const;
    this.#engine.submit({ ...ended, legId: this.legId, by: "party" });
    if (agentLegId !== undefined) this.#engine.submit({ ...ended, legId: agentLegId, by: "us" });
    return this;
  }

  /** The agent hangs up; where there is a survey its customer is asked, presses `key` and is thanked. */
  agentHangsUp(key?: string): this {
    const agentLegId = this.#agentLegId();
    const ended = { type: "leg.ended", cause: "normal", raw: { q850: 16, sip: undefined, text: undefined } } as const;
    this.#engine.submit({ ...ended, legId: agentLegId, by: "party" });
    this.#engine.submit({ type: "leg.asked", legId: this.legId, after: "talk", agentLegId, cause: "normal" });
    const asked = this.#engine.commands.findLast((command) => command.type === "leg.survey");
    if (asked === undefined || key === undefined) return this;
    this.#engine.advance(9_000);
    const { part, levels, segmentId, agent, askedAt } = asked;
    const survey = { part, levels, segmentId, agent, askedAt, keys: key };
    this.#engine.submit({ type: "leg.asked", legId: this.legId, after: "survey", survey });
    this.#engine.submit({ ...ended, legId: this.legId, by: "us" });
    return this;
  }

  #agentLegId(): string {
    const legId = this.view.offer?.agentLegId ?? this.view.segment?.agentLegId;
    if (legId === undefined) throw new Error(`call ${this.callId} is offered to nobody`);
    return legId;
  }
}
