import { expect, test } from "vitest";
import type { CallView } from "#lib/live/live-state.ts";
import { consultEnd } from "./consult-end.ts";
import type { ConsultNow } from "./consult-now.ts";

const before: ConsultNow = {
  role: "by",
  place: "agents",
  rings: false,
  other: "li-na",
  startedAt: 3000,
  answeredAt: 4000,
};
const talkOf = (agent: string) => ({ segment: { agent } }) as CallView;

test("one who was never answered is back with the customer", () => {
  expect(consultEnd({ ...before, place: "calling" }, talkOf("zhang-wei"), "zhang-wei")).toBe("not-answered");
});

test("one whose colleague left goes on with the customer, after a consult and a conference alike", () => {
  expect(consultEnd(before, talkOf("zhang-wei"), "zhang-wei")).toBe("other-left");
  expect(consultEnd({ ...before, place: "conference" }, talkOf("zhang-wei"), "zhang-wei")).toBe("other-left");
});

test("a consulted agent who now has the customer got it from the other", () => {
  expect(consultEnd({ ...before, role: "target", other: "zhang-wei" }, talkOf("li-na"), "li-na")).toBe("handed-over");
});

test("where the call is over or somebody else's nobody needs to be told how the consult ended", () => {
  expect(consultEnd(before, undefined, "zhang-wei")).toBeUndefined();
  expect(consultEnd(before, talkOf("li-na"), "zhang-wei")).toBeUndefined();
  expect(consultEnd({ ...before, role: "target" }, talkOf("zhang-wei"), "li-na")).toBeUndefined();
});
