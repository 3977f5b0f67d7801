import type { AcdEvent } from "../events.ts";
import { agentChanged } from "../rules/agents.ts";
import type { EngineState } from "../state/engine-state.ts";
import { findAgent, isRefused, takeChoice } from "./people.ts";

type Event<Type extends AcdEvent["type"]> = Extract<AcdEvent, { type: Type }>;

/** W15: what a team leader does to an agent. Who may do it to whom is decided before it comes here. */
export function onStateForced(s: EngineState, event: Event<"agent.state-forced">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined || !takeChoice(s, agent, event)) return;
  agent.forcedBy = event.by;
  agentChanged(s, agent, event.by, "forced");
}

/** From when it would have ended, so that two leaders who each add a minute add two. */
export function onAcwExtended(s: EngineState, event: Event<"agent.acw-extended">): void {
  const agent = findAgent(s, event.agent);
  if (agent === undefined || isRefused(s, agent, "extend-acw") || agent.wrapUp === undefined) return;
  if (agent.wrapUp.until === undefined) {
    s.ignore("after-call work of a call placed by hand has no end to put off");
    return;
  }
  const until = agent.wrapUp.until + event.byMs;
  agent.wrapUp = { ...agent.wrapUp, until };
  s.deadlines.arm({ kind: "acw", agent: agent.name }, until);
  agentChanged(s, agent, event.by, "acw-extended");
}
