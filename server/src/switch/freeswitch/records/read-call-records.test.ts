import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { legEndedOf } from "./call-record.ts";
import { readCallRecords, removeCallRecords } from "./read-call-records.ts";

function written(variables: Readonly<Record<string, string>>): string {
  return JSON.stringify({
    variables: { start_uepoch: "1700000000000123", end_uepoch: "1700000009000999", ...variables },
  });
}

describe("readCallRecords", () => {
  let folder: string;
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}.cdr.json`), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-records-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("when a customer's and an agent's leg ended, then both are read, oldest end first, and stay until they are removed", () => {
    put(
      "b",
      written({
        uuid: "agent-1",
        hotline_role: "agent",
        hotline_agent: "li",
        hotline_recording_part: "2",
        end_uepoch: "1700000010000000",
      }),
    );
    put(
      "a",
      written({
        uuid: "leg-1",
        hotline_role: "customer",
        hotline_call_id: "c",
        hangup_cause: "NORMAL_CLEARING",
        sip_hangup_disposition: "recv_bye",
      }),
    );
    const records = readCallRecords(folder);
    expect(records).toMatchObject([
      {
        legId: "leg-1",
        callId: "c",
        startedAt: 1_700_000_000_000,
        endedAt: 1_700_000_009_000,
        cause: "normal",
        by: "party",
      },
      { legId: "agent-1", agent: "li", recordingPart: 2 },
    ]);
    expect(readCallRecords(folder)).toHaveLength(2);
    removeCallRecords(records);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("when a record is turned into an event, then the leg's end carries its true time", () => {
    put("a", written({ uuid: "leg-1", hotline_role: "customer", hangup_cause: "MEDIA_TIMEOUT" }));
    const [record] = readCallRecords(folder);
    expect(record && legEndedOf(record)).toMatchObject({
      type: "leg.ended",
      legId: "leg-1",
      cause: "media-lost",
      by: "lost",
      at: 1_700_000_009_000,
    });
  });

  it("when a file is half written, then it is left for later; when it stays so or is no call's, then it is put aside", () => {
    put("half", '{"variables": {');
    put("other", written({ uuid: "x", direction: "outbound" }));
    expect(readCallRecords(folder)).toEqual([]);
    expect(existsSync(join(folder, "half.cdr.json"))).toBe(true);
    expect(existsSync(join(folder, "broken", "other.cdr.json"))).toBe(true);
    utimesSync(join(folder, "half.cdr.json"), 1, 1);
    expect(readCallRecords(folder)).toEqual([]);
    expect(existsSync(join(folder, "broken", "half.cdr.json"))).toBe(true);
  });

  it("when the folder does not exist, then there are no records", () => {
    expect(readCallRecords(join(folder, "none"))).toEqual([]);
  });
});
