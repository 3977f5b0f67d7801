import { describe, expect, it } from "vitest";
import { AskForm, decodePercent } from "./form.ts";

describe("AskForm", () => {
  it("when fields are there, then their text is decoded and what is empty is undefined", () => {
    const form = new AskForm(
      "section=dialplan&Unique-ID=a-b&variable_hotline_group=&variable_sip_from_display=%E5%BC%A0%20x",
    );
    expect(form.get("section")).toBe("dialplan");
    expect(form.get("Unique-ID")).toBe("a-b");
    expect(form.get("variable_hotline_group")).toBeUndefined();
    expect(form.get("variable_sip_from_display")).toBe("张 x");
    expect(form.get("variable_hotline_to")).toBeUndefined();
  });

  it.each([
    ["%zz", "%zz"],
    ["%FF%41", "\ufffdA"],
    ["a%", "a%"],
    ["100%25", "100%"],
  ])("when a phone sends %j, then it is read without an error as %j", (raw, text) => {
    expect(decodePercent(raw)).toBe(text);
  });
});
