import { expect, test } from "vitest";
import type { AcdCommand } from "./commands.ts";
import type { LegReport, SurveyReport } from "./events.ts";
import type { SurveyPart } from "./model.ts";
import { deployment, threeLevels } from "./testing/deployment.ts";
import { Desk, raw } from "./testing/desk.ts";

type Survey = Extract<AcdCommand, { type: "leg.survey" }>;

function talking(): { desk: Desk; offer: Desk["offer"] } {
  const desk = new Desk(deployment({ survey: threeLevels, trunkChannels: { trunk: 1 } }));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.wait(30_000);
  return { desk, offer };
}

function surveyed(): { desk: Desk; offer: Desk["offer"]; survey: Survey } {
  const { desk, offer } = talking();
  desk.end(offer.agentLegId);
  desk.askAfterTalk(offer, "normal");
  return { desk, offer, survey: survey(desk) };
}

function survey(desk: Desk): Survey {
  const found = desk.last.commands.find((command): command is Survey => command.type === "leg.survey");
  if (found === undefined) throw new Error(`no survey among ${JSON.stringify(desk.last.commands)}`);
  return found;
}

function reportOf({ part, levels, segmentId, agent, askedAt }: Survey, keys: string): SurveyReport {
  return { part, levels, segmentId, agent, askedAt, keys };
}

function press(desk: Desk, asked: Survey, keys: string): void {
  desk.send({ type: "leg.asked", legId: asked.legId, after: "survey", survey: reportOf(asked, keys) });
}

const rating = (desk: Desk) => desk.rows("ratings", (row) => row.callId)[0];
const call = (desk: Desk) => desk.rows("calls", (row) => row.callId)[0];

test("S13: the agent hangs up: the customer's leg is asked as the answer to its own question, the agent is in after-call work", () => {
  const { desk, offer, survey } = surveyed();
  expect(survey).toMatchObject({ part: "ask", legId: offer.legId, levels: 3, waitMs: 5_000, keys: "", agent: "anna" });
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "surveying", segment: undefined });
  expect(desk.agent("anna")).toMatchObject({ state: "acw", acwUntil: desk.now + 10_000 });
  expect(rating(desk)).toMatchObject({ state: "asked", segmentId: offer.segmentId, agent: "anna", askedAt: desk.now });
});

test("S13: a key that means a level is the rating, with the thanks and the level's word", () => {
  const { desk, survey: asked } = surveyed();
  desk.wait(7_000);
  press(desk, asked, "2");
  expect(survey(desk)).toMatchObject({ part: "thanks", keys: "2" });
  expect(rating(desk)).toMatchObject({ state: "rated", level: 2, label: "fair", keys: "2", answeredAt: desk.now });
  desk.end(asked.legId, "normal", "us");
  expect(call(desk)).toMatchObject({ state: "ended", endReason: "agent-hung-up", endedAt: desk.now });
});

test.each(["", "9", "0", "*", "#"])("S13: after the key '%s' the question comes once more, and only once", (key) => {
  const { desk, survey: asked } = surveyed();
  press(desk, asked, key);
  const again = survey(desk);
  expect(again).toMatchObject({ part: "again", keys: key });
  press(desk, again, `${key}8`);
  expect(survey(desk)).toMatchObject({ part: "thanks" });
  desk.end(asked.legId, "normal", "us");
  expect(rating(desk)).toMatchObject({ state: "unanswered", level: undefined, keys: `${key}8` });
});

test("S13: a level at the second try counts", () => {
  const { desk, survey: asked } = surveyed();
  press(desk, asked, "7");
  press(desk, survey(desk), "73");
  expect(rating(desk)).toMatchObject({ state: "rated", level: 3, label: "bad", keys: "73" });
});

test("S13: the same answer told twice is no second try, and a word of a part that is over changes nothing", () => {
  const { desk, survey: asked } = surveyed();
  press(desk, asked, "9");
  press(desk, asked, "9");
  expect(survey(desk)).toMatchObject({ part: "again" });
  press(desk, survey(desk), "91");
  press(desk, asked, "92");
  expect(survey(desk)).toMatchObject({ part: "thanks" });
  expect(rating(desk)).toMatchObject({ level: 1 });
});

test("S13: the customer hangs up within it: unanswered, and the agent's hang-up stays the end of the call", () => {
  const { desk, survey: asked } = surveyed();
  desk.wait(3_000);
  desk.end(asked.legId, "normal", "party");
  expect(rating(desk)).toMatchObject({ state: "unanswered", keys: "" });
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up", endedAt: desk.now });
});

test("S13: a key told by nothing but the end of the leg counts", () => {
  const { desk, survey: asked } = surveyed();
  const { legId } = asked;
  desk.send({ type: "leg.ended", legId, cause: "normal", by: "party", raw, survey: reportOf(asked, "1") });
  expect(rating(desk)).toMatchObject({ state: "rated", level: 1 });
});

test("S13: the customer hangs up first, or at the same time: there is no survey and no rating", () => {
  const first = talking();
  first.desk.end(first.offer.legId);
  expect(first.desk.rows("ratings", (row) => row.callId)).toEqual([]);
  const together = talking();
  together.desk.end(together.offer.agentLegId);
  together.desk.end(together.offer.legId);
  expect(together.desk.rows("ratings", (row) => row.callId)).toEqual([]);
  expect(call(together.desk)).toMatchObject({ endReason: "agent-hung-up" });
});

test("S13: after a lost leg, a recovery that failed and a hang-up nobody confirmed there is no survey", () => {
  const lost = talking();
  lost.desk.end(lost.offer.agentLegId, "media-lost", "lost");
  lost.desk.askAfterTalk(lost.offer, "media-lost");
  lost.desk.wait(20_000);
  lost.desk.end(lost.offer.legId);
  expect(lost.desk.rows("ratings", (row) => row.callId)).toEqual([]);
  const unconfirmed = talking();
  unconfirmed.desk.send({ type: "call.hang-up-asked", agent: "anna", callId: unconfirmed.offer.callId });
  const { legId } = unconfirmed.offer;
  expect(unconfirmed.desk.wait(4_000)).toContainEqual({ type: "leg.hang-up", legId, cause: "normal" });
  expect(unconfirmed.desk.rows("ratings", (row) => row.callId)).toEqual([]);
});

test("S13: hung up while the lost phone is called back: there is no survey", () => {
  const { desk, offer } = talking();
  desk.end(offer.agentLegId, "media-lost", "lost");
  desk.send({ type: "call.hang-up-asked", agent: "anna", callId: offer.callId });
  expect(call(desk)).toMatchObject({ endReason: "agent-hung-up" });
  expect(desk.rows("ratings", (row) => row.callId)).toEqual([]);
});

test("S13: without a survey for inbound calls the customer is let go at once", () => {
  for (const survey of [undefined, { ...threeLevels, directions: ["outbound" as const] }]) {
    const desk = new Desk(deployment(survey === undefined ? {} : { survey }));
    desk.comeToWork("anna");
    const offer = desk.talk();
    desk.end(offer.agentLegId);
    expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: offer.legId, cause: "normal" }]);
  }
});

test("S13: the trunk's channel is taken until the survey is over", () => {
  const { desk, survey: asked } = surveyed();
  desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.hang-up", cause: "congestion" }]);
  press(desk, asked, "1");
  desk.end(asked.legId, "normal", "us");
  desk.arrive();
  expect(desk.last.commands).toMatchObject([{ type: "leg.wait" }]);
});

test("S13: after-call work ends while the customer still listens: the agent gets the next call", () => {
  const desk = new Desk(deployment({ survey: threeLevels }));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.end(offer.agentLegId);
  desk.askAfterTalk(offer, "normal");
  desk.send({ type: "agent.acw-ended", agent: "anna", by: "anna" });
  desk.arrive();
  expect(desk.offer.agent).toBe("anna");
  expect(desk.callOf(offer.legId)).toMatchObject({ state: "surveying" });
});

test("S13: a part that never ends, and one the switch cannot play, end the call", () => {
  const silent = surveyed();
  const { legId } = silent.offer;
  expect(silent.desk.wait(90_000)).toContainEqual({ type: "leg.hang-up", legId, cause: "normal" });
  expect(rating(silent.desk)).toMatchObject({ state: "unanswered" });
  const failing = surveyed();
  failing.desk.send({ type: "command.failed", legId: failing.offer.legId, command: "leg.survey", detail: "test" });
  expect(failing.desk.last.commands).toEqual([{ type: "leg.hang-up", legId: failing.offer.legId, cause: "normal" }]);
});

test("S13: the switch is lost for good: the rating is unanswered", () => {
  const { desk } = surveyed();
  desk.send({ type: "switch.lost" });
  desk.wait(10_000);
  expect(rating(desk)).toMatchObject({ state: "unanswered" });
  expect(call(desk)).toMatchObject({ endReason: "switch-lost" });
});

function customerLeg(asked: Survey, keys: string): LegReport {
  const { legId, callId, group, joinedAt } = asked;
  const nobody = { agent: undefined, peerLegId: undefined };
  const from = { number: "13800000001", name: undefined };
  const where = { from, to: "100", group, joinedAt, startedAt: joinedAt };
  return { legId, role: "customer", state: "up", callId, ...nobody, ...where, survey: reportOf(asked, keys) };
}

test("S13: after a restart of the server the survey goes on where the leg is", () => {
  const { desk, survey: asked } = surveyed();
  desk.restart([customerLeg(asked, "")]);
  press(desk, asked, "1");
  expect(survey(desk)).toMatchObject({ part: "thanks" });
  expect(rating(desk)).toMatchObject({ state: "rated", level: 1 });
});

test("S13: the journal knows only of the talk: the leg's own word takes it on, with the key pressed meanwhile", () => {
  const { desk, offer } = talking();
  const { legId, callId, group, joinedAt, segmentId } = offer;
  const asked = { ...offer, part: "ask" as SurveyPart, levels: 3, askedAt: desk.now, agent: "anna" };
  desk.wait(2_000);
  const report = customerLeg({ ...asked, type: "leg.survey", legId, callId, group, joinedAt, segmentId } as never, "3");
  desk.restart([report]);
  expect(desk.callOf(legId)?.state).toBe("surveying");
  expect(desk.agent("anna").state).toBe("acw");
  expect(rating(desk)).toMatchObject({ state: "rated", level: 3, label: "bad" });
});

test("S13: a call nobody here knows is adopted in its survey", () => {
  const { survey: asked } = surveyed();
  const desk = new Desk(deployment({ survey: threeLevels }));
  desk.comeToWork("anna");
  desk.send({ type: "switch.reconciled", legs: [customerLeg({ ...asked, askedAt: desk.now }, "")] });
  expect(desk.callOf(asked.legId)).toMatchObject({ state: "surveying", callId: asked.callId });
  expect(desk.agent("anna").state).toBe("online");
  press(desk, asked, "2");
  expect(rating(desk)).toMatchObject({ state: "rated", level: 2 });
});

test("S13: a leg that asks after a survey of a call that is over is hung up", () => {
  const { desk, survey: asked } = surveyed();
  desk.end(asked.legId);
  press(desk, asked, "1");
  expect(desk.last.commands).toEqual([{ type: "leg.hang-up", legId: asked.legId, cause: "normal" }]);
});

test("S13: passed on, the customer is asked only after the second agent hangs up, about that one", () => {
  const shape = { agents: { anna: { repair: 1 }, bert: { supply: 1 } }, groups: { repair: {}, supply: {} } };
  const desk = new Desk(deployment({ ...shape, survey: threeLevels }));
  desk.comeToWork("anna", "bert");
  const first = desk.talk();
  const target = { kind: "group", group: "supply" } as const;
  desk.send({ type: "call.transfer-asked", agent: "anna", callId: first.callId, target });
  const second = desk.offer;
  desk.end(first.agentLegId, "normal", "us");
  desk.answer(second);
  expect(desk.rows("ratings", (row) => row.callId)).toEqual([]);
  desk.end(second.agentLegId);
  desk.askAfterTalk(second, "normal");
  expect(survey(desk)).toMatchObject({ agent: "bert", segmentId: second.segmentId });
  expect(desk.rows("ratings", (row) => row.callId)).toMatchObject([{ agent: "bert", group: "supply" }]);
});
