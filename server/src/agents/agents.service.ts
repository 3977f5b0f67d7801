import { refusalOf, type AgentAsk, type AgentView, type AskRefusal, type ChosenState } from "../acd/index.ts";
import { HotlineError, type ErrorCode } from "../errors/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import { actorOf, type Principal } from "../sessions/principal.ts";

export const refusalCodes = {
  "not-signed-in": "agent.not-signed-in",
  "not-in-acw": "agent.not-in-acw",
} as const satisfies Record<AskRefusal, ErrorCode>;

export interface AgentPerson {
  readonly name: string;
  readonly extension: string;
}

/** What people ask of the engine as agents. What the engine would ignore is refused here with a reason. */
export class Agents {
  readonly #engine: EnginePort;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** Who of the people is an agent: whoever the configuration in force gives an extension. */
  find(name: string): AgentPerson | undefined {
    const agents = this.#engine.deployment()?.agents ?? {};
    const extension = Object.hasOwn(agents, name) ? agents[name]?.spec.extension : undefined;
    return extension === undefined ? undefined : { name, extension };
  }

  /** Throws agent.not-an-agent. */
  getOrThrow(principal: Principal): AgentPerson {
    const agent = principal.kind === "person" ? this.find(principal.name) : undefined;
    if (agent === undefined) throw new HotlineError("agent.not-an-agent");
    return agent;
  }

  chooseState(principal: Principal, state: ChosenState, breakReason: string | undefined): AgentView {
    const { name } = this.getOrThrow(principal);
    this.#checkAsk(name, state);
    if (state === "break") this.checkBreakReason(breakReason);
    const reason = state === "break" && breakReason !== undefined ? { breakReason } : {};
    this.#engine.submit({ type: "agent.state-chosen", agent: name, state, ...reason, by: actorOf(principal) });
    return this.#signedInOrThrow(name);
  }

  endAcw(principal: Principal): void {
    const { name } = this.getOrThrow(principal);
    this.#checkAsk(name, "end-acw");
    this.#engine.submit({ type: "agent.acw-ended", agent: name, by: actorOf(principal) });
  }

  breakReasons(): { name: string; label: string }[] {
    const reasons = this.#engine.deployment()?.breakReasons.spec.reasons ?? [];
    return reasons.map(({ name, label }) => ({ name, label }));
  }

  #signedInOrThrow(name: string): AgentView {
    const view = this.#engine.agentView(name);
    if (view?.signedIn !== true) throw new HotlineError("agent.not-signed-in");
    return view;
  }

  /** What the table of agent states does not allow (docs/agent-states.md). */
  #checkAsk(name: string, ask: AgentAsk): void {
    const refusal = refusalOf(ask, this.#signedInOrThrow(name));
    if (refusal !== undefined) throw new HotlineError(refusalCodes[refusal]);
  }

  /** Throws agent.break-reason-unknown. */
  checkBreakReason(breakReason: string | undefined): void {
    const reasons = this.breakReasons();
    if (reasons.length === 0 && breakReason === undefined) return;
    if (reasons.some(({ name }) => name === breakReason)) return;
    throw new HotlineError("agent.break-reason-unknown", {
      detail: `A break needs one of the reasons ${reasons.map(({ name }) => name).join(", ")}.`,
    });
  }
}
