import { describe, expect, it } from "vitest";
import { endedBy, legEndCause, rawCause } from "./causes.ts";

describe("how a leg ended", () => {
  it.each([
    ["NORMAL_CLEARING", "recv_bye", "normal", "party"],
    ["NORMAL_CLEARING", "send_bye", "normal", "us"],
    ["ORIGINATOR_CANCEL", "recv_cancel", "caller-gone", "party"],
    ["CALL_REJECTED", "recv_refuse", "rejected", "party"],
    ["NO_ANSWER", "send_cancel", "no-answer", "us"],
    ["MEDIA_TIMEOUT", "send_bye", "media-lost", "lost"],
    ["SYSTEM_SHUTDOWN", undefined, "switch-lost", "lost"],
    ["SOMETHING_NEW", "recv_bye", "unknown", "party"],
  ] as const)("when the switch says %s and %s, then it is %s by %s", (name, disposition, cause, by) => {
    expect(legEndCause(name)).toBe(cause);
    expect(endedBy(name, disposition)).toBe(by);
  });

  it("when codes come as the switch writes them, then they are numbers, and nonsense is undefined", () => {
    expect(rawCause({ q850: "17", sip: "sip:486", text: "USER_BUSY" })).toEqual({
      q850: 17,
      sip: 486,
      text: "USER_BUSY",
    });
    expect(rawCause({ q850: "x", sip: undefined, text: undefined })).toEqual({
      q850: undefined,
      sip: undefined,
      text: undefined,
    });
  });
});
