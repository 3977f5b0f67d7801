import { describe, expect, test } from "vitest";
import { whyNotReached } from "./why-not-reached.ts";

const failure = (status: number | undefined, words?: string, q850?: number) => ({ status, words, q850 });

describe("A10: why a call from here was not answered", () => {
  test.each([
    [failure(403, "wrong-state"), "dial.refused.wrong-state"],
    [failure(503, "server-away"), "dial.refused.server-away"],
    [failure(486, "Busy Here", 17), "endReason.busy"],
    [failure(480, "Temporarily Unavailable", 20), "endReason.powered-off"],
    [failure(480, "Temporarily Unavailable", 19), "endReason.no-answer"],
    [failure(404, "Not Found"), "endReason.invalid-number"],
    [failure(603, "Decline"), "endReason.rejected"],
    [failure(503, "Service Unavailable"), "endReason.line-failed"],
    [failure(undefined), "endReason.line-failed"],
  ] as const)("%o is told as %s", (given, words) => {
    expect(whyNotReached(given)).toBe(words);
  });
});
