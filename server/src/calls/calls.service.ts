import type { Agents } from "../agents/agents.service.ts";
import type { AcdEvent, CallView, ConsultStep, SegmentView, TransferTarget } from "../acd/index.ts";
import { HotlineError } from "../errors/index.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import type { Principal } from "../sessions/principal.ts";
import { transferTargets, type TransferTargets } from "./transfer-targets.ts";

/** `to`: of a swap, whom the agent wants to talk with, so that a second click of the same button changes nothing. */
export interface ConsultStepAsk {
  readonly step: ConsultStep;
  readonly to?: "customer" | "target" | undefined;
}

const demoTalkMs = 90_000;

/** What an agent does with the call in hand. Done when the switch confirms it; the live socket says so. */
export class Calls {
  readonly #engine: EnginePort;
  readonly #agents: Agents;

  constructor(engine: EnginePort, agents: Agents) {
    this.#engine = engine;
    this.#agents = agents;
  }

  /** Lifts the simulated phone; a real one is lifted by whoever sits at it. */
  answer(principal: Principal, callId: string): void {
    const { agent, call } = this.#find(principal, callId);
    const phones = this.#engine.simulatedPhones();
    if (phones === undefined) throw new HotlineError("call.real-phone");
    if (call.segment?.agent === agent) throw new HotlineError("call.not-ringing");
    const legId = call.consult?.agent === agent ? call.consult.legId : call.offer?.agentLegId;
    if (legId === undefined || (legId !== call.consult?.legId && call.offer?.agent !== agent)) {
      throw new HotlineError("call.not-yours");
    }
    if (!phones.answer(legId)) throw new HotlineError("call.not-ringing");
  }

  reject(principal: Principal, callId: string): void {
    const { agent, call } = this.#find(principal, callId);
    if (call.segment?.agent === agent) throw new HotlineError("call.not-ringing");
    if (call.consult?.agent === agent && call.consult.state === "talking") throw new HotlineError("call.not-ringing");
    if (call.offer?.agent !== agent && call.consult?.agent !== agent) throw new HotlineError("call.not-yours");
    this.#engine.submit({ type: "offer.rejected", agent, callId });
  }

  /** A talk ends, or one's call that nobody answered yet; a call that only rings is refused with it. */
  hangUp(principal: Principal, callId: string): void {
    const { agent, call } = this.#find(principal, callId);
    const talks =
      call.segment?.agent === agent ||
      call.dial?.agent === agent ||
      (call.consult?.agent === agent && call.consult.state === "talking");
    if (talks) this.#engine.submit({ type: "call.hang-up-asked", agent, callId });
    else if (call.consult?.agent === agent) this.#engine.submit({ type: "offer.rejected", agent, callId });
    else if (call.offer?.agent === agent) this.#engine.submit({ type: "offer.rejected", agent, callId });
    else throw new HotlineError("call.not-yours");
  }

  mute(principal: Principal, callId: string, on: boolean): void {
    const found = this.#find(principal, callId);
    if (found.call.consult?.agent === found.agent && found.call.consult.state === "talking") {
      this.#engine.submit({ type: "call.mute-asked", agent: found.agent, callId, on });
      return;
    }
    const { agent, segment } = this.#findTalk(principal, callId);
    if (segment.heldAt !== undefined) throw new HotlineError("call.held");
    this.#engine.submit({ type: "call.mute-asked", agent, callId, on });
  }

  /** On hold the customer hears music; off, both hear each other again. Asked for what is so, nothing changes. */
  hold(principal: Principal, callId: string, on: boolean): void {
    const { agent, call } = this.#findTalk(principal, callId);
    // While the agent's phone is being called back the customer hears music anyway.
    if (call.state !== "talking") throw new HotlineError("call.not-talking");
    this.#submit({ type: "call.hold-asked", agent, callId, on });
  }

  /** Blind transfer (A7): the agent is out of the call at once, the customer goes on to the target. */
  transfer(principal: Principal, callId: string, target: TransferTarget): void {
    const { agent } = this.#findTalk(principal, callId);
    this.#submit({ type: "call.transfer-asked", agent, callId, target });
  }

  /** The customer hears music while the agent talks with somebody else (A8). */
  consult(principal: Principal, callId: string, target: TransferTarget): void {
    const { agent } = this.#findTalk(principal, callId);
    this.#submit({ type: "call.consult-asked", agent, callId, target });
  }

  /** Back to the customer, to and fro, leave, or all three together (A8, A9). */
  consultStep(principal: Principal, callId: string, { step, to }: ConsultStepAsk): void {
    const { agent } = this.#findTalk(principal, callId);
    this.#submit({ type: "call.consult-step-asked", agent, callId, step, ...(to !== undefined && { to }) });
  }

  /** What the engine refuses becomes an error of the catalogue. */
  #submit(event: AcdEvent): void {
    const { refused } = this.#engine.submit(event);
    if (refused !== undefined) throw new HotlineError(`call.${refused}`);
  }

  /** Where the agent could pass a customer on to, narrowed to what was typed. */
  transferTargets(principal: Principal, sought: string): TransferTargets {
    return transferTargets(this.#engine, this.#agents.getOrThrow(principal).name, sought);
  }

  /**
   * A call to one of our own numbers, placed by the switch as a carrier would; the leg's id. Without a number it is one that
   * leads to a group of the person's own, so that who asks for a call also gets it.
   */
  async placeDemoCall(principal: Principal, to: string | undefined): Promise<string> {
    const deployment = this.#engine.deployment();
    const routes = Object.values(deployment?.accessNumbers ?? {}).map(({ spec }) => spec);
    const ownGroups = deployment?.agents[principal.name]?.spec.groups.map(({ group }) => group) ?? [];
    const numbers = routes.map(({ number }) => number);
    const number = to ?? routes.find(({ route }) => ownGroups.includes(route.group))?.number ?? numbers[0];
    if (number === undefined || !numbers.includes(number)) {
      const known = numbers.length === 0 ? "There is none." : `There are ${numbers.join(", ")}.`;
      throw new HotlineError("demo.no-number", { detail: known });
    }
    if (!this.#engine.switchStatus().connected) throw new HotlineError("switch.unavailable");
    return this.#engine.placeTestCall({
      to: number,
      fromNumber: "13800138000",
      fromName: "演示来电",
      talkMs: demoTalkMs,
    });
  }

  #findTalk(principal: Principal, callId: string): { agent: string; call: CallView; segment: SegmentView } {
    const { agent, call } = this.#find(principal, callId);
    if (call.offer?.agent === agent || call.dial?.agent === agent) throw new HotlineError("call.not-talking");
    if (call.segment?.agent !== agent) throw new HotlineError("call.not-yours");
    return { agent, call, segment: call.segment };
  }

  #find(principal: Principal, callId: string): { agent: string; call: CallView } {
    const { name } = this.#agents.getOrThrow(principal);
    const call = this.#engine.callView(callId);
    if (call === undefined || call.state === "ended") throw new HotlineError("call.unknown");
    return { agent: name, call };
  }
}
