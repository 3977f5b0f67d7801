import { expect, test } from "vitest";
import type { TransferTarget } from "#lib/api/schema.ts";
import { keyOf, whyNot } from "./target-words.ts";

const group: TransferTarget = { kind: "group", group: "logistics", label: "后勤", free: 1, waiting: 0 };
const agent = {
  kind: "agent",
  agent: "li-na",
  label: "李娜",
  extension: "1003",
  groups: [],
  signedIn: true,
  state: "online",
  stateSince: "2026-11-24T06:00:00Z",
} as const satisfies TransferTarget;

test("who can be reached needs no words", () => {
  expect(whyNot(group)).toBeUndefined();
  expect(whyNot(agent)).toBeUndefined();
});

test("a busy agent is said to do what it does", () => {
  const busy = (state: "ringing" | "talking" | "held" | "acw") => whyNot({ ...agent, state, refusal: "target-busy" });
  expect(busy("ringing")).toBe("target.why.ringing");
  expect(busy("talking")).toBe("target.why.talking");
  expect(busy("held")).toBe("target.why.held");
  expect(busy("acw")).toBe("target.why.acw");
});

test("one who was busy when asked and is free by now was busy", () => {
  expect(whyNot(agent, "target-busy")).toBe("target.why.busy");
});

test("an agent who is away is on a break, offline, without a phone or not signed in", () => {
  const away = { ...agent, refusal: "target-away" } as const;
  expect(whyNot({ ...away, state: "break" })).toBe("target.why.break");
  expect(whyNot({ ...away, state: "offline" })).toBe("target.why.offline");
  expect(whyNot(away)).toBe("target.why.online");
  expect(whyNot({ ...away, state: "offline", signedIn: false })).toBe("target.why.signedOut");
});

test("a group without anybody and a target that is gone have words of their own", () => {
  expect(whyNot({ ...group, refusal: "target-group-empty" })).toBe("target.why.target-group-empty");
  expect(whyNot(group, "target-unknown")).toBe("target.why.target-unknown");
  expect(whyNot(agent, "target-unknown")).toBe("target.why.target-unknown");
});

test("a refusal this page does not know is said to be one", () => {
  expect(whyNot(agent, "target-on-the-moon")).toBe("target.why.refused");
});

test("an agent and a group of one name are two", () => {
  expect(keyOf({ ...group, group: "li-na" })).not.toBe(keyOf(agent));
});
