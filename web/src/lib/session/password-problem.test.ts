import { expect, test } from "vitest";
import { passwordProblem } from "./password-problem.ts";

test("a new password of nine characters is too short, and the sentence says how many there are", () => {
  expect(passwordProblem("once", "123456789", "123456789")).toEqual({ key: "password.tooShort", params: { count: 9 } });
});

test("characters are counted as people count them", () => {
  expect(passwordProblem("once", "🙂🙂🙂🙂🙂", "🙂🙂🙂🙂🙂")).toEqual({
    key: "password.tooShort",
    params: { count: 5 },
  });
});

test("the one-time password cannot stay", () => {
  expect(passwordProblem("same-as-before", "same-as-before", "same-as-before")).toEqual({ key: "password.same" });
});

test("a repetition that differs is a problem of the repetition", () => {
  expect(passwordProblem("once", "long enough 1", "long enough 2")).toEqual({ key: "password.mismatch" });
});

test("a long, new, repeated password is fine", () => {
  expect(passwordProblem("once", "long enough 1", "long enough 1")).toBeUndefined();
});
