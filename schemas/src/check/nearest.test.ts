import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.each([
  ["repiar", "repair"],
  ["Repair", "repair"],
  ["repai", "repair"],
  ["logistic", "logistics"],
])("%s is taken for a slip of %s", (wanted, known) => {
  expect(nearest(wanted, ["callback", "repair", "logistics"])).toBe(known);
});

test("a word that resembles nothing gets no suggestion", () => {
  expect(nearest("kitchen", ["callback", "repair", "logistics"])).toBeUndefined();
  expect(nearest("x".repeat(5_000), ["x"])).toBeUndefined();
});
