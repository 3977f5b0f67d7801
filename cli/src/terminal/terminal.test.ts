import { describe, expect, test } from "vitest";
import { chooseLang } from "../language.ts";
import { commandFirst } from "../command-first.ts";
import { safeJson, safeText } from "./safe-text.ts";
import { table } from "./table.ts";
import { Clock, duration } from "./times.ts";
import { instantOf } from "./zoned-time.ts";

describe("safeText", () => {
  test.each([
    ["a colour", "\u001b[31mred\u001b[0m", "red"],
    ["a title", "a\u001b]0;owned\u0007b", "ab"],
    ["a device string", "a\u001bP1$r\u001b\\b", "ab"],
    ["an eight-bit sequence", "a\u009b2Jb", "ab"],
    ["a line break", "a\r\nb", "a  b"],
    ["a turned reading direction", "a\u202eb", "a b"],
    ["a lone escape", "a\u001b", "a "],
  ])("takes out %s", (_what, text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  test("leaves Chinese and pictures alone and cuts what is endless", () => {
    expect(safeText("王护士 🚑")).toBe("王护士 🚑");
    expect([...safeText("号".repeat(5000))]).toHaveLength(201);
  });

  test("JSON says the same without a character that steers", () => {
    const text = safeJson({ name: "\u009b31m\u202e\u007f" });
    expect(text).toBe('{\n  "name": "\\u009b31m\\u202e\\u007f"\n}');
    expect(JSON.parse(text)).toEqual({ name: "\u009b31m\u202e\u007f" });
  });
});

test("a table stays in line when cells are Chinese", () => {
  const rows = [{ a: "张三" }, { a: "x" }];
  expect(
    table(rows, [
      { title: "名", cell: ({ a }) => a },
      { title: "b", cell: () => "|" },
    ]),
  ).toEqual(["名    b", "张三  |", "x     |"]);
});

describe("times", () => {
  const clock = new Clock("Asia/Shanghai", new Date("2026-11-22T08:00:00Z"));
  test.each([
    ["today", "2026-11-21T16:00:00Z", "00:00:00"],
    ["this year", "2026-11-21T15:59:59Z", "11-21 23:59:59"],
    ["before", "2025-12-31T15:59:59Z", "2025-12-31 23:59:59"],
  ])("%s is shown as short as it can be", (_when, instant, shown) => {
    expect(clock.at(instant)).toBe(shown);
  });

  test.each([
    [0, "0:00"],
    [42_000, "0:42"],
    [3_729_000, "1:02:09"],
  ])("%d ms is %s", (ms, shown) => {
    expect(duration(ms)).toBe(shown);
  });

  test.each([
    ["2026-11-22", "2026-11-21T16:00:00.000Z"],
    ["2026-11-22T08:30", "2026-11-22T00:30:00.000Z"],
    ["2026-11-22 08:30:15", "2026-11-22T00:30:15.000Z"],
    ["2026-11-22T08:30:00Z", "2026-11-22T08:30:00.000Z"],
    ["2026-11-22T08:30:00+02:00", "2026-11-22T06:30:00.000Z"],
  ])("%s in Shanghai is %s", (text, instant) => {
    expect(instantOf(text, "Asia/Shanghai")?.toISOString()).toBe(instant);
  });

  test("a change of clocks is kept", () => {
    expect(instantOf("2026-03-29T03:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(instantOf("2026-03-29T01:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T00:30:00.000Z");
  });

  test.each(["2026-02-30", "2026-13-01", "2026-01-01T25:00", "yesterday", ""])("%s is no time", (text) => {
    expect(instantOf(text, "Asia/Shanghai")).toBeUndefined();
  });
});

describe("language", () => {
  test.each([
    [[], {}, "zh"],
    [[], { LANG: "en_US.UTF-8" }, "en"],
    [[], { LANG: "C.UTF-8" }, "zh"],
    [[], { LANG: "en_US.UTF-8", LC_ALL: "zh_CN.UTF-8" }, "zh"],
    [["--lang", "en"], { LANG: "zh_CN.UTF-8" }, "en"],
    [["status", "--lang=zh"], { LANG: "en_GB" }, "zh"],
  ])("of %j with %j is %s", (argv, env, lang) => {
    expect(chooseLang(argv, env)).toBe(lang);
  });
});

test.each([
  [
    ["--lang", "en", "status"],
    ["status", "--lang", "en"],
  ],
  [
    ["--json", "calls", "list"],
    ["calls", "list", "--json"],
  ],
  [
    ["--lang=en", "calls", "show", "--", "x"],
    ["calls", "show", "--lang=en", "--", "x"],
  ],
  [["--help"], ["--help"]],
])("the words %j are read as %j", (argv, read) => {
  expect(commandFirst(argv)).toEqual(read);
});
