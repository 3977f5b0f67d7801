import { expect, test } from "vitest";
import type { ConsultStep, TransferTarget } from "./model.ts";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

const shape = {
  agents: { anna: { repair: 1 }, bert: { repair: 1 }, cora: { supply: 1 } },
  groups: { repair: { wrapUpMs: 10_000 }, supply: { wrapUpMs: 5_000 } },
};
const toCora: TransferTarget = { kind: "agent", agent: "cora" };

/** Anna talks with a customer and consults cora. */
class Consult {
  readonly desk = new Desk(deployment(shape));
  readonly offer: Desk["offer"];

  constructor(target: TransferTarget = toCora) {
    this.desk.comeToWork("anna");
    this.offer = this.desk.talk();
    this.desk.comeToWork("cora");
    this.desk.wait(20_000);
    this.desk.send({ type: "call.consult-asked", agent: "anna", callId: this.offer.callId, target });
  }

  get command() {
    const found = this.desk.facts.length > 0 ? this.desk.callOf(this.offer.legId)?.consult : undefined;
    if (found === undefined) throw new Error("nobody is consulted");
    return found;
  }

  /** The customer's leg, left by the agent's, asks; then the other answers. */
  answered(): this {
    const { legId } = this.command;
    this.desk.askAfterTalk(this.offer, "normal");
    this.desk.send({ type: "leg.ringing", legId });
    this.desk.send({ type: "leg.answered", legId });
    this.desk.send({ type: "legs.bridged", customerLegId: this.offer.agentLegId, agentLegId: legId });
    return this;
  }

  step(step: ConsultStep, to?: "customer" | "target") {
    return this.desk.send({ type: "call.consult-step-asked", agent: "anna", callId: this.offer.callId, step, to });
  }

  join(legId: string) {
    return this.desk.send({ type: "leg.joined", legId, room: this.room });
  }

  /** Where the talk meets now. */
  get room(): string {
    return this.desk.acd.snapshot().calls.find(({ callId }) => callId === this.offer.callId)?.room ?? "";
  }

  rows() {
    return this.desk.rows("handovers", (row) => row.handoverId);
  }
}

test("A8: a consult tells the agent's leg to ring the other, the customer's own leg asks and gets music; times and states are on record", () => {
  const consult = new Consult();
  const { desk, offer } = consult;
  expect(desk.last.commands).toMatchObject([{ type: "leg.consult", legId: offer.agentLegId, agent: "cora" }]);
  expect([desk.agent("anna").state, desk.agent("cora").state]).toEqual(["consulting", "ringing"]);
  desk.askAfterTalk(offer, "normal");
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId: offer.legId }]);
  consult.answered();
  expect(desk.agent("cora").state).toBe("consulting");
  desk.wait(7_000);
  consult.step("retrieve");
  expect(consult.rows()).toMatchObject([
    { kind: "consult", by: "anna", target: "cora", outcome: "retrieved", endedAt: desk.now },
  ]);
  expect(desk.rows("segments", (row) => row.segmentId)).toMatchObject([{ agent: "anna", state: "talking" }]);
  expect(desk.rows("offers", (row) => row.offerId)[1]).toMatchObject({ agent: "cora", state: "answered" });
});

test("A8: the customer is never told to meet before the agent is there", () => {
  const consult = new Consult().answered();
  const { desk, offer } = consult;
  const { legId: other } = consult.command;
  consult.step("retrieve");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: other, cause: "normal" }]);
  desk.send({ type: "leg.asked", legId: offer.agentLegId, after: "talk", agentLegId: other, cause: "normal" });
  expect(desk.last.commands).toMatchObject([{ type: "leg.join", legId: offer.agentLegId, room: consult.room }]);
  consult.join(offer.agentLegId);
  expect(desk.last.commands).toMatchObject([
    { type: "leg.join", legId: offer.legId, customer: { group: "repair", joinedAt: expect.any(Number) } },
  ]);
});

test("A8: a group is consulted through its agent idle the longest; without one it is refused", () => {
  const consult = new Consult({ kind: "group", group: "supply" });
  expect(consult.command).toMatchObject({ agent: "cora", target: { kind: "group", group: "supply" } });
  consult.step("retrieve");
  consult.desk.choose("cora", "break", "lunch");
  const asked = { type: "call.consult-asked", agent: "anna", callId: consult.offer.callId } as const;
  expect(consult.desk.send({ ...asked, target: { kind: "group", group: "supply" } }).refused).toBe("target-busy");
});

test("A8: completed: one handover, two segments, after-call work for who left, a recording for who stays begins with its joining", () => {
  const consult = new Consult().answered();
  const { desk, offer } = consult;
  const { legId: other } = consult.command;
  consult.step("complete");
  expect(desk.last.commands).toMatchObject([
    { type: "leg.hang-up", legId: offer.agentLegId },
    { type: "leg.join", legId: other, record: { part: 1 } },
  ]);
  expect([desk.agent("anna").state, desk.agent("cora").state]).toEqual(["acw", "talking"]);
  expect(consult.rows()).toMatchObject([{ outcome: "completed" }]);
  consult.join(other);
  consult.join(offer.legId);
  desk.end(offer.legId);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ agent: "cora", endReason: "customer-hung-up" }]);
  expect(
    desk.rows("segments", (row) => row.segmentId).map(({ agent, recordingParts }) => [agent, recordingParts]),
  ).toEqual([
    ["anna", 1],
    ["cora", 1],
  ]);
});

test("A8: who is consulted lays down just as it gets the customer: the customer goes to the head of the queue, not out", () => {
  const consult = new Consult().answered();
  const { desk, offer } = consult;
  const { legId: other } = consult.command;
  consult.step("complete");
  desk.end(other);
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", segment: undefined });
});

test("A8: the other does not answer in time: it has missed nothing of the queue's, and the agent is back with the customer", () => {
  const consult = new Consult();
  const { desk, offer } = consult;
  desk.askAfterTalk(offer, "normal");
  desk.send({ type: "leg.ringing", legId: consult.command.legId });
  desk.wait(30_000);
  expect(desk.agent("anna").state).toBe("talking");
  expect(consult.rows()).toMatchObject([{ outcome: "failed" }]);
  expect(desk.rows("offers", (row) => row.offerId)[1]).toMatchObject({ agent: "cora", state: "no-answer" });
});

test("A8: agent and customer do not find each other: after the limit the agent is given up and the customer is at the head of the queue", () => {
  const consult = new Consult().answered();
  const { desk, offer } = consult;
  consult.step("retrieve");
  desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
  desk.wait(30_000);
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", segment: undefined });
  desk.comeToWork("bert");
  expect(desk.offer).toMatchObject({ agent: "bert", legId: offer.legId });
});

test("A8: each step that changes who talks with whom is told to the pages at once", () => {
  const consult = new Consult().answered();
  const { callId } = consult.offer;
  for (const step of ["swap", "swap", "conference", "retrieve"] as const) {
    expect([step, ...consult.step(step).changed.calls]).toEqual([step, callId]);
  }
});

test("A8: each meeting has a room of its own, for the switch may still be ending the one before", () => {
  const consult = new Consult().answered();
  const rooms = new Set<string>();
  for (const step of ["swap", "swap", "swap"] as const) {
    consult.step(step);
    rooms.add(consult.room);
  }
  consult.step("complete");
  rooms.add(consult.room);
  expect(rooms.size).toBe(3);
});

test("A9: in a conference each has a segment; held, passed on or consulted again it cannot be", () => {
  const consult = new Consult().answered();
  const { desk, offer } = consult;
  expect(consult.step("conference").refused).toBeUndefined();
  expect(desk.rows("segments", (row) => row.segmentId)).toMatchObject([
    { agent: "anna", state: "conferencing" },
    { agent: "cora", state: "conferencing" },
  ]);
  const { callId } = offer;
  expect(desk.send({ type: "call.hold-asked", agent: "anna", callId, on: true }).refused).toBe("consulting");
  expect(desk.send({ type: "call.transfer-asked", agent: "anna", callId, target: toCora }).refused).toBe("consulting");
  expect(consult.step("swap").refused).toBe("not-consulting");
});

test("A8: a swap that says with whom, asked twice, is done once; one that says nothing goes to and fro", () => {
  const consult = new Consult().answered();
  expect(consult.step("swap", "target").commands).toEqual([]);
  consult.step("swap", "customer");
  expect(consult.command.with).toBe("customer");
  expect(consult.step("swap", "customer").commands).toEqual([]);
  expect(consult.command.with).toBe("customer");
  consult.step("swap");
  expect(consult.command.with).toBe("target");
});

test("A5 A8: the consulted mutes its own leg alone, and is muted still when the customer is left to it; a refusal of the switch undoes it", () => {
  const consult = new Consult().answered();
  const { legId } = consult.command;
  const mute = (agent: string, on: boolean) =>
    consult.desk.send({ type: "call.mute-asked", agent, callId: consult.offer.callId, on });
  expect(mute("cora", true).commands).toEqual([{ type: "leg.mute", legId, on: true }]);
  expect(consult.command.muted).toBe(true);
  expect(consult.desk.callOf(consult.offer.legId)?.segment?.muted).toBe(false);
  consult.desk.send({ type: "command.failed", legId, command: "leg.mute", detail: "no such channel" });
  expect(consult.command.muted).toBe(false);
  mute("cora", true);
  consult.step("complete");
  expect(consult.desk.callOf(consult.offer.legId)?.segment).toMatchObject({ agent: "cora", muted: true });
  expect(mute("cora", false).commands).toEqual([{ type: "leg.mute", legId, on: false }]);
});

test("A5 A8: until it answered there is nothing of the consulted to mute", () => {
  const consult = new Consult();
  const asked = { type: "call.mute-asked", agent: "cora", callId: consult.offer.callId, on: true } as const;
  expect(consult.desk.send(asked).ignored).toBeDefined();
});
