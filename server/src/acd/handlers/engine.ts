import type { AcdEvent } from "../events.ts";
import { agentChanged } from "../rules/agents.ts";
import { loseSession } from "./people.ts";
import type { EngineState } from "../state/engine-state.ts";
import { loseSwitch } from "./switch.ts";

type Started = Extract<AcdEvent, { type: "engine.started" }>;

/**
 * A new life of the server. No live socket outlives the old one, so every session is lost until it comes back; and what
 * the switch did meanwhile is unknown until it reconciles. Nothing is given up here.
 */
export function onEngineStarted(s: EngineState, event: Started): void {
  s.idSource = { ...s.idSource, seed: event.idSeed };
  for (const agent of s.agents.values()) {
    if (agent.signedInAt === undefined || agent.sessionLostAt !== undefined) continue;
    loseSession(s, agent);
    agentChanged(s, agent, "system", "session-lost");
  }
  if (s.legs.size > 0) loseSwitch(s);
}
