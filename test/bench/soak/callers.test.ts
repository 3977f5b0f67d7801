import { expect, test } from "vitest";
import { callerKinds, patient, storiesIn } from "./callers.ts";

const line = (ms: number, direction: "S" | "R", call: number, cseq: string, startLine: string) =>
  [
    "2026-11-24",
    "10:00:00.000000",
    ((1_700_000_000_000 + ms) / 1_000).toFixed(6),
    direction,
    `${call}-caller-0-99@soak`,
    `CSeq:${cseq}`,
    startLine,
  ].join("\t");

const ok = "SIP/2.0 200 OK";
const invite = "INVITE sip:8000@127.0.0.1 SIP/2.0";

test("shares of the kinds of callers add up to one, and no number of one kind is one of another", () => {
  expect(callerKinds.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  const prefixes = [...callerKinds, patient].map(({ prefix }) => prefix);
  for (const prefix of prefixes) expect(prefixes.filter((other) => other.startsWith(prefix))).toEqual([prefix]);
});

test("SIPp's log tells of each caller when it called, was answered and ended, and who ended it", () => {
  const log = [
    line(0, "S", 1, "1 INVITE", invite),
    line(5, "S", 2, "1 INVITE", invite),
    line(10, "R", 1, "1 INVITE", ok),
    line(11, "S", 1, "1 ACK", "ACK sip:x SIP/2.0"),
    line(500, "S", 1, "2 BYE", "BYE sip:x SIP/2.0"),
    line(510, "R", 1, "2 BYE", ok),
    line(600, "R", 2, "1 INVITE", ok),
    line(900, "R", 2, "123 BYE", "BYE sip:y SIP/2.0"),
    line(901, "S", 2, "123 BYE", ok),
    "",
  ].join("\n");
  expect(storiesIn(log, "1100")).toEqual([
    { number: "11001", invitedAt: at(0), answeredAt: at(10), endedAt: at(500), endedBy: "caller", whole: true },
    { number: "11002", invitedAt: at(5), answeredAt: at(600), endedAt: at(900), endedBy: "switch", whole: true },
  ]);
});

test("a caller who gives up, one whose BYE crosses the other's, and one who is left without an answer to its BYE", () => {
  const log = [
    line(0, "S", 1, "1 INVITE", invite),
    line(250, "S", 1, "1 CANCEL", "CANCEL sip:x SIP/2.0"),
    line(252, "R", 1, "1 CANCEL", ok),
    line(253, "R", 1, "1 INVITE", "SIP/2.0 487 Request Terminated"),
    line(0, "S", 2, "1 INVITE", invite),
    line(20, "R", 2, "1 INVITE", ok),
    line(300, "S", 2, "2 BYE", "BYE sip:x SIP/2.0"),
    line(301, "R", 2, "9 BYE", "BYE sip:y SIP/2.0"),
    line(302, "S", 2, "9 BYE", ok),
    line(303, "R", 2, "2 BYE", "SIP/2.0 481 Call Does Not Exist"),
    line(0, "S", 3, "1 INVITE", invite),
    line(20, "R", 3, "1 INVITE", ok),
    line(300, "S", 3, "2 BYE", "BYE sip:x SIP/2.0"),
  ].join("\n");
  expect(storiesIn(log, "1100").map(({ endedBy, whole, answeredAt }) => [endedBy, whole, answeredAt])).toEqual([
    ["caller", true, undefined],
    ["both", true, at(20)],
    ["caller", false, at(20)],
  ]);
});

function at(ms: number): number {
  return 1_700_000_000_000 + ms;
}
