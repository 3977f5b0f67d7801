import type { AgentView, CallView, GroupView } from "../acd/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";

/** The engine's views at one instant, each made once however many pages are told of it. */
export class ViewMemo {
  readonly #engine: EnginePort;
  readonly #agents = new Map<string, AgentView | undefined>();
  readonly #calls = new Map<string, CallView | undefined>();
  #groups: GroupView[] | undefined;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  agent(name: string): AgentView | undefined {
    if (!this.#agents.has(name)) this.#agents.set(name, this.#engine.agentView(name));
    return this.#agents.get(name);
  }

  call(callId: string): CallView | undefined {
    if (!this.#calls.has(callId)) this.#calls.set(callId, this.#engine.callView(callId));
    return this.#calls.get(callId);
  }

  groups(): readonly GroupView[] {
    this.#groups ??= this.#engine.groupViews();
    return this.#groups;
  }
}
