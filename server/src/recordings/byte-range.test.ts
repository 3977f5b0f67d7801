import { expect, test } from "vitest";
import { byteRange } from "./byte-range.ts";

test.each([
  ["bytes=0-99", { first: 0, last: 99 }],
  ["bytes=100-", { first: 100, last: 999 }],
  ["bytes=-100", { first: 900, last: 999 }],
  ["bytes=-5000", { first: 0, last: 999 }],
  ["bytes=990-5000", { first: 990, last: 999 }],
  ["bytes=0-0", { first: 0, last: 0 }],
  ["bytes=999-", { first: 999, last: 999 }],
])("a range within the file, %s of 1000 bytes, is cut to what exists", (header, range) => {
  expect(byteRange(header, 1_000)).toEqual(range);
});

test.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0"])(
  "a range behind the end, %s of 1000 bytes, is outside",
  (header) => {
    expect(byteRange(header, 1_000)).toBe("outside");
  },
);

test.each([
  undefined,
  "",
  "bytes=-",
  "bytes=9-1",
  "bytes=0-1,5-6",
  "items=0-1",
  "bytes=a-b",
  "bytes=0-1; x",
  "bytes=1.5-2",
])("a header that is no single range, %s, asks for the whole file", (header) => {
  expect(byteRange(header, 1_000)).toBeUndefined();
});

test("any range of an empty file is outside", () => {
  expect(byteRange("bytes=0-", 0)).toBe("outside");
  expect(byteRange("bytes=-1", 0)).toBe("outside");
});
