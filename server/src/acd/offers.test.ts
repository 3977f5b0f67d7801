import { expect, test } from "vitest";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

function rung(): { desk: Desk; offer: Desk["offer"] } {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.wait(1_000);
  desk.comeToWork("bert");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  return { desk, offer };
}

/** The phone of the offer just sent says 486. */
function reject(desk: Desk): void {
  const { offer } = desk;
  desk.end(offer.agentLegId, "busy");
  desk.askAfterOffer(offer, "busy");
}

const states = (desk: Desk) => desk.rows("offers", (row) => row.offerId).map(({ agent, state }) => [agent, state]);

test("no answer: the caller is offered to the next agent in the answer to its leg's ask, and keeps its join time", () => {
  const { desk, offer } = rung();
  desk.wait(20_000);
  desk.askAfterOffer(offer, "no-answer");
  expect(desk.offer).toMatchObject({ legId: offer.legId, agent: "bert", joinedAt: offer.joinedAt });
  expect(states(desk)).toEqual([
    ["anna", "no-answer"],
    ["bert", "dialing"],
  ]);
  expect(desk.agent("anna").state).toBe("online");
});

test("an offer whose end is told by both legs, in either order, is missed once", () => {
  const asked = rung();
  asked.desk.askAfterOffer(asked.offer, "rejected");
  asked.desk.end(asked.offer.agentLegId, "rejected");
  const ended = rung();
  ended.desk.end(ended.offer.agentLegId, "rejected");
  ended.desk.askAfterOffer(ended.offer, "rejected");
  for (const { desk } of [asked, ended]) {
    expect(states(desk)).toEqual([
      ["anna", "rejected"],
      ["bert", "dialing"],
    ]);
  }
});

test("the agent's leg ends and the customer's is due to ask: the next agent is held at once, the command waits for the ask", () => {
  const { desk, offer } = rung();
  desk.end(offer.agentLegId, "rejected");
  expect(desk.last.commands).toEqual([]);
  expect(desk.agent("bert").state).toBe("ringing");
  desk.askAfterOffer(offer, "rejected");
  expect(desk.offer.agent).toBe("bert");
});

test("the agent's leg ends and the customer's never asks: it is told after two seconds", () => {
  const { desk, offer } = rung();
  desk.end(offer.agentLegId, "rejected");
  expect(desk.wait(1_999)).toEqual([]);
  expect(desk.wait(1)).toMatchObject([{ type: "leg.offer", legId: offer.legId, agent: "bert" }]);
});

test("an agent presses reject: its leg is hung up as rejected, it is free at once and the call goes to the next", () => {
  const { desk, offer } = rung();
  desk.send({ type: "offer.rejected", agent: "anna", callId: offer.callId });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "rejected" }]);
  expect(desk.agent("anna").state).toBe("online");
  desk.end(offer.agentLegId, "rejected", "us");
  desk.askAfterOffer(offer, "rejected");
  expect(desk.offer.agent).toBe("bert");
});

test("reject of a call that does not ring for this agent changes nothing and says so", () => {
  const { desk, offer } = rung();
  desk.send({ type: "offer.rejected", agent: "bert", callId: offer.callId });
  expect(desk.last).toMatchObject({ commands: [], facts: [], ignored: "agent's phone does not ring for this call" });
});

test("the only agent rejects: the caller waits, and is offered to it again after thirty seconds, not before", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const legId = desk.arrive();
  reject(desk);
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId }]);
  expect(desk.wait(29_999)).toEqual([]);
  expect(desk.wait(1)).toMatchObject([{ type: "leg.offer", legId, agent: "anna" }]);
});

test("an agent who missed a call half a minute ago comes after one idle less long who did not miss it", () => {
  const desk = new Desk(deployment({ agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { repair: 1 } } }));
  desk.comeToWork("anna");
  desk.arrive();
  reject(desk);
  desk.choose("anna", "break", "lunch");
  desk.wait(40_000);
  desk.comeToWork("cora");
  const toCora = desk.offer;
  desk.ring(toCora);
  desk.choose("anna", "online");
  desk.wait(1_000);
  desk.comeToWork("bert");
  desk.askAfterOffer(toCora, "rejected");
  expect(desk.offer.agent).toBe("bert");
});

test("a phone that is not registered counts as lost until it registers: no second call goes to it", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  desk.askAfterOffer(desk.offer, "not-registered");
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait" }]);
  expect(desk.agent("anna")).toMatchObject({ state: "online", phones: [] });
  const second = desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId: second }]);
  desk.register("anna");
  expect(desk.offer.legId).toBe(second);
  expect(states(desk)).toMatchObject([
    ["anna", "failed"],
    ["anna", "dialing"],
  ]);
});

test("a phone whose leg never appears: after four seconds the leg is hung up and the call goes to the next", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.wait(1);
  desk.comeToWork("bert");
  desk.arrive();
  const { offer } = desk;
  expect(desk.wait(3_999)).toEqual([]);
  expect(desk.wait(1)).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "no-answer" }]);
  expect(desk.wait(2_000)).toMatchObject([{ type: "leg.offer", agent: "bert" }]);
});

test("a switch that lets a phone ring past its limit: two seconds later the engine ends it as no answer", () => {
  const { desk, offer } = rung();
  expect(desk.wait(21_999)).toEqual([]);
  expect(desk.wait(1)).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "no-answer" }]);
  expect(states(desk)[0]).toEqual(["anna", "no-answer"]);
});

test("the caller gives up while a phone rings: abandoned, the offer is the caller's doing, the agent is free", () => {
  const { desk, offer } = rung();
  desk.end(offer.legId);
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "normal" }]);
  expect(states(desk)).toEqual([["anna", "caller-gone"]]);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "abandoned" }]);
  expect(desk.rows("queue_entries", (row) => row.entryId)).toMatchObject([{ state: "abandoned", leftAt: desk.now }]);
  expect(desk.agent("anna").state).toBe("online");
});

test("the agent's leg is cancelled for a caller whose own end is still to be told: no other phone is rung", () => {
  const { desk, offer } = rung();
  desk.end(offer.agentLegId, "caller-gone", "us");
  expect(desk.agent("bert").state).toBe("online");
  desk.end(offer.legId);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "abandoned" }]);
});

test("the switch refuses an offer: the agent's leg is seen off and the call goes to the next", () => {
  const { desk, offer } = rung();
  desk.send({ type: "command.failed", legId: offer.legId, command: "leg.offer", detail: "refused" });
  expect(desk.wait(2_000)).toMatchObject([{ type: "leg.offer", agent: "bert" }]);
});

test("a leg that was told to end and does not: told once more, then given up, and its call is long over", () => {
  const { desk, offer } = rung();
  desk.end(offer.legId);
  expect(desk.wait(5_000)).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "normal" }]);
  expect(desk.wait(5_000)).toEqual([]);
  expect(desk.acd.snapshot().legs).toEqual([]);
});

test("W5: the offer tells the phone who calls, and where to ring", () => {
  const { offer } = rung();
  expect(offer.caller).toEqual({ number: "13800000001", name: undefined });
  expect(offer.endpoint).toEqual({ kind: "browser", extension: "1001" });
});
