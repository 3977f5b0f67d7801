import { expect, test } from "vitest";
import { ServerClock } from "./server-clock.ts";

test("before the first message the server's clock counts as the local one", () => {
  expect(new ServerClock().offsetMs).toBe(0);
});

test("of several messages the one with the least delay sets the clock", () => {
  const clock = new ServerClock();
  clock.heard(10_000, 5_120);
  clock.heard(11_000, 6_010);
  clock.heard(12_000, 7_400);
  expect(clock.offsetMs).toBe(4_990);
});

test("a local clock that was set anew voids what was known before", () => {
  const clock = new ServerClock();
  clock.heard(10_000, 0);
  clock.heard(11_000, 3_600_000);
  expect(clock.offsetMs).toBe(11_000 - 3_600_000);
});
