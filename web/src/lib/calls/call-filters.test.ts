import { expect, test } from "vitest";
import { addressOf, filtersOf, isNarrowed, queryOf, searchable } from "./call-filters.ts";

const zone = "Asia/Shanghai";
const now = Date.parse("2026-11-22T14:00:00+08:00");
const read = (query: string): ReturnType<typeof filtersOf> => filtersOf(new URLSearchParams(query), now, zone);

test("the bare address means today and all calls", () => {
  const filters = read("");
  expect(filters).toEqual({ first: "2026-11-22", last: "2026-11-22", number: "", agent: "", group: "", outcome: "" });
  expect(isNarrowed(filters)).toBe(false);
  expect(addressOf(filters, now, zone)).toBe("/calls");
});

test("filters come back from their own address as they were", () => {
  const filters = {
    first: "2026-11-01",
    last: "2026-11-20",
    number: "138",
    agent: "zhang-san",
    group: "repair",
    outcome: "abandoned",
  } as const;
  expect(read(addressOf(filters, now, zone).split("?")[1] ?? "")).toEqual(filters);
});

test("the jump from the search looks at the last thirty days", () => {
  expect(read("number=13800138000&days=30")).toMatchObject({
    first: "2026-10-24",
    last: "2026-11-22",
    number: "13800138000",
  });
});

test.each(["from=yesterday", "from=2026-13-01", "days=-4", "days=x", "outcome=won"])(
  "an address with %s falls back to today and all",
  (query) => {
    expect(read(query)).toMatchObject({ first: "2026-11-22", last: "2026-11-22", outcome: "" });
  },
);

test("days given the wrong way round are turned", () => {
  expect(read("from=2026-11-20&to=2026-11-02")).toMatchObject({ first: "2026-11-02", last: "2026-11-20" });
});

test("the request covers whole days of the organization and the number without its gaps", () => {
  expect(queryOf(read("from=2026-11-21&to=2026-11-22&number=138%200013"), zone)).toEqual({
    from: "2026-11-20T16:00:00.000Z",
    to: "2026-11-22T16:00:00.000Z",
    number: "1380013",
  });
});

test.each([
  ["138 0013 8000", "13800138000"],
  ["(010) 8888-6666", "01088886666"],
  ["+86138", "+86138"],
  ["1", undefined],
  ["", undefined],
  ["nurse", undefined],
])("the typed number %j is searched for as %j", (typed, searched) => {
  expect(searchable(typed)).toBe(searched);
});
