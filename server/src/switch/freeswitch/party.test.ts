import { describe, expect, it } from "vitest";
import { callingParty } from "./party.ts";

describe("callingParty", () => {
  it.each([
    [String.raw`O'Brien \"x\"`, `O'Brien "x"`],
    [String.raw`a\\b\\n`, String.raw`a\b\n`],
    [String.raw`\\\"`, String.raw`\"`],
    [String.raw`cut off here\ `, "cut off here"],
    ["a lone one at the end\\", "a lone one at the end\\"],
    ["\\张", "\\张"],
    ["", undefined],
    [undefined, undefined],
    ["13800001111", undefined],
    [String.raw`1380000111\1`, undefined],
  ])("when the display name is %j, then the name is %j", (display, name) => {
    expect(callingParty("13800001111", display)).toEqual({ number: "13800001111", name });
  });
});
