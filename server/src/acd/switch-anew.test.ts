import { expect, test } from "vitest";
import type { LegReport } from "./events.ts";
import { Desk } from "./testing/desk.ts";

function report(leg: Partial<LegReport> & Pick<LegReport, "legId" | "role">): LegReport {
  return {
    state: "up",
    callId: undefined,
    agent: undefined,
    peerLegId: undefined,
    from: { number: "13800000001", name: undefined },
    to: "100",
    group: "repair",
    joinedAt: undefined,
    startedAt: 0,
    ...leg,
  };
}

test("a waiting caller whom the duty list has when the server comes back is left to it, free agents or not", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  const { callId } = desk.callOf(legId) ?? {};
  desk.restart([
    report({ legId, role: "customer", callId, peerLegId: "duty-leg" }),
    report({ legId: "duty-leg", role: "duty", peerLegId: legId }),
  ]);
  expect(desk.last.commands).toEqual([]);
  expect(desk.callOf(legId)).toBeUndefined();
  desk.comeToWork("anna");
  expect(desk.wait(120_000)).toEqual([]);
  expect(desk.acd.knowsLeg(legId)).toBe(false);
});

test("while the duty phone only rings, the caller goes back to the queue with the server", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  const { callId } = desk.callOf(legId) ?? {};
  desk.restart([
    report({ legId, role: "customer", callId, peerLegId: "duty-leg" }),
    report({ legId: "duty-leg", role: "duty", state: "ringing", peerLegId: legId }),
  ]);
  expect(desk.callOf(legId)?.state).toBe("waiting");
});

test("a talk that began while the server was away began when its phone was answered", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const legId = desk.arrive();
  const { agentLegId, callId, agent } = desk.offer;
  const answeredAt = desk.now + 2_000;
  desk.now += 30_000;
  desk.restart([
    report({ legId, role: "customer", callId, peerLegId: agentLegId }),
    report({ legId: agentLegId, role: "agent", callId, agent, peerLegId: legId, answeredAt }),
  ]);
  expect(desk.callOf(legId)?.segment?.bridgedAt).toBe(answeredAt);
});

test("legs that a switch started anew does not have went down with the former one: their calls close as switch-lost at once", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const talk = desk.talk();
  const waiting = desk.arrive();
  desk.send({
    type: "switch.reconciled",
    switchId: "first",
    legs: [talk.legId, talk.agentLegId, waiting].map(present),
  });
  desk.send({ type: "switch.lost" });
  desk.now += 3_000;
  desk.send({ type: "switch.reconciled", switchId: "second", legs: [] });
  const ended = desk.facts.flatMap((fact) =>
    fact.table === "calls" && fact.row.endedAt !== undefined ? [fact.row] : [],
  );
  expect(ended.map(({ endReason }) => endReason)).toEqual(["switch-lost", "switch-lost"]);
  desk.wait(60_000);
  expect(desk.agent("anna")).toMatchObject({ activity: "idle", state: "online" });

  function present(legId: string): LegReport {
    const { agentLegId, agent, callId } = talk;
    if (legId === agentLegId) return report({ legId, role: "agent", agent, callId, peerLegId: talk.legId });
    return report({ legId, role: "customer", peerLegId: legId === talk.legId ? agentLegId : undefined });
  }
});
