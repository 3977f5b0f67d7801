import { expect, test } from "vitest";
import type { CallView } from "../acd/index.ts";
import { callInSight, isOwnCall } from "./in-sight.ts";

const sight = { all: false, agent: "li-na", groups: new Set(["repair"]), ledGroups: new Set<string>() };
const talk = { callId: "c", state: "talking", group: "repair", segment: { agent: "zhang-wei" } } as CallView;

test("a colleague's talk is seen by whoever is asked about it, and only as long as that is so (A8)", () => {
  const asked = { ...talk, consult: { agent: "li-na" } } as CallView;
  expect([callInSight(asked, sight), isOwnCall(asked, "li-na")]).toEqual([true, true]);
  expect([callInSight(talk, sight), isOwnCall(talk, "li-na")]).toEqual([false, false]);
  const another = { ...talk, consult: { agent: "wang-fang" } } as CallView;
  expect([callInSight(another, sight), isOwnCall(another, "li-na")]).toEqual([false, false]);
});

test("what an agent dials is its own before anybody answers, and not its colleagues' (A10)", () => {
  const dialled = { callId: "c", state: "dialing", group: "repair", dial: { agent: "li-na" } } as CallView;
  expect([callInSight(dialled, sight), isOwnCall(dialled, "li-na")]).toEqual([true, true]);
  expect(callInSight(dialled, { ...sight, agent: "zhang-wei" })).toBe(false);
});

test("a call that is over is seen by nobody, and by nobody who is no agent taken for an own one", () => {
  expect(callInSight({ ...talk, state: "ended" }, { ...sight, all: true })).toBe(false);
  expect(isOwnCall(talk, undefined)).toBe(false);
});
