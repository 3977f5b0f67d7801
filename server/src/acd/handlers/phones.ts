import type { AcdEvent } from "../events.ts";
import { agentChanged } from "../rules/agents.ts";
import { complete, dropConsulted } from "../rules/consults.ts";
import { connectIfAnswered } from "../rules/dials.ts";
import { endListen } from "../rules/listening.ts";
import { failOffer } from "../rules/offers.ts";
import { startRecovery, tryResume } from "../rules/recovery.ts";
import { expectAsk } from "../rules/steering.ts";
import type { EngineState } from "../state/engine-state.ts";
import { dialGivenUp } from "./dials.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/** To be told for each new registration, also of a phone thought registered: it may be back from a reload. */
export function onPhoneRegistered(s: EngineState, event: Event<"phone.registered">): void {
  const agent = s.agents.get(event.agent);
  if (agent === undefined) {
    s.ignore("no such agent");
    return;
  }
  if (!agent.phones.includes(event.phone)) agent.phones = [...agent.phones, event.phone].sort();
  agentChanged(s, agent, "system", "chosen");
  const call = agent.callId === undefined ? undefined : s.calls.get(agent.callId);
  if (call?.offer?.agent === agent.name && call.offer.phone === event.phone) call.offer.phoneRenewed = true;
  if (call?.state === "recovering" && event.phone === "browser") tryResume(s, call);
}

/** A registration may blink: a talk or a ringing phone goes on, only new calls keep away. */
export function onPhoneLost(s: EngineState, event: Event<"phone.lost">): void {
  const agent = s.agents.get(event.agent);
  if (agent === undefined || !agent.phones.includes(event.phone)) {
    s.ignore("no such phone is registered");
    return;
  }
  agent.phones = agent.phones.filter((phone) => phone !== event.phone);
  agentChanged(s, agent, "system", "chosen");
}

/** The page was loaded anew: the leg its former self held is dead, whatever the switch thinks of it. */
export function onPhoneRestarted(s: EngineState, event: Event<"phone.restarted">): void {
  const agent = s.agents.get(event.agent);
  const listen = s.listens.get(event.agent);
  if (listen?.phone === "browser") {
    endListen(s, listen);
    return;
  }
  const call = agent?.callId === undefined ? undefined : s.calls.get(agent.callId);
  if (agent === undefined || call === undefined) {
    s.ignore("agent has no call");
    return;
  }
  connectIfAnswered(s, call);
  if (call.dial?.phone === "browser") {
    dialGivenUp(s, call, call.dial, s.now);
    return;
  }
  if (call.consult?.agent === agent.name) {
    if (call.consult.phone === "browser") dropConsulted(s, call, { cause: "media-lost", legGone: false });
    return;
  }
  // Reloaded in a conference, the agent has left it; reloaded in a consult, it is called back to the customer.
  if (call.consult?.with === "both" && call.segment?.phone === "browser") {
    complete(s, call);
    return;
  }
  if (call.consult !== undefined && call.segment?.phone === "browser") {
    dropConsulted(s, call, { cause: "normal", legGone: false });
  }
  if (call.state === "talking" && call.segment?.phone === "browser") startRecovery(s, call, s.now, "normal");
  else if (call.state === "recovering") tryResume(s, call);
  else if (call.offer?.phone === "browser") {
    const wasSent = call.offer.sentAt !== undefined;
    failOffer(s, call, { state: "failed", cause: "media-lost", at: s.now, hangUp: "normal", again: true });
    if (wasSent) expectAsk(s, call);
  }
}
