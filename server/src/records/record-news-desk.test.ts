import { expect, test } from "vitest";
import { deployment, threeLevels } from "../acd/testing/deployment.ts";
import { Desk } from "../acd/testing/desk.ts";
import { newsOf, RecordNewsDesk } from "./record-news-desk.ts";

test("S13: a rating is news when it is asked for, given and closed, and so is the end of the call; the talk before is none", () => {
  const desk = new Desk(deployment({ survey: threeLevels }));
  desk.comeToWork("anna");
  const offer = desk.talk();
  desk.end(offer.agentLegId);
  expect(newsOf(desk.facts)).toEqual([]);
  desk.askAfterTalk(offer, "normal");
  const about = { callId: offer.callId, agent: "anna", group: "repair" };
  const asked = { kind: "rating", ...about, state: "asked", level: undefined, levels: 3 };
  expect(newsOf(desk.last.facts)).toEqual([asked]);
  desk.end(offer.legId);
  expect(newsOf(desk.last.facts)).toEqual(
    expect.arrayContaining([
      { ...asked, state: "unanswered" },
      { kind: "ended", ...about },
    ]),
  );
});

test("who no longer wants news gets none, and nobody is told nothing", () => {
  const desk = new RecordNewsDesk();
  const heard: unknown[] = [];
  const stop = desk.onNews((news) => heard.push(...news));
  desk.tell([]);
  const news = { kind: "ended", callId: "call", agent: undefined, group: undefined } as const;
  desk.tell([news]);
  stop();
  desk.tell([news]);
  expect(heard).toEqual([news]);
});
