import type { Activity, ChosenState } from "./model.ts";

/**
 * A1 as data: what an agent's activity may become, and why. Whatever else the engine did would be a fault of its own, and
 * is reported as a broken invariant; docs/agent-states.md is made from these tables.
 */
export const activityMoves: { readonly [From in Activity]: { readonly [To in Activity]?: string } } = {
  idle: {
    ringing: "a call is offered, or a ringing or talking phone is found after a restart",
    listening: "a leader's own phone is taken into an agent's talk",
    dialing: "the agent's phone placed a call, or one that did is found after a restart",
  },
  ringing: {
    talking: "the phone was answered and both legs are joined",
    consulting: "another agent who consults this one was answered",
    idle: "not answered, rejected, the caller gave up, the phone could not be reached, signed out",
  },
  dialing: {
    talking: "the called party answered",
    idle: "nobody answered, the number could not be reached, the agent hung up",
  },
  talking: {
    held: "the agent put the customer on hold, and the switch confirmed it",
    consulting: "the agent consults somebody while the customer hears music",
    recovering: "the browser phone was lost in the talk, and is called back",
    acw: "the talk ended",
  },
  held: {
    talking: "the agent retrieved the customer, and the switch confirmed it",
    consulting: "the agent consults somebody while the customer hears music",
    recovering: "the browser phone was lost while the customer was on hold",
    acw: "the talk ended while the customer was on hold",
  },
  consulting: {
    talking: "the agent has the customer again, or the consulted agent got it",
    conferencing: "all three talk",
    recovering: "the browser phone was lost in the consult, and is called back",
    acw: "the agent left the customer to the consulted one, or the call ended",
    idle: "the consulted agent was let go without having had the customer",
  },
  conferencing: {
    talking: "the third left, or the agent who had the customer did",
    acw: "the agent left, was removed, or the call ended",
  },
  recovering: {
    talking: "the phone came back and both legs are joined",
    acw: "it did not come back in time, refused, or the customer hung up",
  },
  listening: { idle: "the leader left, or the talk it listened to ended or was taken over" },
  acw: {
    idle: "ended by hand or by its time (after a call placed by hand only by hand); at once where the group has none or the agent is leaving",
  },
};

/** What may be asked for an agent's state, by itself or by its leader; `extend-acw` is a leader's only. */
export type AgentAsk = ChosenState | "end-acw" | "extend-acw";
export type AgentSituation = "signed-out" | Activity;
/** `after-call`: kept, and shown when the call and its after-call work are over. */
export type AskAnswer = "at-once" | "after-call" | AskRefusal;
export type AskRefusal = "not-signed-in" | "not-in-acw";

const choices = {
  "signed-out": "not-signed-in",
  idle: "at-once",
  ringing: "after-call",
  dialing: "after-call",
  talking: "after-call",
  held: "after-call",
  consulting: "after-call",
  conferencing: "after-call",
  recovering: "after-call",
  listening: "after-call",
  acw: "after-call",
} as const;

const acwOnly = {
  "signed-out": "not-signed-in",
  idle: "not-in-acw",
  ringing: "not-in-acw",
  dialing: "not-in-acw",
  talking: "not-in-acw",
  held: "not-in-acw",
  consulting: "not-in-acw",
  conferencing: "not-in-acw",
  recovering: "not-in-acw",
  listening: "not-in-acw",
  acw: "at-once",
} as const;

/** Chosen × activity. A break needs one of the configured reasons besides. */
export const agentAsks: { readonly [Ask in AgentAsk]: { readonly [In in AgentSituation]: AskAnswer } } = {
  online: choices,
  break: choices,
  outbound: choices,
  offline: choices,
  "end-acw": acwOnly,
  "extend-acw": acwOnly,
};

export function refusalOf(
  ask: AgentAsk,
  { signedIn, activity }: { readonly signedIn: boolean; readonly activity: Activity },
): AskRefusal | undefined {
  const answer = agentAsks[ask][signedIn || activity !== "idle" ? activity : "signed-out"];
  return answer === "at-once" || answer === "after-call" ? undefined : answer;
}
