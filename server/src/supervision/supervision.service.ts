import { refusalOf, type AgentAsk, type AgentView, type CallView, type ChosenState } from "../acd/index.ts";
import { refusalCodes, type Agents } from "../agents/agents.service.ts";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import type { Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import { actorOf, type Principal } from "../sessions/principal.ts";
import { findAgentsToday, type AgentToday } from "./agents-today.queries.ts";
import { leadOf, leadsAgent } from "./may-lead.ts";

export interface LedAgent {
  readonly view: AgentView;
  /** The call it rings for or talks in. */
  readonly call: CallView | undefined;
  readonly today: AgentToday;
}

/** What a team leader sees of the agents it leads, and does to them (W15). */
export class Supervision {
  readonly #db: Db;
  readonly #engine: EnginePort;
  readonly #agents: Agents;

  constructor(parts: { db: Db; engine: EnginePort; agents: Agents }) {
    this.#db = parts.db;
    this.#engine = parts.engine;
    this.#agents = parts.agents;
  }

  /** Everybody with an extension whom the person leads; those who only look may see all. */
  async agents(principal: Principal, mayLookAtAll: boolean): Promise<LedAgent[]> {
    const deployment = this.#engine.deployment();
    const timeZone = deployment?.organization.spec.timeZone ?? "UTC";
    const today = await findAgentsToday(this.#db, { now: new Date(this.#engine.now()), timeZone });
    const lead = leadOf(principal, deployment);
    return this.#engine
      .agentViews()
      .filter((view) => this.#agents.find(view.agent) !== undefined)
      .filter((view) => mayLookAtAll || leadsAgent(lead, view.groups))
      .map((view) => ({
        view,
        call: view.callId === undefined ? undefined : this.#engine.callView(view.callId),
        today: today.get(view.agent) ?? { calls: 0, talkMs: 0 },
      }));
  }

  /** In a talk it shows after it, as a choice of the agent's own would. */
  async forceState(
    principal: Principal,
    by: AuditContext,
    ask: { agent: string; state: ChosenState; breakReason: string | undefined },
  ): Promise<AgentView> {
    const { agent, state } = ask;
    this.#findLed(principal, agent, state);
    const breakReason = state === "break" ? ask.breakReason : undefined;
    if (state === "break") this.#agents.checkBreakReason(breakReason);
    const reason = breakReason === undefined ? {} : { breakReason };
    await writeAudit(this.#db, by, "agent.state-forced", agent, { state, ...reason });
    this.#engine.submit({ type: "agent.state-forced", agent, state, ...reason, by: actorOf(principal) });
    return this.#find(agent);
  }

  async endAcw(principal: Principal, by: AuditContext, agent: string): Promise<void> {
    this.#findLed(principal, agent, "end-acw");
    await writeAudit(this.#db, by, "agent.acw-ended", agent);
    this.#engine.submit({ type: "agent.acw-ended", agent, by: actorOf(principal) });
  }

  async extendAcw(principal: Principal, by: AuditContext, agent: string, seconds: number): Promise<AgentView> {
    this.#findLed(principal, agent, "extend-acw");
    if (this.#find(agent).acwUntil === undefined) throw new HotlineError("agent.acw-open-ended");
    await writeAudit(this.#db, by, "agent.acw-extended", agent, { seconds });
    this.#engine.submit({ type: "agent.acw-extended", agent, byMs: seconds * 1_000, by: actorOf(principal) });
    return this.#find(agent);
  }

  #find(agent: string): AgentView {
    const view = this.#agents.find(agent) === undefined ? undefined : this.#engine.agentView(agent);
    if (view === undefined) throw new HotlineError("agent.unknown");
    return view;
  }

  /** Throws agent.unknown, agent.not-led, or what the table of agent states does not allow (docs/agent-states.md). */
  #findLed(principal: Principal, agent: string, ask: AgentAsk): void {
    const view = this.#find(agent);
    if (!leadsAgent(leadOf(principal, this.#engine.deployment()), view.groups)) throw new HotlineError("agent.not-led");
    const refusal = refusalOf(ask, view);
    if (refusal !== undefined) throw new HotlineError(refusalCodes[refusal]);
  }
}
