import { expect, test } from "vitest";
import type { CallView } from "#lib/live/live-state.ts";
import { consultNow } from "./consult-now.ts";

const consult: NonNullable<CallView["consult"]> = {
  consultId: "k1",
  by: "zhang-wei",
  target: { kind: "group", group: "repair" },
  agent: "li-na",
  legId: "l3",
  state: "talking",
  with: "target",
  startedAt: 3000,
  answeredAt: 4000,
  muted: false,
};

test("each of the two sees the other, and what it may do", () => {
  expect(consultNow(consult, "zhang-wei")).toMatchObject({ role: "by", other: "li-na", place: "agents" });
  expect(consultNow(consult, "li-na")).toMatchObject({ role: "target", other: "zhang-wei", place: "agents" });
});

test("a consult of two others, or none, is nothing here", () => {
  expect(consultNow(consult, "wang-fang")).toBeUndefined();
  expect(consultNow(consult, undefined)).toBeUndefined();
  expect(consultNow(undefined, "zhang-wei")).toBeUndefined();
});

test("until it is answered the other is being called, and rings as soon as its phone does", () => {
  const dialing = { ...consult, state: "dialing", answeredAt: undefined } as const;
  expect(consultNow(dialing, "zhang-wei")).toMatchObject({ place: "calling", rings: false });
  expect(consultNow({ ...dialing, state: "ringing" }, "zhang-wei")).toMatchObject({ place: "calling", rings: true });
});

test("swapped, the one who consults is with the customer; together all three talk", () => {
  expect(consultNow({ ...consult, with: "customer" }, "zhang-wei")?.place).toBe("customer");
  expect(consultNow({ ...consult, with: "both" }, "zhang-wei")?.place).toBe("conference");
});
