import { expect, test } from "vitest";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

test("A1: each change of state is one row with who, why, call and a number without gaps", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.wait(1_000);
  desk.send({ type: "agent.state-chosen", agent: "anna", state: "break", breakReason: "lunch", by: "leader" });
  desk.wait(1_000);
  desk.choose("anna", "online");
  desk.wait(1_000);
  const offer = desk.talk();
  desk.wait(1_000);
  desk.end(offer.agentLegId);
  desk.wait(10_000);
  const rows = desk.rows("agent_state_changes", (row) => `${row.agent}:${row.seq}`);
  expect(rows.map(({ seq, state, why }) => [seq, state, why])).toEqual([
    [1, "offline", "signed-in"],
    [2, "online", "chosen"],
    [3, "break", "chosen"],
    [4, "online", "chosen"],
    [5, "ringing", "offer"],
    [6, "talking", "bridged"],
    [7, "acw", "talk-ended"],
    [8, "online", "acw-ended"],
  ]);
  expect(rows[2]).toMatchObject({ by: "leader", breakReason: "lunch" });
  expect(rows.slice(4, 7).map(({ callId }) => callId)).toEqual([offer.callId, offer.callId, offer.callId]);
});

test("A1: a break without a reason, or with one nobody configured, is refused where reasons are configured", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  expect(desk.choose("anna", "break").ignored).toBe("break reason is not one of the configured");
  expect(desk.choose("anna", "break", "siesta").ignored).toBe("break reason is not one of the configured");
  expect(desk.agent("anna").state).toBe("online");
});

test("A1: where no reasons are configured a break needs none", () => {
  const desk = new Desk(deployment({ breakReasons: [] }));
  desk.comeToWork("anna");
  desk.choose("anna", "break");
  expect(desk.agent("anna").state).toBe("break");
});

test("A1: an agent that is not signed in chooses no state", () => {
  const desk = new Desk();
  expect(desk.choose("anna", "online").ignored).toBe("agent is not signed in");
});

test("A1: a state chosen in a talk shows when talk and after-call work are over", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.choose("anna", "break", "lunch");
  expect(desk.agent("anna")).toMatchObject({ state: "talking", chosen: "break" });
  desk.end(offer.agentLegId);
  expect(desk.agent("anna").state).toBe("acw");
  desk.wait(10_000);
  expect(desk.agent("anna")).toMatchObject({ state: "break", breakReason: "lunch" });
});

test("S1, A1: an agent in 外呼, on a break or offline is not offered a queue's call", () => {
  for (const state of ["outbound", "break", "offline"] as const) {
    const desk = new Desk();
    desk.comeToWork("anna");
    desk.choose("anna", state, "lunch");
    desk.arrive();
    expect(desk.last.commands, state).toMatchObject([{ type: "leg.wait" }]);
  }
});

test("after-call work lasts as its group says, or until the agent ends it, and the segment says when it was released", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.end(desk.talk().agentLegId);
  expect(desk.agent("anna").acwUntil).toBe(desk.now + 10_000);
  desk.wait(3_000);
  desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  expect(desk.agent("anna").state).toBe("online");
  expect(desk.rows("segments", (row) => row.segmentId)).toMatchObject([
    { endedAt: desk.now - 3_000, releasedAt: desk.now },
  ]);
});

test("a group without after-call work frees its agent at the end of the talk, with no row for a state of no length", () => {
  const desk = new Desk(deployment({ groups: { repair: { wrapUpMs: 0 } } }));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.end(offer.agentLegId);
  expect(desk.agent("anna").state).toBe("online");
  expect(desk.stateLog("anna")).not.toContain("acw");
});

test("signing out in a talk: the talk goes on, its end is the end of the session, without after-call work", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(1_000);
  desk.send({ type: "agent.signed-out", agent: "anna", by: "anna" });
  expect(desk.agent("anna")).toMatchObject({ signedIn: true, state: "talking" });
  desk.wait(1_000);
  desk.end(offer.agentLegId);
  expect(desk.agent("anna")).toMatchObject({ signedIn: false, state: "offline" });
  expect(desk.rows("agent_sessions", (row) => row.agent)).toMatchObject([
    { signedInAt: desk.now - 2_000, signedOutAt: desk.now, why: "signed-out" },
  ]);
});

test("signing out while the phone rings: the phone stops and the call goes to the next agent", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  desk.send({ type: "agent.signed-out", agent: "anna", by: "anna" });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "rejected" }]);
  desk.comeToWork("bert");
  desk.askAfterOffer(offer, "rejected");
  expect(desk.offer.agent).toBe("bert");
});

test("a lost session is offered no call; back within the grace time the agent goes on as if nothing had been", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const log = desk.stateLog("anna");
  desk.send({ type: "agent.session-lost", agent: "anna" });
  const legId = desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait" }]);
  desk.wait(59_000);
  desk.send({ type: "leg.asked", legId, after: "wait" });
  desk.send({ type: "agent.session-back", agent: "anna" });
  expect(desk.offer.agent).toBe("anna");
  expect(desk.stateLog("anna")).toEqual([...log, "ringing"]);
});

test("a session lost for longer than the grace time ended at the moment of its loss", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.wait(5_000);
  const lostAt = desk.now;
  desk.send({ type: "agent.session-lost", agent: "anna" });
  desk.wait(60_000);
  expect(desk.agent("anna")).toMatchObject({ signedIn: false, state: "offline", stateSince: lostAt });
  expect(desk.rows("agent_sessions", (row) => row.agent)).toMatchObject([{ signedOutAt: lostAt, why: "session-lost" }]);
});

test("a session lost in a talk ends with the talk, for the agent worked until then", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.send({ type: "agent.session-lost", agent: "anna" });
  desk.wait(90_000);
  expect(desk.agent("anna").state).toBe("talking");
  desk.end(offer.agentLegId);
  expect(desk.rows("agent_sessions", (row) => row.agent)).toMatchObject([
    { signedOutAt: desk.now, why: "session-lost" },
  ]);
});

test("the counts of a group follow its members: signed in, free, talking, waiting and the oldest join time", () => {
  const desk = new Desk();
  const group = () => desk.acd.groupView("repair");
  const joinedAt = desk.now;
  desk.arrive();
  desk.wait(1_000);
  desk.arrive();
  expect(group()).toMatchObject({ waiting: 2, oldestJoinedAt: joinedAt, signedIn: 0, free: 0, talking: 0 });
  desk.comeToWork("anna");
  desk.answer(desk.offer);
  expect(group()).toMatchObject({ waiting: 1, oldestJoinedAt: joinedAt + 1_000, signedIn: 1, free: 0, talking: 1 });
});
