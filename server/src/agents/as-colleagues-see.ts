import type { AgentState, AgentView } from "../acd/index.ts";

/** Agents must not notice that they are listened to: a leader who does so is, to its colleagues, in the state it chose. */
export function stateAsColleaguesSee({ state, chosen }: AgentView): Exclude<AgentState, "listening"> {
  return state === "listening" ? chosen : state;
}
