import { describe, expect, test } from "vitest";
import { dialledNumber, isDiallable } from "./dialled-number.ts";

describe("A10: a number that was typed or pasted", () => {
  test.each([
    ["138 0013 8000", "13800138000"],
    ["（010）6234-5678", "01062345678"],
    ["１３８００１３８０００", "13800138000"],
    ["tel:+86-138-0013-8000", "+8613800138000"],
    [" 8000# ", "8000#"],
  ])("%s is dialled as %s", (given, dialled) => {
    expect(dialledNumber(given)).toBe(dialled);
    expect(isDiallable(dialled)).toBe(true);
  });

  test.each(["", "张医生", "{sip_h_X=1}9000", "12+34", "9".repeat(64)])("%s cannot be dialled", (given) => {
    expect(isDiallable(dialledNumber(given))).toBe(false);
  });
});
