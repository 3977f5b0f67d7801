import { pino } from "pino";
import { expect, test } from "vitest";
import { Desk } from "../acd/testing/desk.ts";
import { logCalls } from "./call-log.ts";

interface Line {
  readonly callId?: string;
  readonly msg: string;
  readonly agent?: string;
  readonly chosen?: string;
}

function linesOf(desk: Desk): Line[] {
  const lines: Line[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Line);
  logCalls(pino({ level: "info" }, { write }), desk.facts);
  return lines;
}

test("a call that one agent rejects and another takes is told in the log step by step, each line with its id", () => {
  const desk = new Desk();
  desk.comeToWork("anna", "bert");
  const legId = desk.arrive();
  const callId = desk.callOf(legId)?.callId ?? "none";
  const first = desk.offer;
  desk.ring(first);
  desk.send({ type: "offer.rejected", agent: first.agent, callId });
  desk.end(first.agentLegId, "rejected", "us");
  desk.askAfterOffer(first, "rejected");
  const second = desk.offer;
  desk.answer(second);
  desk.end(legId, "normal", "party");
  desk.end(second.agentLegId, "normal", "us");

  const lines = linesOf(desk);
  expect(lines.map(({ callId: id }) => id)).toEqual(lines.map(() => callId));
  const steps = lines.map(({ msg, agent, chosen }) => [msg, agent ?? chosen].filter(Boolean).join(" "));
  expect([...new Set(steps)]).toEqual([
    `call decided ${first.agent}`,
    `offer ended ${first.agent}`,
    `call decided ${second.agent}`,
    `offer ended ${second.agent}`,
    `talk ended ${second.agent}`,
    `call ended ${second.agent}`,
  ]);
});

test("a call that is not taken is told with the reason, and no line holds the caller's number", () => {
  const desk = new Desk();
  desk.arrive("999");
  const lines = linesOf(desk);
  expect(lines).toMatchObject([
    { msg: "call ended", endReason: "no-route" },
    { msg: "call decided", rule: "no-route" },
  ]);
  expect(JSON.stringify(lines)).not.toContain("1380000");
});
