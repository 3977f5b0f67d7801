import { expect, test } from "vitest";
import { isEnough } from "./ice-candidate.ts";

test.each([
  ["host", "udp", 0, true],
  ["host", "tcp", 0, false],
  ["srflx", "udp", 0, true],
  ["host", "udp", 1, false],
  ["srflx", "udp", 1, true],
  ["relay", "udp", 1, true],
  ["relay", "tcp", 1, true],
] as const)("a %s candidate over %s with %i helpers is enough: %s", (type, protocol, helpers, enough) => {
  expect(isEnough({ type, protocol }, helpers)).toBe(enough);
});
