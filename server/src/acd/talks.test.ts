import { expect, test } from "vitest";
import { Desk } from "./testing/desk.ts";

function talking(): { desk: Desk; offer: Desk["offer"] } {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(30_000);
  return { desk, offer };
}

const call = (desk: Desk) => desk.rows("calls", (row) => row.callId)[0];
const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);

test("A2: the agent hangs up: the customer's leg is let go, the call ends agent-hung-up, after-call work begins", () => {
  const { desk, offer } = talking();
  desk.end(offer.agentLegId);
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.legId, cause: "normal" }]);
  expect(call(desk)).toMatchObject({
    state: "ended",
    endReason: "agent-hung-up",
    answeredAt: desk.now - 30_000,
    endedAt: desk.now,
    agent: "anna",
  });
  expect(segments(desk)).toMatchObject([{ state: "ended", bridgedAt: desk.now - 30_000, recordingParts: 1 }]);
  expect(desk.agent("anna").state).toBe("acw");
});

test("A2: the customer hangs up: the agent's leg is told to end for safety, the call ends customer-hung-up", () => {
  const { desk, offer } = talking();
  desk.end(offer.legId);
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "normal" }]);
  expect(call(desk)).toMatchObject({ endReason: "customer-hung-up" });
  expect(desk.agent("anna").state).toBe("acw");
});

test("A2: hang up by button: the agent's leg is ended, and its end ends the call", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "normal" }]);
  desk.askAfterTalk(offer, "normal");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.legId, cause: "normal" }]);
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up" });
});

test("A2: a customer who hung up before the agent's button took effect is on record as who ended the call", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  desk.end(offer.legId, "normal", "party");
  expect(call(desk)).toMatchObject({ endReason: "customer-hung-up" });
});

test("A2: a customer's leg that the switch ended on the agent's button is on record as the agent's doing", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  desk.end(offer.legId, "normal", "us");
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up" });
});

test("A2: a hang-up nobody confirms ends the call after four seconds all the same", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  expect(desk.wait(4_000)).toContainEqual({ type: "leg.hang-up", legId: offer.legId, cause: "normal" });
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up" });
});

test("A2: an agent cannot hang up or mute the call of another", () => {
  const { desk, offer } = talking();
  const { callId } = offer;
  expect(desk.send({ type: "call.hang-up-asked", agent: "bert", callId }).ignored).toBeDefined();
  expect(desk.send({ type: "call.mute-asked", agent: "bert", callId, on: true }).ignored).toBeDefined();
  expect(desk.last.commands).toEqual([]);
});

test("A5: mute goes to the agent's leg and shows; the switch's refusal takes it back", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.mute-asked", agent: "anna", callId: offer.callId, on: true });
  expect(desk.last.commands).toEqual([{ type: "leg.mute", legId: offer.agentLegId, on: true }]);
  expect(desk.callOf(offer.legId)?.segment?.muted).toBe(true);
  desk.send({ type: "command.failed", legId: offer.agentLegId, command: "leg.mute", detail: "refused" });
  expect(desk.callOf(offer.legId)?.segment?.muted).toBe(false);
});

test("an end learned late from a call record has its true time, and after-call work counts from there", () => {
  const { desk, offer } = talking();
  const endedAt = desk.now - 4_000;
  const { legId } = offer;
  const raw = { q850: 16, sip: 200, text: "NORMAL_CLEARING" };
  desk.send({ type: "leg.ended", legId, cause: "normal", by: "party", raw, at: endedAt });
  expect(call(desk)).toMatchObject({ endedAt });
  expect(segments(desk)).toMatchObject([{ endedAt }]);
  expect(desk.agent("anna")).toMatchObject({ stateSince: endedAt, acwUntil: endedAt + 10_000 });
  expect(desk.rows("legs", (row) => row.legId)[0]).toMatchObject({ endedAt, cause: "normal", raw });
});

test("a talk whose bridging is never told is taken as begun at the answer, not dropped", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  desk.send({ type: "leg.answered", legId: offer.agentLegId });
  const answeredAt = desk.now;
  expect(desk.wait(4_000)).toEqual([]);
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "talking", segment: { bridgedAt: answeredAt } });
});

test("a talk told only by its end is a talk all the same", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  desk.arrive();
  const { offer } = desk;
  desk.ring(offer);
  desk.askAfterTalk(offer, "normal");
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up", answeredAt: desk.now });
});

test("confirmations that come twice change nothing the second time", () => {
  const { desk, offer } = talking();
  desk.ring(offer);
  desk.send({ type: "leg.answered", legId: offer.agentLegId });
  desk.send({ type: "legs.bridged", customerLegId: offer.legId, agentLegId: offer.agentLegId });
  expect(desk.last.commands).toEqual([]);
  desk.end(offer.agentLegId);
  desk.end(offer.agentLegId);
  expect(desk.last).toMatchObject({ commands: [], facts: [], ignored: "no such leg" });
});

test("when the customer hangs up and the switch tells the end of the agent's leg first, the customer hung up", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(30_000);
  desk.end(offer.agentLegId, "normal", "us");
  desk.end(offer.legId, "normal", "party");
  const [call] = desk.rows("calls", ({ callId }) => callId);
  expect(call).toMatchObject({ endReason: "customer-hung-up", endedAt: desk.now });
});

test("when the switch ended the agent's leg and nothing more is heard of the customer's, the call ends all the same", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.end(offer.agentLegId, "normal", "us");
  expect(desk.wait(30_000)).toContainEqual({ type: "leg.hang-up", legId: offer.legId, cause: "normal" });
  const [call] = desk.rows("calls", ({ callId }) => callId);
  expect(call?.endedAt).toBeDefined();
});
