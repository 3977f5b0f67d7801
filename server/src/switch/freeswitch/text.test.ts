import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialable, displayNumber, displayText, safeValue, storedText, xmlText } from "./text.ts";

const HOSTILE = [
  `{}[]|,^'"\\`,
  "a\r\nb",
  "${system(x)}",
  "$${base_dir}",
  "%{x}",
  "🔥".repeat(2_000),
  "\u0000\u0007",
  "\ud800",
];

describe("displayText", () => {
  it("whatever comes in, then what comes out may go into a dial string and is short", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE)), (text) => {
        const shown = displayText(text);
        expect(safeValue("name", shown)).toBe(shown);
        expect(shown).not.toMatch(/[{}[\]|,^'"\\\r\n$%]/);
        expect([...shown].length).toBeLessThanOrEqual(60);
      }),
    );
  });

  it.each([
    ["张三", "张三"],
    ["O'Brien, John", "O Brien John"],
    ["José-Müller 2", "José-Müller 2"],
    ["{a}[b]|c", "a b c"],
    ["🔥", ""],
  ])("when the name is %j, then the phone shows %j", (name, shown) => {
    expect(displayText(name)).toBe(shown);
  });
});

describe("displayNumber", () => {
  it("whatever comes in, then what comes out is dialable and never empty", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE)), (text) => {
        expect(displayNumber(text)).toMatch(/^[0-9A-Za-z+*#._-]{1,40}$/);
      }),
    );
  });

  it("when a carrier sends no number, then the phone shows anonymous", () => {
    expect(displayNumber("")).toBe("anonymous");
  });
});

describe("safeValue", () => {
  it.each(HOSTILE)("when the value is %j, then it is refused with a code", (value) => {
    expect(() => safeValue("group", value)).toThrow(expect.objectContaining({ code: "switch.text-refused" }));
  });

  it("when the value is one of our own words, ids or paths, then it passes unchanged", () => {
    for (const value of [
      "repair",
      "0199f-aa_b",
      "/var/lib/hotline/记录/a.1.wav",
      "local_stream://music-1",
      "1001%hotline",
    ]) {
      expect(safeValue("value", value)).toBe(value);
    }
  });
});

describe("dialable", () => {
  it.each(["", "1001@elsewhere", "10:5060", "a/b", "1%2", "1 2", "1".repeat(65), ...HOSTILE])(
    "when the number is %j, then it is refused: it could lead to another host",
    (value) => {
      expect(() => dialable("number", value)).toThrow(expect.objectContaining({ code: "switch.text-refused" }));
    },
  );

  it("when it is a number or an extension, then it passes unchanged", () => {
    for (const value of ["1001", "+8613800001111", "*98#", "li.wei"]) expect(dialable("number", value)).toBe(value);
  });
});

describe("storedText", () => {
  it("whatever comes in, then what comes out is well formed, without control characters, and at most 256 characters", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE)), (text) => {
        const stored = storedText(text);
        expect(stored.isWellFormed()).toBe(true);
        expect(stored).not.toMatch(/\p{Cc}/u);
        expect([...stored].length).toBeLessThanOrEqual(256);
      }),
    );
  });
});

describe("xmlText", () => {
  it("when the text holds markup, dollars or the preprocessor's directive, then none of them is left for the parser to see", () => {
    expect(xmlText(`<a b="1">&'$\${x}`)).toBe("&#60;a b=&#34;1&#34;&#62;&#38;&#39;&#36;&#36;{x}");
    expect(xmlText("an X-Pre-Process")).not.toMatch(/x-pre-process/i);
  });
});
