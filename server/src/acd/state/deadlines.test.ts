import { expect, test } from "vitest";
import { Deadlines } from "./deadlines.ts";

test("deadlines come due in order of time, those of one instant in order of arming, also after a restore", () => {
  const deadlines = new Deadlines();
  deadlines.arm({ kind: "acw", agent: "b" }, 200);
  deadlines.arm({ kind: "acw", agent: "z" }, 100);
  deadlines.arm({ kind: "acw", agent: "a" }, 100);
  for (const each of [new Deadlines(deadlines.saved()), deadlines]) {
    expect(each.nextDueAt()).toBe(100);
    const due = [each.takeDue(150), each.takeDue(150), each.takeDue(150), each.takeDue(200)];
    expect(due.map((deadline) => deadline && "agent" in deadline && deadline.agent)).toEqual([
      "z",
      "a",
      undefined,
      "b",
    ]);
  }
});

test("arming one again replaces it, clearing it leaves nothing", () => {
  const deadlines = new Deadlines();
  deadlines.arm({ kind: "switch" }, 100);
  deadlines.arm({ kind: "switch" }, 300);
  expect(deadlines.nextDueAt()).toBe(300);
  deadlines.clear({ kind: "switch" });
  expect([deadlines.nextDueAt(), deadlines.takeDue(1_000)]).toEqual([undefined, undefined]);
});
