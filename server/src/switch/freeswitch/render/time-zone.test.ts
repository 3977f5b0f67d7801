import { describe, expect, it } from "vitest";
import { plainNames, posixTimeZone } from "./time-zone.ts";

describe("posixTimeZone", () => {
  it.each([
    ["Asia/Shanghai", "UTC-8"],
    ["Asia/Kolkata", "UTC-5:30"],
    ["Etc/GMT+5", "UTC+5"],
    ["UTC", "UTC0"],
  ])("when the machine has no zone files, then %s is its offset with POSIX's sign, %s", (name, posix) => {
    expect(posixTimeZone(name, "/nonexistent")).toBe(posix);
  });
});

describe("plainNames", () => {
  it("when a rule quotes its names, then they are replaced by plain ones, which the switch's parser needs", () => {
    expect(plainNames("<-08>8")).toBe("LST8");
    expect(plainNames("<-03>3<-02>,M3.2.0,M11.1.0")).toBe("LST3LDT,M3.2.0,M11.1.0");
    expect(plainNames("CST-8")).toBe("CST-8");
  });
});
