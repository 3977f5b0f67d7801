import { expect, test } from "vitest";
import { levelOf } from "./level-meter.ts";
import { MicrophoneError, openMicrophone, troubleOf } from "./microphone.ts";

test.each([
  ["NotAllowedError", "refused"],
  ["SecurityError", "insecure"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
] as const)("a microphone that fails with %s is %s", (name, trouble) => {
  expect(troubleOf(name)).toBe(trouble);
});

test("where the page's origin is insecure there are no media devices at all, and that is said", async () => {
  await expect(openMicrophone()).rejects.toEqual(new MicrophoneError("insecure"));
});

test("silence has no level, a full tone has all of it", () => {
  expect(levelOf(new Float32Array(1024))).toBe(0);
  expect(levelOf(new Float32Array(1024).map((_, index) => Math.sin(index / 10)))).toBe(1);
  expect(levelOf(new Float32Array(1024).map((_, index) => 0.03 * Math.sin(index / 10)))).toBeGreaterThan(0.2);
});
