import type { AgentView, CallView, ListenMode } from "../acd/index.ts";
import type { Agents } from "../agents/agents.service.ts";
import { writeAudit, type AuditAction, type AuditContext } from "../audit/audit.service.ts";
import type { Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import { actorOf, type Principal } from "../sessions/principal.ts";
import { leadOf, leadsGroup } from "./may-lead.ts";

/** A leader in a talk of its groups: listening, heard by the agent, heard by both, or taking it over (W15). */
export class Listening {
  readonly #db: Db;
  readonly #engine: EnginePort;
  readonly #agents: Agents;

  constructor(parts: { db: Db; engine: EnginePort; agents: Agents }) {
    this.#db = parts.db;
    this.#engine = parts.engine;
    this.#agents = parts.agents;
  }

  /** Begins to listen, or changes who hears the leader in the talk it listens to. */
  async listen(principal: Principal, by: AuditContext, ask: { callId: string; mode: ListenMode }): Promise<void> {
    const { callId, mode } = ask;
    const { call } = this.#findToListen(principal, callId);
    await this.#audit(by, "call.listen", call, { mode });
    // Meanwhile the talk may be over, or the leader's phone ring.
    const { leader } = this.#findToListen(principal, callId);
    this.#engine.submit({
      type: "call.listen-asked",
      agent: leader.agent,
      callId,
      mode,
      by: actorOf(principal),
    });
  }

  /** Who listens to that call leaves it, whatever became of the rights to it meanwhile. */
  end(principal: Principal, callId: string): void {
    const { name } = this.#agents.getOrThrow(principal);
    if (this.#engine.agentView(name)?.listening?.callId !== callId) throw new HotlineError("supervision.not-listening");
    this.#engine.submit({ type: "call.listen-end-asked", agent: name });
  }

  async takeOver(principal: Principal, by: AuditContext, callId: string): Promise<void> {
    const { call } = this.#findToTakeOver(principal, callId);
    await this.#audit(by, "call.take-over", call, {});
    // Meanwhile a click before this one, or another leader's, may have been done.
    const { leader } = this.#findToTakeOver(principal, callId);
    this.#engine.submit({ type: "call.take-over-asked", agent: leader.agent, callId, by: actorOf(principal) });
  }

  #findToListen(principal: Principal, callId: string): { leader: AgentView; call: CallView } {
    const { leader, call } = this.#findTalk(principal, callId);
    if (leader.listening === undefined) this.#checkPhoneIsFree(leader);
    else if (leader.listening.callId !== callId) throw new HotlineError("supervision.busy");
    return { leader, call };
  }

  #findToTakeOver(principal: Principal, callId: string): { leader: AgentView; call: CallView } {
    const { leader, call } = this.#findTalk(principal, callId);
    if (leader.listening?.callId !== callId) this.#checkPhoneIsFree(leader);
    if (call.consult !== undefined) {
      throw new HotlineError("call.consulting", { detail: "The agent consults somebody; the customer is on music." });
    }
    return { leader, call };
  }

  #findTalk(principal: Principal, callId: string): { leader: AgentView; call: CallView } {
    const { name } = this.#agents.getOrThrow(principal);
    const call = this.#engine.callView(callId);
    if (call === undefined || call.state === "ended") throw new HotlineError("call.unknown");
    if (!leadsGroup(leadOf(principal, this.#engine.deployment()), call.group)) throw new HotlineError("call.not-led");
    const leader = this.#engine.agentView(name);
    if (leader?.signedIn !== true) throw new HotlineError("agent.not-signed-in");
    if (call.segment?.agent === name || call.offer?.agent === name) throw new HotlineError("supervision.own-call");
    if (call.state !== "talking" || call.segment === undefined) throw new HotlineError("call.not-talking");
    if (!this.#engine.switchStatus().connected) throw new HotlineError("switch.unavailable");
    return { leader, call };
  }

  #checkPhoneIsFree(leader: AgentView): void {
    if (leader.activity !== "idle") throw new HotlineError("supervision.busy");
    if (leader.phones.length === 0) throw new HotlineError("supervision.no-phone");
  }

  #audit(by: AuditContext, action: AuditAction, call: CallView, detail: object): Promise<void> {
    const { callId, group, segment } = call;
    return writeAudit(this.#db, by, action, callId, { agent: segment?.agent, group, ...detail });
  }
}
