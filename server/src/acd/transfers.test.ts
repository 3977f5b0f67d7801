import { expect, test } from "vitest";
import type { TransferTarget } from "./model.ts";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

type Offer = Desk["offer"];

const shape = {
  agents: { anna: { repair: 1 }, bert: { repair: 1, supply: 1 }, cora: { supply: 1 } },
  groups: { repair: { wrapUpMs: 10_000 }, supply: { wrapUpMs: 0 }, calls: { direction: "outbound" as const } },
};

/** Anna talks with a customer of the group repair; bert and cora come to work as the test wants. */
function talking(...others: string[]): { desk: Desk; offer: Offer } {
  const desk = new Desk(deployment(shape));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.comeToWork(...others);
  desk.wait(30_000);
  return { desk, offer };
}

const toAgent = (agent: string): TransferTarget => ({ kind: "agent", agent });
const toGroup = (group: string): TransferTarget => ({ kind: "group", group });
const transfer = (desk: Desk, offer: Offer, target: TransferTarget, agent = "anna") =>
  desk.send({ type: "call.transfer-asked", agent, callId: offer.callId, target });
const handovers = (desk: Desk) => desk.rows("handovers", (row) => row.handoverId);
const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);
const entries = (desk: Desk) => desk.rows("queue_entries", (row) => row.entryId);
const calls = (desk: Desk) => desk.rows("calls", (row) => row.callId);

test("A7: passed on to a group where somebody is idle, the phone there rings at once and the first agent is in after-call work", () => {
  const { desk, offer } = talking("cora");
  transfer(desk, offer, toGroup("supply"));
  const next = desk.offer;
  expect(next).toMatchObject({ legId: offer.legId, agent: "cora", group: "supply", ringback: "music" });
  expect(desk.agent("anna").state).toBe("acw");
  expect(segments(desk)).toMatchObject([{ agent: "anna", state: "ended", group: "repair" }]);
  desk.end(offer.agentLegId, "normal", "us");
  desk.answer(next);
  expect(handovers(desk)).toMatchObject([{ by: "anna", targetKind: "group", target: "supply", outcome: "answered" }]);
  expect(segments(desk)).toMatchObject([{ agent: "anna" }, { agent: "cora", group: "supply", state: "talking" }]);
  expect(entries(desk)).toMatchObject([
    { group: "repair", state: "answered" },
    { group: "supply", state: "answered" },
  ]);
  expect(calls(desk)).toMatchObject([{ group: "supply", agent: "cora" }]);
});

test("A7: passed on to a group whose agents are busy, the customer waits there with that group's music, behind who waited before", () => {
  const { desk, offer } = talking("cora");
  desk.send({ type: "agent.state-chosen", agent: "cora", state: "break", breakReason: "lunch", by: "cora" });
  transfer(desk, offer, toGroup("supply"));
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId: offer.legId, group: "supply" }]);
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", group: "supply", joinedAt: desk.now });
  desk.choose("cora", "online");
  expect(desk.offer).toMatchObject({ agent: "cora", legId: offer.legId });
});

test("A7: passed on by name, that agent's phone rings whoever else is idle, and it is a segment without a wait in a queue", () => {
  const { desk, offer } = talking("cora", "bert");
  transfer(desk, offer, toAgent("bert"));
  const next = desk.offer;
  expect(next).toMatchObject({ agent: "bert", legId: offer.legId, group: "repair" });
  expect(desk.callOf(offer.legId)?.offer?.returnedFrom).toBeUndefined();
  desk.answer(next);
  expect(entries(desk)).toHaveLength(1);
  expect(desk.rows("offers", (row) => row.offerId)).toMatchObject([
    { agent: "anna" },
    { agent: "bert", entryId: undefined, state: "answered" },
  ]);
  expect(desk.rows("decisions", (row) => String(row.seq)).at(-1)).toMatchObject({
    rule: "transferred",
    chosen: "bert",
  });
});

test("A7: the named agent does not answer: the customer goes back to who passed it on, out of its after-call work", () => {
  const { desk, offer } = talking("bert");
  transfer(desk, offer, toAgent("bert"));
  const next = desk.offer;
  desk.ring(next);
  desk.askAfterOffer(next, "no-answer");
  const back = desk.offer;
  expect(back).toMatchObject({ agent: "anna", legId: offer.legId });
  expect(desk.callOf(offer.legId)?.offer).toMatchObject({ agent: "anna", returnedFrom: "bert" });
  expect(handovers(desk)).toMatchObject([{ outcome: "returned", target: "bert" }]);
  // Rung once more after a reload of the page, it says so still.
  desk.send({ type: "phone.restarted", agent: "anna" });
  desk.end(back.agentLegId, "normal", "us");
  desk.askAfterOffer(back, "normal");
  expect(desk.callOf(offer.legId)?.offer).toMatchObject({ agent: "anna", returnedFrom: "bert" });
  desk.answer(desk.offer);
  expect(desk.agent("anna").state).toBe("talking");
  expect(desk.callOf(offer.legId)?.offer).toBeUndefined();
  expect(segments(desk)).toMatchObject([
    { agent: "anna", state: "ended" },
    { agent: "anna", state: "talking" },
  ]);
});

test("A7: neither the named agent nor who passed it on takes it: the caller waits at the head of the queue", () => {
  const { desk, offer } = talking("bert");
  const later = desk.arrive();
  desk.end(later);
  transfer(desk, offer, toAgent("bert"));
  const next = desk.offer;
  desk.send({ type: "agent.state-chosen", agent: "anna", state: "break", breakReason: "lunch", by: "anna" });
  const behind = desk.arrive();
  desk.askAfterOffer(next, "rejected");
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", group: "repair" });
  desk.comeToWork("anna");
  expect(desk.offer.legId).toBe(offer.legId);
  expect(desk.callOf(behind)?.state).toBe("offered");
});

test("A7: the caller hangs up while the phone passed on to rings: both phones are let go and the handover is over", () => {
  const { desk, offer } = talking("bert");
  transfer(desk, offer, toAgent("bert"));
  const next = desk.offer;
  desk.ring(next);
  desk.end(offer.legId);
  expect(desk.last.commands).toContainEqual({ type: "leg.hang-up", legId: next.agentLegId, cause: "normal" });
  expect(handovers(desk)).toMatchObject([{ outcome: "abandoned" }]);
  expect(desk.agent("bert").state).toBe("online");
  expect(calls(desk)).toMatchObject([{ state: "ended", endReason: "abandoned" }]);
});

test("A7: a customer on hold may be passed on; the hold ends with the segment", () => {
  const { desk, offer } = talking("cora");
  desk.send({ type: "call.hold-asked", agent: "anna", callId: offer.callId, on: true });
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  desk.wait(5_000);
  transfer(desk, offer, toGroup("supply"));
  expect(segments(desk)[0]).toMatchObject({ state: "ended", heldMs: 5_000 });
});

test.each([
  ["who does not exist", toAgent("zoe"), "target-unknown"],
  ["which does not exist", toGroup("nowhere"), "target-unknown"],
  ["that only places calls", toGroup("calls"), "target-unknown"],
  ["who is oneself", toAgent("anna"), "target-self"],
  ["who is not signed in", toAgent("cora"), "target-away"],
  ["who is on a break", toAgent("bert"), "target-away"],
  ["of which nobody is signed in but oneself", toGroup("repair"), "target-group-empty"],
] as const)("A7: passing on to one %s is refused and nothing has changed", (_words, target, refusal) => {
  const { desk, offer } = talking(...(refusal === "target-group-empty" ? [] : ["bert"]));
  if (refusal !== "target-group-empty") desk.choose("bert", "break", "lunch");
  const { commands, facts, refused } = transfer(desk, offer, target);
  expect({ commands, facts, refused }).toEqual({ commands: [], facts: [], refused: refusal });
  expect(desk.callOf(offer.legId)?.segment?.agent).toBe("anna");
});

test("A7: passing on to an agent who talks or is in after-call work is refused, as is doing so without a talk", () => {
  const { desk, offer } = talking("bert");
  const second = desk.talk();
  expect(transfer(desk, offer, toAgent("bert")).refused).toBe("target-busy");
  desk.end(second.agentLegId);
  expect(transfer(desk, offer, toAgent("bert")).refused).toBe("target-busy");
  expect(transfer(desk, offer, toAgent("anna"), "bert").refused).toBe("not-talking");
  desk.end(offer.agentLegId);
  expect(transfer(desk, offer, toAgent("bert")).refused).toBe("not-talking");
});

test("A7: asked twice, the second finds no talk to pass on", () => {
  const { desk, offer } = talking("cora");
  transfer(desk, offer, toGroup("supply"));
  expect(transfer(desk, offer, toGroup("supply")).refused).toBe("not-talking");
});
