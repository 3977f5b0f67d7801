import { expect, test } from "vitest";
import type { CallParts } from "./call-detail.queries.ts";
import type { CallRow } from "./calls.queries.ts";
import { timelineOf } from "./timeline.ts";

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 6, 0, second));
const labels = { agent: (name: string) => name.toUpperCase(), group: () => "报修" };

const call: CallRow = {
  callId: "c",
  direction: "inbound",
  state: "ended",
  fromNumber: "138",
  fromName: null,
  toNumber: "8000",
  trunk: null,
  group: "repair",
  agent: null,
  arrivedAt: at(0),
  answeredAt: null,
  endedAt: at(50),
  endReason: "abandoned",
};

const none: CallParts = {
  legs: [],
  entries: [],
  offers: [],
  segments: [],
  decisions: [],
  handovers: [],
  rating: undefined,
};
const offer = { callId: "c", entryId: "e", group: "repair", legId: "l", phone: "browser", cause: null } as const;
const decision = { callId: "c", group: "repair", candidates: [], membersNotListed: 0, deploymentHash: "h" } as const;

test("each way an offer can end is told with the agent's label, in the order of the times", () => {
  const offers = [
    { ...offer, offerId: "1", agent: "a", state: "rejected", offeredAt: at(1), ringingAt: at(2), endedAt: at(3) },
    { ...offer, offerId: "2", agent: "b", state: "no-answer", offeredAt: at(4), ringingAt: at(5), endedAt: at(25) },
    { ...offer, offerId: "3", agent: "c", state: "failed", offeredAt: at(26), ringingAt: null, endedAt: at(27) },
    { ...offer, offerId: "4", agent: "d", state: "caller-gone", offeredAt: at(28), ringingAt: at(29), endedAt: at(50) },
  ] as const;
  const timeline = timelineOf(call, { ...none, offers: [...offers].reverse() }, labels);
  expect(timeline.map(({ text }) => text.zh)).toEqual([
    "138 拨打 8000",
    "A 振铃",
    "A 拒接",
    "B 振铃",
    "B 未接",
    "C 的电话接不通",
    "D 振铃",
    "D 振铃时客户挂断",
    "客户在接通前放弃",
  ]);
  expect(timeline.every(({ text }) => text.en !== "")).toBe(true);
});

test("every rule of a decision has its sentence", () => {
  const rules = [
    "no-agent-free",
    "longest-idle",
    "resume-agent",
    "adopted",
    "no-route",
    "wrong-trunk",
    "trunk-full",
    "transferred",
    "returned",
    "taken-over",
  ] as const;
  const decisions = rules.map((rule, seq) => ({ ...decision, seq, at: at(seq), rule, chosen: "li-na" }));
  const timeline = timelineOf({ ...call, endedAt: null, endReason: null }, { ...none, decisions }, labels);
  expect(timeline.slice(1).map(({ what }) => what)).toEqual(rules.map((rule) => `decision.${rule}`));
  expect(timeline[2]?.text.en).toBe("LI-NA is chosen: idle the longest");
});

test("a transfer and each end of a consult is told with who and whom (A7, A8, A9)", () => {
  const passed = { callId: "c", segmentId: "s", by: "a", targetKind: "agent", target: "b", answeredAt: null } as const;
  const asked = { ...passed, kind: "consult" } as const;
  const handovers = [
    { ...passed, kind: "transfer", handoverId: "1", startedAt: at(1), endedAt: at(2), outcome: "answered" },
    { ...asked, handoverId: "2", startedAt: at(3), answeredAt: at(4), endedAt: at(5), outcome: "retrieved" },
    { ...asked, handoverId: "3", startedAt: at(6), endedAt: at(7), outcome: "failed" },
    { ...asked, handoverId: "4", startedAt: at(8), answeredAt: at(9), endedAt: at(10), outcome: "conferenced" },
    { ...asked, handoverId: "5", startedAt: at(11), answeredAt: at(12), endedAt: at(13), outcome: "completed" },
    { ...asked, handoverId: "6", startedAt: at(14), answeredAt: at(15), endedAt: null, outcome: "open" },
  ] as const;
  const timeline = timelineOf(
    { ...call, endedAt: null, endReason: null },
    { ...none, handovers: [...handovers] },
    labels,
  );
  expect(timeline.slice(1).map(({ text }) => text.zh)).toEqual([
    "A 转接给 B",
    "A 咨询 B",
    "A 取回客户",
    "A 咨询 B",
    "B 没有接，A 取回客户",
    "A 咨询 B",
    "三方会议结束，B 离开",
    "A 咨询 B",
    "A 把客户交给 B",
    "A 咨询 B",
  ]);
});

test("what happened at the same instant keeps the order of a call's life", () => {
  const entries = [
    { entryId: "e", callId: "c", group: "repair", state: "timed-out" as const, joinedAt: at(0), leftAt: at(50) },
  ];
  const timeline = timelineOf(call, { ...none, entries }, labels);
  expect(timeline.map(({ what }) => what)).toEqual([
    "call.arrived",
    "entry.joined",
    "entry.timed-out",
    "call.abandoned",
  ]);
});
