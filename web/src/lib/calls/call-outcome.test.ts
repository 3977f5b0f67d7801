import { expect, test } from "vitest";
import { outcomeOf } from "./call-outcome.ts";

const endedAt = "2026-11-22T06:05:09Z";

test.each([
  [{}, "live"],
  [{ answeredAt: endedAt }, "live"],
  [{ answeredAt: endedAt, endedAt, endReason: "lost" }, "answered"],
  [{ endedAt, endReason: "abandoned" }, "abandoned"],
  [{ endedAt, endReason: "no-route" }, "no-route"],
  [{ endedAt, endReason: "trunk-full" }, "trunk-full"],
  [{ endedAt, endReason: "emergency" }, "emergency"],
  [{ endedAt, answeredAt: endedAt, endReason: "emergency" }, "emergency"],
  [{ endedAt, endReason: "switch-lost" }, "switch-lost"],
  [{ endedAt, endReason: "lost" }, "lost"],
  [{ endedAt, endReason: "cancelled" }, "cancelled"],
  [{ endedAt, endReason: "busy" }, "busy"],
  [{ endedAt, endReason: "powered-off" }, "powered-off"],
] as const)("a call with %j counts as %s", (call, outcome) => {
  expect(outcomeOf(call)).toBe(outcome);
});
