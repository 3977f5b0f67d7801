import { expect, test } from "vitest";
import { activityMoves, agentAsks, type AgentAsk, type AgentSituation } from "./agent-moves.ts";
import { findBrokenInvariants } from "./invariants.ts";
import type { Activity, ChosenState } from "./model.ts";
import { addAgent, moveAgent } from "./rules/agents.ts";
import { EngineState } from "./state/engine-state.ts";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

const activities = Object.keys(activityMoves) as Activity[];

test("A1: from every activity an agent can become idle again", () => {
  const endsIdle = new Set<Activity>(["idle"]);
  for (const _ of activities) {
    for (const from of activities) {
      if (Object.keys(activityMoves[from]).some((to) => endsIdle.has(to as Activity))) endsIdle.add(from);
    }
  }
  expect([...endsIdle].sort()).toEqual([...activities].sort());
});

test("A1: a change that no rule allows is named by the check of the invariants", () => {
  const s = new EngineState();
  const config = deployment().agents["anna"];
  if (config === undefined) throw new Error("no anna");
  const agent = addAgent(s, config);
  moveAgent(s, agent, "held");
  expect(findBrokenInvariants(s)).toContain("agent anna: idle → held is no legal change");
});

const situations: Record<AgentSituation, (desk: Desk) => void> = {
  "signed-out": () => undefined,
  idle: (desk) => desk.comeToWork("anna"),
  ringing: (desk) => {
    desk.comeToWork("anna");
    desk.arrive();
    desk.ring(desk.offer);
  },
  dialing: (desk) => {
    desk.comeToWork("anna");
    desk.dial("anna", "13900001111", { via: "click" });
  },
  talking: (desk) => {
    desk.comeToWork("anna");
    desk.talk();
  },
  held: (desk) => {
    desk.comeToWork("anna");
    desk.send({ type: "leg.held", legId: desk.talk().agentLegId });
  },
  consulting: (desk) => {
    desk.comeToWork("anna");
    consultBert(desk);
  },
  conferencing: (desk) => {
    desk.comeToWork("anna");
    const { callId, legId, targetLegId } = consultBert(desk);
    desk.send({ type: "leg.answered", legId: targetLegId });
    desk.send({ type: "legs.bridged", customerLegId: legId, agentLegId: targetLegId });
    desk.send({ type: "call.consult-step-asked", agent: "anna", callId, step: "conference" });
  },
  recovering: (desk) => {
    desk.comeToWork("anna");
    const offer = desk.talk();
    desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
    desk.end(offer.agentLegId, "media-lost", "lost");
  },
  listening: (desk) => {
    desk.comeToWork("bert");
    const { callId } = desk.talk();
    desk.comeToWork("anna");
    desk.send({ type: "call.listen-asked", agent: "anna", callId, mode: "listen", by: "anna" });
  },
  acw: (desk) => {
    desk.comeToWork("anna");
    desk.end(desk.talk().agentLegId);
  },
};

function consultBert(desk: Desk) {
  const { callId } = desk.talk();
  desk.comeToWork("bert");
  desk.send({ type: "call.consult-asked", agent: "anna", callId, target: { kind: "agent", agent: "bert" } });
  const consult = desk.last.commands.find((command) => command.type === "leg.consult");
  if (consult === undefined) throw new Error("nobody is consulted");
  return consult;
}

const cases = Object.keys(situations).flatMap((situation) =>
  Object.keys(agentAsks).map((ask) => [ask as AgentAsk, situation as AgentSituation] as const),
);

test.each(cases)("A1: %s asked while %s is answered as the table says", (ask, situation) => {
  const desk = new Desk();
  situations[situation](desk);
  const before = desk.agent("anna");
  expect(before.signedIn ? before.activity : "signed-out").toBe(situation);
  const answer = agentAsks[ask][situation];
  if (ask === "end-acw") desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  else if (ask === "extend-acw") desk.send({ type: "agent.acw-extended", agent: "anna", byMs: 60_000, by: "lead" });
  else desk.choose("anna", ask, "lunch");
  const after = desk.agent("anna");
  switch (answer) {
    case "at-once":
      if (ask === "extend-acw") expect(after.acwUntil).toBe((before.acwUntil ?? 0) + 60_000);
      else expect(after.state).toBe(ask === "end-acw" ? before.chosen : ask);
      break;
    case "after-call":
      expect(after).toMatchObject({ state: before.state, chosen: ask satisfies AgentAsk as ChosenState });
      break;
    case "not-signed-in":
    case "not-in-acw":
      expect(desk.last.ignored).toBeDefined();
      expect(after).toEqual(before);
  }
});
