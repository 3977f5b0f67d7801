import { expect, test } from "vitest";
import { measureEngine } from "./engine-cost.ts";

test("the measured traffic is whole calls: seven events each, none left out for want of an agent", () => {
  let ticks = 0;
  const cost = measureEngine(40, 50, () => (ticks += 350));
  expect(cost).toEqual({ agents: 40, events: 350, microsecondsPerEvent: 1_000 });
});
