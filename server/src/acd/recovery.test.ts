import { expect, test } from "vitest";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

function talking(): { desk: Desk; offer: Desk["offer"] } {
  const desk = new Desk(deployment({ agents: { anna: { repair: 1 } } }));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(30_000);
  return { desk, offer };
}

const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);

test("A2: the browser is gone: the customer waits on music, the phone that registers again is called back into the talk", () => {
  const { desk, offer } = talking();
  desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.askAfterTalk(offer, "media-lost");
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId: offer.legId, joinedAt: offer.joinedAt }]);
  expect(desk.callOf(offer.legId)?.state).toBe("recovering");
  expect(desk.agent("anna")).toMatchObject({ state: "talking", activity: "recovering" });
  desk.wait(4_000);
  desk.register("anna");
  const back = desk.offer;
  expect(back).toMatchObject({ agent: "anna", resume: true, segmentId: offer.segmentId, recordingPart: 2 });
  desk.answer(back);
  expect(segments(desk)).toMatchObject([{ state: "talking", recordingParts: 2, bridgedAt: desk.now - 34_000 }]);
  expect(desk.rows("offers", (row) => row.offerId)).toHaveLength(1);
  expect(desk.stateLog("anna").filter((state) => state === "talking")).toHaveLength(1);
});

test("A2: a page loaded anew takes its talk back: the dead leg is hung up and the phone rung at once", () => {
  const { desk, offer } = talking();
  desk.send({ type: "phone.restarted", agent: "anna" });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.agentLegId, cause: "normal" }]);
  desk.end(offer.agentLegId, "normal", "us");
  desk.askAfterTalk(offer, "normal");
  expect(desk.offer).toMatchObject({ agent: "anna", resume: true });
});

test("A3: a page loaded anew while its phone rings: no miss, the same call rings there again at once", () => {
  const desk = new Desk(deployment({ agents: { anna: { repair: 1 } } }));
  desk.comeToWork("anna");
  desk.arrive();
  const first = desk.offer;
  desk.ring(first);
  desk.send({ type: "phone.restarted", agent: "anna" });
  desk.end(first.agentLegId, "normal", "us");
  desk.askAfterOffer(first, "normal");
  expect(desk.offer).toMatchObject({ agent: "anna", callId: first.callId });
  expect(desk.offer.offerId).not.toBe(first.offerId);
});

test("the first try rings a dead contact and the new one registers meanwhile: it is tried again", () => {
  const { desk, offer } = talking();
  desk.send({ type: "phone.restarted", agent: "anna" });
  desk.askAfterTalk(offer, "normal");
  const first = desk.offer;
  desk.register("anna");
  expect(desk.last.commands).toEqual([]);
  desk.end(first.agentLegId, "unreachable", "lost");
  desk.askAfterOffer(first, "unreachable");
  expect(desk.offer).toMatchObject({ resume: true, agent: "anna" });
  expect(desk.offer.agentLegId).not.toBe(first.agentLegId);
});

test("an agent who does not come back within ten seconds: the segment ends and the caller is the head of the queue", () => {
  const { desk, offer } = talking();
  desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.askAfterTalk(offer, "media-lost");
  desk.arrive();
  desk.wait(10_000);
  expect(segments(desk)).toMatchObject([{ state: "ended" }]);
  expect(desk.agent("anna")).toMatchObject({ activity: "acw", phones: [] });
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "waiting", joinedAt: desk.now });
  expect(desk.rows("queue_entries", (row) => row.entryId).map(({ state }) => state)).toEqual([
    "answered",
    "waiting",
    "waiting",
  ]);
  desk.wait(10_000);
  desk.register("anna");
  expect(desk.offer).toMatchObject({ legId: offer.legId, resume: false, joinedAt: offer.joinedAt });
});

test("a customer who hangs up while the agent is called back: the call ends customer-hung-up, nobody is left ringing", () => {
  const { desk, offer } = talking();
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.askAfterTalk(offer, "media-lost");
  const back = desk.offer;
  desk.end(offer.legId);
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: back.agentLegId, cause: "normal" }]);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "customer-hung-up" }]);
  expect(desk.agent("anna").activity).toBe("acw");
});

test("an agent who hangs up while being called back ends the call", () => {
  const { desk, offer } = talking();
  desk.send({ type: "phone.lost", agent: "anna", phone: "browser" });
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.legId, cause: "normal" }]);
});

test("a desk phone that is lost has no page to come back: its caller is the head of the queue at once", () => {
  const desk = new Desk(deployment({ agents: { anna: { repair: 1 } } }));
  desk.send({ type: "agent.signed-in", agent: "anna" });
  desk.register("anna", "sip");
  desk.choose("anna", "online");
  const offer = desk.talk();
  expect(offer.endpoint).toEqual({ kind: "sip", extension: "1001" });
  desk.end(offer.agentLegId, "media-lost", "lost");
  expect(desk.callOf(offer.legId)?.state).toBe("waiting");
  expect(desk.agent("anna")).toMatchObject({ activity: "acw", phones: [] });
});

test("an agent whose media is lost after it pressed hang up is not called back", () => {
  const { desk, offer } = talking();
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  desk.end(offer.agentLegId, "media-lost", "lost");
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "agent-hung-up" }]);
});
