import { expect, test } from "vitest";
import { Acd } from "./acd.ts";
import type { LegReport } from "./events.ts";
import type { AcdSnapshot } from "./snapshot.ts";
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

function bothLegs(offer: Desk["offer"], state: LegReport["state"] = "up"): LegReport[] {
  const { legId, agentLegId, agent, callId, segmentId, offerId, joinedAt } = offer;
  return [
    report({ legId, role: "customer", callId, joinedAt, peerLegId: agentLegId }),
    report({ legId: agentLegId, role: "agent", state, agent, callId, peerLegId: legId, segmentId, offerId }),
  ];
}

test("after a restart in a talk nothing is commanded and nothing ends; agents keep their state and are back with their page", () => {
  const desk = new Desk();
  desk.comeToWork("anna", "bert");
  const offer = desk.talk();
  desk.wait(90_000);
  desk.restart(bothLegs(offer));
  expect(desk.last.commands).toEqual([]);
  expect(desk.callOf(offer.legId)?.state).toBe("talking");
  expect(desk.agent("bert")).toMatchObject({ state: "online", sessionLost: true });
  desk.send({ type: "agent.session-back", agent: "bert" });
  desk.arrive();
  expect(desk.offer.agent).toBe("bert");
});

test("after a minute without a server no ring limit has passed: a phone that still rings, rings on", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  desk.now += 60_000;
  desk.restart(bothLegs(offer, "ringing"));
  expect(desk.callOf(offer.legId)?.state).toBe("offered");
  desk.answer(offer);
  expect(desk.callOf(offer.legId)?.state).toBe("talking");
});

test("a phone that was answered while the server was away is a talk after it", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  desk.now += 5_000;
  desk.restart(bothLegs(offer));
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "talking", segment: { segmentId: offer.segmentId } });
});

test("a leg gone while the server was away ends with the cause and time of its call record, if that comes within seconds", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  const endedAt = desk.now + 2_000;
  desk.now += 10_000;
  desk.restart([]);
  const end = {
    type: "leg.ended",
    cause: "normal",
    by: "party",
    raw: { q850: 16, sip: undefined, text: undefined },
  } as const;
  desk.send({ ...end, legId: offer.legId, at: endedAt });
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "customer-hung-up", endedAt }]);
});

test("a leg gone while the server was away, of which no call record comes, is lost after three seconds", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  desk.restart([]);
  expect(desk.callOf(legId)?.state).toBe("waiting");
  desk.wait(3_000);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "lost" }]);
});

test("waiting callers the journal never heard of are adopted with their true join time and served in that order", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.choose("anna", "break", "lunch");
  const known = desk.arrive();
  const joinedAt = desk.now - 20_000;
  const report1 = report({ legId: "unheard", role: "customer", callId: "call-9", joinedAt, startedAt: joinedAt });
  desk.send({ type: "switch.reconciled", legs: [report1, report({ legId: known, role: "customer" })] });
  desk.choose("anna", "online");
  expect(desk.offer).toMatchObject({ legId: "unheard", callId: "call-9", joinedAt });
  expect(desk.callOf(known)?.state).toBe("waiting");
});

test("a talk the journal never heard of is adopted with its segment, and its agent is taken", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const startedAt = desk.now - 8_000;
  desk.send({
    type: "switch.reconciled",
    legs: [
      report({ legId: "c", role: "customer", callId: "call-9", peerLegId: "a", startedAt }),
      report({ legId: "a", role: "agent", agent: "anna", peerLegId: "c", startedAt, segmentId: "segment-9" }),
    ],
  });
  expect(desk.last.commands).toEqual([]);
  expect(desk.callOf("c")).toMatchObject({ state: "talking", segment: { segmentId: "segment-9", agent: "anna" } });
  expect(desk.agent("anna").state).toBe("talking");
});

test("a talk on the switch of an agent who is no longer configured goes on, and its record goes with its end", () => {
  const desk = new Desk();
  desk.send({
    type: "switch.reconciled",
    legs: [
      report({ legId: "c", role: "customer", callId: "call-9", peerLegId: "a" }),
      report({ legId: "a", role: "agent", agent: "zoe", peerLegId: "c" }),
    ],
  });
  expect(desk.callOf("c")?.state).toBe("talking");
  desk.end("a");
  expect(desk.acd.agentView("zoe")).toBeUndefined();
});

test("an agent's leg that belongs to nothing is hung up; a leg served by the duty list is left to it", () => {
  const desk = new Desk();
  desk.send({
    type: "switch.reconciled",
    legs: [
      report({ legId: "stray", role: "agent", agent: "anna" }),
      report({ legId: "c", role: "customer", peerLegId: "duty" }),
      report({ legId: "duty", role: "duty", peerLegId: "c" }),
    ],
  });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: "stray", cause: "normal" }]);
  expect(desk.acd.callViews()).toEqual([]);
});

test("a switch that does not come back within ten seconds: its calls end switch-lost, agents return to a true state", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.comeToWork("bert");
  desk.arrive();
  const ringing = desk.offer;
  const waiting = desk.arrive();
  desk.send({ type: "switch.lost" });
  desk.wait(9_999);
  expect(desk.acd.callViews()).toHaveLength(3);
  desk.wait(1);
  expect(desk.acd.callViews()).toEqual([]);
  const reasons = desk.rows("calls", (row) => row.callId).map(({ endReason }) => endReason);
  expect(reasons).toEqual(["switch-lost", "switch-lost", "switch-lost"]);
  expect([desk.agent("anna").state, desk.agent("bert").state]).toEqual(["acw", "online"]);
  // A leg of such a call that reappears is hung up.
  const { callId } = ringing;
  desk.send({ type: "switch.reconciled", legs: [report({ legId: ringing.legId, role: "customer", callId })] });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: ringing.legId, cause: "normal" }]);
  expect([offer.legId, waiting].map((legId) => desk.callOf(legId))).toEqual([undefined, undefined]);
});

test("a switch that is back within ten seconds: calls go on, and nothing was decided in between", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  desk.send({ type: "switch.lost" });
  desk.comeToWork("anna");
  expect(desk.last.commands).toEqual([]);
  desk.wait(5_000);
  desk.send({ type: "switch.reconciled", legs: [report({ legId, role: "customer" })] });
  expect(desk.offer).toMatchObject({ legId, agent: "anna" });
});

test("a call that arrives while the switch is thought away waits, and outlives those given up", () => {
  const desk = new Desk();
  desk.arrive();
  desk.send({ type: "switch.lost" });
  desk.wait(2_000);
  const legId = desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId }]);
  desk.wait(8_000);
  expect(desk.acd.callViews().map(({ customerLegId }) => customerLegId)).toEqual([legId]);
});

test("a snapshot of another version is refused rather than guessed at", () => {
  const snapshot = { ...new Acd().snapshot(), version: 99 } as unknown as AcdSnapshot;
  expect(() => new Acd(snapshot)).toThrow(/version 99/);
});

test("the ids of two lives differ even for the same events at the same instant", () => {
  const idsOf = (idSeed: string) => {
    const desk = new Desk();
    desk.send({ type: "engine.started", idSeed });
    desk.comeToWork("anna");
    desk.arrive();
    return desk.offer.agentLegId;
  };
  expect(idsOf("one")).not.toBe(idsOf("two"));
});
