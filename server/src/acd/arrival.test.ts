import { expect, test } from "vitest";
import { deployment } from "./testing/deployment.ts";
import { Desk } from "./testing/desk.ts";

const noRaw = { q850: undefined, sip: undefined, text: undefined };

const twoNumbers = deployment({
  agents: { anna: { repair: 1 }, bert: { supply: 1 }, cora: { sales: 1 } },
  groups: { repair: {}, supply: {}, sales: { direction: "outbound" } },
  numbers: { "100": "repair", "200": "supply", "300": "sales" },
});

test("S8: a call to a number is offered in that number's group and in no other", () => {
  const desk = new Desk(twoNumbers);
  desk.comeToWork("anna", "bert");
  desk.arrive("200");
  expect(desk.offer).toMatchObject({ agent: "bert", group: "supply", ringback: "ring", ringMs: 20_000, resume: false });
});

test("S8: a call to a number nobody configured is hung up as not found, and is on record with the reason", () => {
  const desk = new Desk(twoNumbers);
  const legId = desk.arrive("999");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId, cause: "not-found" }]);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ state: "ended", endReason: "no-route" }]);
  expect(desk.rows("decisions", (row) => row.callId)).toMatchObject([{ rule: "no-route", chosen: undefined }]);
});

test("S8: a call to a number over another trunk than the number's own rings nobody, and its record says why", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const legId = desk.arrive("100", undefined, "another");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId, cause: "not-found" }]);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([
    { state: "ended", endReason: "no-route", trunk: "another", group: undefined },
  ]);
  expect(desk.rows("decisions", (row) => row.callId)).toMatchObject([{ rule: "wrong-trunk", chosen: undefined }]);
});

test("S8: a number that an apply moved to another trunk is taken over that one from then on", () => {
  const desk = new Desk();
  const moved = deployment();
  desk.comeToWork("anna");
  desk.send({
    type: "config.applied",
    config: { ...moved, accessNumbers: { "100": { number: "100", label: "100", group: "repair", trunk: "another" } } },
  });
  desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.hang-up", cause: "not-found" }]);
  desk.arrive("100", undefined, "another");
  expect(desk.offer).toMatchObject({ agent: "anna" });
});

test("S8: a call the switch placed itself, a test call, came over no trunk and is taken", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const from = { number: "13800138000", name: undefined };
  desk.send({ type: "call.arrived", legId: "test", from, to: "100", trunk: undefined, arrivedAt: desk.now });
  expect(desk.offer).toMatchObject({ agent: "anna" });
});

test("S1: a number of an outbound group takes no call, its members are not rung", () => {
  const desk = new Desk(twoNumbers);
  desk.comeToWork("cora");
  const legId = desk.arrive("300");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId, cause: "not-found" }]);
});

test("P2: a trunk that has all its channels in use refuses one more call, and takes the next when one has ended", () => {
  const desk = new Desk(deployment({ trunkChannels: { trunk: 2 } }));
  desk.comeToWork("anna");
  const first = desk.arrive("100");
  desk.arrive("100");
  const third = desk.arrive("100");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: third, cause: "congestion" }]);
  expect(desk.rows("calls", (row) => row.callId).at(-1)).toMatchObject({ endReason: "trunk-full", group: "repair" });
  expect(desk.rows("decisions", (row) => row.callId).at(-1)).toMatchObject({ rule: "trunk-full", chosen: undefined });
  desk.send({ type: "leg.ended", legId: third, cause: "congestion", by: "us", raw: noRaw });
  desk.send({ type: "leg.ended", legId: first, cause: "caller-gone", by: "party", raw: noRaw });
  const fourth = desk.arrive("100");
  expect(desk.last.commands).not.toContainEqual({ type: "leg.hang-up", legId: fourth, cause: "congestion" });
});

test("P2: calls of a trunk whose limit was raised by an apply are taken from then on", () => {
  const desk = new Desk(deployment({ trunkChannels: { trunk: 1 } }));
  desk.arrive("100");
  desk.send({ type: "config.applied", config: deployment({ trunkChannels: { trunk: 2 } }) });
  const second = desk.arrive("100");
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId: second }]);
});

test("a number named like a property every object has leads nowhere", () => {
  const desk = new Desk(twoNumbers);
  const legId = desk.arrive("constructor");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId, cause: "not-found" }]);
});

test("A3: a call that finds no free agent waits on music and is offered, with music, as soon as one is free", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId, joinedAt: desk.now, music: "default" }]);
  desk.comeToWork("anna");
  expect(desk.offer).toMatchObject({ legId, agent: "anna", ringback: "music" });
});

test("a switch that tells of an arrival twice gets the same command with the same ids, and one call is counted", () => {
  const desk = new Desk();
  desk.comeToWork("anna");
  const legId = desk.arrive();
  const first = desk.last.commands;
  desk.arrive("100", legId);
  expect(desk.last.commands).toEqual(first);
  expect(desk.acd.callViews()).toHaveLength(1);
});

test("a waiting leg that asks again gets its wait again, with its true join time", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  const joinedAt = desk.now;
  desk.wait(7_000);
  desk.send({ type: "leg.asked", legId, after: "wait" });
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait", legId, joinedAt }]);
});

test("a call that waited in the emergency path is older than one that came meanwhile, and hears music while a phone rings", () => {
  const desk = new Desk();
  const later = desk.arrive();
  const early = { type: "call.arrived", legId: "early", from: { number: "1", name: undefined }, to: "100" } as const;
  desk.send({ ...early, trunk: undefined, arrivedAt: desk.now - 8_000 });
  desk.comeToWork("anna");
  expect(desk.offer).toMatchObject({ legId: "early", ringback: "music", joinedAt: desk.now - 8_000 });
  expect(desk.callOf(later)?.state).toBe("waiting");
});

test("a waiting leg that gives no sign for a minute is told again, then taken as lost and hung up", () => {
  const desk = new Desk();
  const legId = desk.arrive();
  expect(desk.wait(60_000)).toMatchObject([{ type: "leg.wait", legId }]);
  expect(desk.wait(15_000)).toEqual([{ type: "leg.hang-up", legId, cause: "normal" }]);
  expect(desk.rows("calls", (row) => row.callId)).toMatchObject([{ endReason: "lost" }]);
});
