import { expect, test } from "vitest";
import type { LegReport } from "./events.ts";
import { Desk } from "./testing/desk.ts";

type Offer = Desk["offer"];

function talking(): { desk: Desk; offer: Offer } {
  const desk = new Desk();
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(30_000);
  return { desk, offer };
}

const ask = (desk: Desk, offer: Offer, on: boolean, agent = "anna") =>
  desk.send({ type: "call.hold-asked", agent, callId: offer.callId, on });

function held(): { desk: Desk; offer: Offer } {
  const { desk, offer } = talking();
  ask(desk, offer, true);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  return { desk, offer };
}

const segments = (desk: Desk) => desk.rows("segments", (row) => row.segmentId);
const call = (desk: Desk) => desk.rows("calls", (row) => row.callId)[0];

test("A6: hold goes to the agent's leg with the group's music; nothing shows until the switch confirms it", () => {
  const { desk, offer } = talking();
  ask(desk, offer, true);
  expect(desk.last.commands).toEqual([
    { type: "leg.hold", legId: offer.agentLegId, music: "default", heldAt: desk.now },
  ]);
  expect(desk.agent("anna").state).toBe("talking");
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "talking", segment: { heldAt: desk.now } });
  expect(desk.agent("anna")).toMatchObject({ activity: "held", state: "held", stateSince: desk.now });
  expect(segments(desk)).toMatchObject([{ state: "held", heldMs: 0 }]);
});

test("A6: retrieve, confirmed: both talk again and the held part is counted; each change is a row with who and why", () => {
  const { desk, offer } = held();
  desk.wait(7_000);
  ask(desk, offer, false);
  expect(desk.last.commands).toEqual([{ type: "leg.retrieve", legId: offer.agentLegId }]);
  desk.send({ type: "leg.retrieved", legId: offer.agentLegId });
  expect(desk.callOf(offer.legId)?.segment?.heldAt).toBeUndefined();
  expect(segments(desk)).toMatchObject([{ state: "talking", heldMs: 7_000 }]);
  const rows = desk.rows("agent_state_changes", (row) => `${row.agent}:${row.seq}`).slice(-2);
  expect(rows).toMatchObject([
    { state: "held", by: "anna", why: "held" },
    { state: "talking", by: "anna", why: "retrieved" },
  ]);
});

test("A6: 80 holds and retrieves in one call add up", () => {
  const { desk, offer } = talking();
  for (let round = 0; round < 80; round += 1) {
    ask(desk, offer, true);
    desk.send({ type: "leg.held", legId: offer.agentLegId });
    desk.wait(1_000);
    ask(desk, offer, false);
    desk.send({ type: "leg.retrieved", legId: offer.agentLegId });
  }
  desk.end(offer.agentLegId);
  expect(segments(desk)).toMatchObject([{ state: "ended", heldMs: 80_000 }]);
});

test("A6: what the switch could not do leaves the talk, or the hold, as it was", () => {
  const { desk, offer } = talking();
  ask(desk, offer, true);
  desk.send({ type: "command.failed", legId: offer.agentLegId, command: "leg.hold", detail: "refused" });
  expect(desk.agent("anna").state).toBe("talking");
  ask(desk, offer, true);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  desk.send({ type: "command.failed", legId: offer.agentLegId, command: "leg.retrieve", detail: "refused" });
  expect(desk.agent("anna").state).toBe("held");
  ask(desk, offer, false);
  expect(desk.last.commands).toEqual([{ type: "leg.retrieve", legId: offer.agentLegId }]);
});

test("A6: the customer hangs up while held: the call ends as theirs and after-call work begins", () => {
  const { desk, offer } = held();
  desk.wait(5_000);
  desk.end(offer.legId);
  expect(call(desk)).toMatchObject({ state: "ended", endReason: "customer-hung-up" });
  expect(segments(desk)).toMatchObject([{ state: "ended", heldMs: 5_000 }]);
  expect(desk.agent("anna").state).toBe("acw");
});

test("A6: the agent hangs up while the customer is held: the call ends as after a talk", () => {
  const { desk, offer } = held();
  desk.wait(5_000);
  desk.end(offer.agentLegId);
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.legId, cause: "normal" }]);
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up" });
  expect(segments(desk)).toMatchObject([{ heldMs: 5_000 }]);
});

test("A6: the agent's phone is lost while the customer is held: it is called back into a talk, not into the hold", () => {
  const { desk, offer } = held();
  desk.wait(5_000);
  desk.end(offer.agentLegId, "media-lost", "lost");
  expect(desk.agent("anna")).toMatchObject({ activity: "recovering", state: "talking" });
  desk.askAfterTalk(offer, "media-lost");
  const back = desk.offer;
  expect(back.resume).toBe(true);
  desk.answer(back);
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "talking", segment: { heldAt: undefined } });
  expect(segments(desk)).toMatchObject([{ state: "talking", heldMs: 5_000, recordingParts: 2 }]);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  expect(desk.last.ignored).toBeDefined();
});

test("A6: only who talks can hold, only while the talk goes on, and a held talk is not muted", () => {
  const { desk, offer } = talking();
  expect(ask(desk, offer, true, "bert").ignored).toBeDefined();
  ask(desk, offer, true);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  const mute = { type: "call.mute-asked", agent: "anna", callId: offer.callId, on: true } as const;
  expect(desk.send(mute)).toMatchObject({ commands: [], ignored: "the customer is on hold" });
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  expect(ask(desk, offer, false)).toMatchObject({ commands: [] });
  expect(desk.last.ignored).toBeDefined();
});

test("A6: asked again for what is so, the switch is told again with the first time, and nothing shown changes", () => {
  const { desk, offer } = held();
  const heldAt = desk.now;
  desk.wait(2_000);
  ask(desk, offer, true);
  expect(desk.last.commands).toMatchObject([{ type: "leg.hold", heldAt }]);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  expect(desk.callOf(offer.legId)?.segment?.heldAt).toBe(heldAt);
  expect(desk.last.facts).toEqual([]);
});

test("A6: the server was killed between the switch's hold and its word: the leg says since when it is held", () => {
  const { desk, offer } = talking();
  ask(desk, offer, true);
  const heldAt = desk.now;
  desk.wait(3_000);
  desk.restart(reports(offer, heldAt));
  expect(desk.agent("anna")).toMatchObject({ state: "held", stateSince: heldAt });
  ask(desk, offer, false);
  desk.send({ type: "leg.retrieved", legId: offer.agentLegId });
  expect(segments(desk)).toMatchObject([{ heldMs: 3_000 }]);
});

test("A6: the server was killed and a retrieve was done meanwhile: the talk goes on as a talk", () => {
  const { desk, offer } = held();
  desk.restart(reports(offer, undefined));
  expect(desk.agent("anna").state).toBe("talking");
});

test("A6: a held talk the journal knows nothing of is adopted as held, and can be retrieved", () => {
  const { offer, desk: before } = talking();
  const desk = new Desk();
  desk.now = before.now + 60_000;
  desk.comeToWork("anna");
  desk.send({ type: "switch.reconciled", legs: reports(offer, before.now) });
  expect(desk.agent("anna").state).toBe("held");
  ask(desk, offer, false);
  expect(desk.last.commands).toEqual([{ type: "leg.retrieve", legId: offer.agentLegId }]);
});

test("A6: a snapshot from before there were holds goes on as a talk that can be held", () => {
  const { desk, offer } = talking();
  const saved = JSON.parse(JSON.stringify(desk.acd.snapshot())) as {
    calls: { segment?: { heldMs?: number } }[];
  };
  for (const { segment } of saved.calls) delete segment?.heldMs;
  desk.acd = new (desk.acd.constructor as new (snapshot: unknown) => typeof desk.acd)(saved);
  ask(desk, offer, true);
  desk.send({ type: "leg.held", legId: offer.agentLegId });
  desk.wait(1_000);
  desk.end(offer.agentLegId);
  expect(segments(desk)).toMatchObject([{ heldMs: 1_000 }]);
});

function reports(offer: Offer, heldAt: number | undefined): LegReport[] {
  const { callId, group, joinedAt, offerId, segmentId } = offer;
  const shared = { callId, group, joinedAt, state: "up", startedAt: joinedAt, answeredAt: joinedAt } as const;
  return [
    {
      ...shared,
      legId: offer.legId,
      role: "customer",
      agent: undefined,
      peerLegId: offer.agentLegId,
      from: offer.caller,
      to: "100",
    },
    {
      ...shared,
      legId: offer.agentLegId,
      role: "agent",
      agent: "anna",
      peerLegId: offer.legId,
      from: undefined,
      to: undefined,
      offerId,
      segmentId,
      recordingPart: 1,
      phone: "browser",
      heldAt,
    },
  ];
}
