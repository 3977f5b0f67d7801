import fc from "fast-check";
import { expect, test } from "vitest";
import { hashSeed, makeId } from "./ids.ts";

test("an id has the shape of a UUID version 7 and begins with its time", () => {
  const id = makeId(0x018bcfe56800, 77, hashSeed("seed"));
  expect(id).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("ids sort as they were made: by time, then by number", () => {
  const made = fc.tuple(fc.integer({ min: 0, max: 2 ** 45 }), fc.integer({ min: 0, max: 2 ** 30 - 1 }));
  fc.assert(
    fc.property(made, made, (a, b) => {
      const seed = hashSeed("seed");
      const expected = Math.sign(a[0] - b[0]) || Math.sign(a[1] - b[1]);
      const [left, right] = [makeId(...a, seed), makeId(...b, seed)];
      expect(left < right ? -1 : Number(left > right)).toBe(expected);
    }),
  );
});
