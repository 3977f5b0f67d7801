import type { EnginePort } from "../runtime/engine-port.ts";
import type { Agents } from "./agents.service.ts";

/** An agent without a live socket for this long has lost its session; the engine's grace time runs from then. */
const socketGraceMs = 10_000;

/**
 * Tells the engine who is there. A session alone signs an agent in; from then on the live sockets say whether somebody
 * sits behind it. A simulated phone is in the page, so it is there as long as a page is.
 */
export class Presence {
  readonly #engine: EnginePort;
  readonly #agents: Agents;
  readonly #sockets = new Map<string, number>();
  /** When each agent was last known to be there, for those without a socket. */
  readonly #lastThereAt = new Map<string, number>();
  readonly #startedAt: number;

  constructor(engine: EnginePort, agents: Agents) {
    this.#engine = engine;
    this.#agents = agents;
    this.#startedAt = engine.now();
  }

  signedIn(name: string): void {
    if (this.#agents.find(name) === undefined) return;
    this.#lastThereAt.set(name, this.#engine.now());
    this.#bringBack(name);
  }

  signedOut(name: string, by: string): void {
    this.#lastThereAt.delete(name);
    if (this.#engine.agentView(name)?.signedIn === true) {
      this.#engine.submit({ type: "agent.signed-out", agent: name, by });
    }
  }

  socketOpened(name: string): void {
    const agent = this.#agents.find(name);
    if (agent === undefined) return;
    if (!this.#sockets.has(name)) this.#engine.simulatedPhones()?.register(agent.extension);
    this.#sockets.set(name, (this.#sockets.get(name) ?? 0) + 1);
    this.#bringBack(name);
  }

  socketClosed(name: string): void {
    const left = (this.#sockets.get(name) ?? 0) - 1;
    if (left > 0) {
      this.#sockets.set(name, left);
      return;
    }
    if (!this.#sockets.delete(name)) return;
    const agent = this.#agents.find(name);
    if (agent !== undefined) this.#engine.simulatedPhones()?.unregister(agent.extension);
    this.#lastThereAt.delete(name);
    this.#lose(name);
  }

  phoneRestarted(name: string): void {
    if (this.#agents.find(name) !== undefined) this.#engine.submit({ type: "phone.restarted", agent: name });
  }

  /** Finds signed-in agents nobody sits behind: after a restart of the server, or a sign-in whose page never came. */
  sweep(): void {
    for (const { agent, signedIn, sessionLost } of this.#engine.agentViews()) {
      if (!signedIn || sessionLost || this.#sockets.has(agent)) continue;
      const lastThereAt = this.#lastThereAt.get(agent) ?? this.#startedAt;
      if (lastThereAt + socketGraceMs <= this.#engine.now()) this.#lose(agent);
    }
  }

  #bringBack(name: string): void {
    const view = this.#engine.agentView(name);
    if (view?.signedIn !== true) this.#engine.submit({ type: "agent.signed-in", agent: name });
    else if (view.sessionLost) this.#engine.submit({ type: "agent.session-back", agent: name });
  }

  #lose(name: string): void {
    const view = this.#engine.agentView(name);
    if (view?.signedIn === true && !view.sessionLost) {
      this.#engine.submit({ type: "agent.session-lost", agent: name });
    }
  }
}
