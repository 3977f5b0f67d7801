import { expect, test } from "vitest";
import { formatCountdown, formatDuration, formatLongDuration } from "./duration.ts";

test.each([
  [0, "0:00"],
  [42_999, "0:42"],
  [60_000, "1:00"],
  [3_729_000, "1:02:09"],
  [-500, "0:00"],
])("a duration of %i ms is shown as %s", (durationMs, shown) => {
  expect(formatDuration(durationMs)).toBe(shown);
});

test("the long form keeps its width from the first second to the hundredth hour", () => {
  expect(formatLongDuration(760_000)).toBe("00:12:40");
  expect(formatLongDuration(360_000_000)).toBe("100:00:00");
});

test.each([
  [30_000, "0:30"],
  [29_001, "0:30"],
  [1, "0:01"],
  [0, "0:00"],
  [-10, "0:00"],
])("a countdown with %i ms left shows %s", (leftMs, shown) => {
  expect(formatCountdown(leftMs)).toBe(shown);
});
