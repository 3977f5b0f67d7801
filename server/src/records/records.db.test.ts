import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

let it: TestApp;
let manager: Asker;
let leader: Asker;
let agent: Asker;
let answered: TestCall;
let abandoned: TestCall;
let logistics: TestCall;

beforeAll(async () => {
  it = await testApp();
  manager = await it.signIn("qian-jun");
  leader = await it.signIn("wang-fang");
  agent = await it.signIn("zhang-wei");
  const { engine } = it;
  abandoned = new TestCall(engine, "8000", { number: "13900001111", name: undefined });
  engine.advance(5_000);
  abandoned.end();
  bringOnline(engine, "zhang-wei");
  answered = new TestCall(engine).ring().answer().end();
  engine.advance(60_000);
  logistics = new TestCall(engine, "8001", { number: "02162008888", name: "后勤科" });
  engine.advance(7_000);
  await engine.store(it.database.db);
});
afterAll(() => it.close());

interface Page {
  readonly items: readonly { readonly callId: string }[];
  readonly nextCursor?: string;
}

async function ids(asker: Asker, query = ""): Promise<string[]> {
  const { body, status } = await asker.ask<Page>("GET", `/calls${query}`);
  expect(status).toBe(200);
  return body.items.map(({ callId }) => callId);
}

describe("the list of one agent's calls (W12)", () => {
  test("each says what it was for the agent: a talk and its length, a phone that rang in vain, or a colleague's consult", async () => {
    const own = await testApp();
    const { engine } = own;
    try {
      const asker = await own.signIn("li-na");
      bringOnline(engine, "li-na");
      const talked = new TestCall(engine).ring().answer().end();
      engine.advance(60_000);
      const rang = new TestCall(engine).ring().end();
      engine.submit({ type: "agent.state-chosen", agent: "li-na", state: "outbound", by: "li-na" });
      bringOnline(engine, "zhang-wei");
      const asked = new TestCall(engine).ring().answer();
      const target = { kind: "agent", agent: "li-na" } as const;
      engine.submit({ type: "call.consult-asked", agent: "zhang-wei", callId: asked.callId, target });
      expect(engine.agentView("li-na")?.state).toBe("ringing");
      asked.end();
      await engine.store(own.database.db);
      const { body } = await asker.ask<{ items: { callId: string; ofAgent: object }[] }>("GET", "/calls?agent=li-na");
      expect(Object.fromEntries(body.items.map(({ callId, ofAgent }) => [callId, ofAgent]))).toEqual({
        [talked.callId]: { part: "talked", talkMs: 10_000 },
        [rang.callId]: { part: "rang", talkMs: 0 },
        [asked.callId]: { part: "consulted", talkMs: 0 },
      });
      const all = await (await own.signIn("qian-jun")).ask<{ items: { ofAgent?: object }[] }>("GET", "/calls");
      expect(all.body.items.map(({ ofAgent }) => ofAgent)).toEqual([undefined, undefined, undefined]);
    } finally {
      await own.close();
    }
  });
});

describe("the list of calls (R13)", () => {
  test("the newest comes first with number, name, group, agent, waits and talks", async () => {
    const { body } = await manager.ask<Page>("GET", "/calls");
    expect(body.items.map(({ callId }) => callId)).toEqual([logistics.callId, answered.callId, abandoned.callId]);
    expect(body.items[1]).toMatchObject({
      direction: "inbound",
      state: "ended",
      fromNumber: "13800138000",
      fromName: "王护士",
      toNumber: "8000",
      group: { name: "repair", label: "报修" },
      agent: { name: "zhang-wei", label: "张伟" },
      endReason: "customer-hung-up",
      waitMs: 2_000,
      talkMs: 10_000,
      recordings: 0,
    });
    expect(body.items[2]).toMatchObject({ endReason: "abandoned", waitMs: 5_000, talkMs: 0 });
    expect(body.items[2]).not.toHaveProperty("fromName");
    expect(body.items[2]).not.toHaveProperty("agent");
  });

  test("each filter leaves those it names", async () => {
    expect(await ids(manager, "?number=1380013")).toEqual([answered.callId]);
    expect(await ids(manager, "?number=8000")).toEqual([answered.callId, abandoned.callId]);
    expect(await ids(manager, "?number=1111")).toEqual([abandoned.callId]);
    expect(await ids(manager, "?agent=zhang-wei")).toEqual([answered.callId]);
    expect(await ids(manager, "?group=logistics")).toEqual([logistics.callId]);
    expect(await ids(manager, "?outcome=answered")).toEqual([answered.callId]);
    expect(await ids(manager, "?outcome=abandoned")).toEqual([abandoned.callId]);
    expect(await ids(manager, "?outcome=live")).toEqual([logistics.callId]);
    const from = new Date(answered.arrivedAt).toISOString();
    expect(await ids(manager, `?from=${from}`)).toEqual([logistics.callId, answered.callId]);
    expect(await ids(manager, `?to=${from}`)).toEqual([abandoned.callId]);
    expect(await ids(manager, `?from=${from}&outcome=answered&group=logistics`)).toEqual([]);
  });

  test("pages follow each other without a gap or a repeat, also when calls arrived at the same instant", async () => {
    const at = it.engine.now();
    for (let count = 0; count < 5; count += 1) new TestCall(it.engine, "8001").end();
    await it.engine.store(it.database.db);
    expect(it.engine.now()).toBe(at);
    const all = await ids(manager);
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await manager.ask<Page>(
        "GET",
        `/calls?limit=2${cursor === undefined ? "" : `&cursor=${cursor}`}`,
      );
      walked.push(...body.items.map(({ callId }) => callId));
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    expect(walked).toEqual(all);
    expect(walked).toHaveLength(8);
  });

  test("queries of another form are refused with the place", async () => {
    for (const query of [
      "limit=0",
      "limit=201",
      "limit=ten",
      "from=yesterday",
      "outcome=lost'--",
      "number=1%25",
      "number='; drop table calls; --",
      `number=${"1".repeat(41)}`,
      `agent=${"x".repeat(5_000)}`,
      "agent=%00",
      "cursor=guess",
      "from=2026-12-31T23:59:60Z",
      `cursor=${Buffer.from('["x",1]').toString("base64url")}`,
      `cursor=${Buffer.from('[1e300,"x"]').toString("base64url")}`,
      "unknown=1",
    ]) {
      const answer = await manager.ask("GET", `/calls?${encodeURI(query).replaceAll("%25", "%")}`);
      expect(answer.problem, query).toMatchObject({ status: 400, code: "request.invalid" });
    }
  });
});

describe("who sees which calls (R14)", () => {
  test("an agent sees own calls, a leader those of the groups led, a senior manager all", async () => {
    expect(await ids(agent)).toEqual([answered.callId]);
    expect(await ids(leader)).toEqual([answered.callId, abandoned.callId]);
    expect(await ids(manager)).toHaveLength(8);
    expect(await ids(await it.signIn("li-na"))).toEqual([]);
  });

  test("a filter never widens what is seen", async () => {
    expect(await ids(agent, "?group=logistics")).toEqual([]);
    expect(await ids(agent, "?number=8001")).toEqual([]);
    expect(await ids(leader, "?agent=zhao-min")).toEqual([]);
  });

  test("a call out of sight is answered as one that does not exist", async () => {
    for (const callId of [logistics.callId, "nowhere"]) {
      const { problem } = await agent.ask("GET", `/calls/${callId}`);
      expect(problem).toMatchObject({ status: 404, code: "call.unknown", detail: expect.stringContaining("No call") });
    }
  });
});

describe("one call (D2)", () => {
  test("it has its legs, waits, offers, segments and the reason of each decision", async () => {
    const { body } = await agent.ask("GET", `/calls/${answered.callId}`);
    expect(body).toMatchObject({
      callId: answered.callId,
      legs: [
        { role: "customer", cause: "normal", raw: { q850: 16 } },
        { role: "agent", agent: "zhang-wei" },
      ],
      entries: [{ group: "repair", state: "answered" }],
      offers: [{ agent: "zhang-wei", phone: "browser", state: "answered" }],
      segments: [{ agent: "zhang-wei", group: "repair", state: "ended" }],
      recordings: [],
      decisions: [{ rule: "longest-idle", chosen: "zhang-wei", candidates: expect.any(Array) }],
    });
    const candidates = (body as { decisions: { candidates: object[] }[] }).decisions[0]?.candidates;
    expect(candidates).toContainEqual({
      agent: "zhang-wei",
      eligible: true,
      why: "longest-idle",
      idleSince: expect.stringMatching(/^2026-11-22T.*Z$/),
    });
    expect(candidates).toContainEqual({ agent: "li-na", eligible: false, why: "not-signed-in" });
  });

  test("its timeline tells in both languages and in order what happened", async () => {
    const { body } = await agent.ask<{ timeline: { at: string; what: string; text: { zh: string; en: string } }[] }>(
      "GET",
      `/calls/${answered.callId}`,
    );
    expect(body.timeline.map(({ what }) => what)).toEqual([
      "call.arrived",
      "entry.joined",
      "decision.longest-idle",
      "offer.ringing",
      "segment.bridged",
      "segment.ended",
      "call.customer-hung-up",
    ]);
    expect(body.timeline.map(({ text }) => text.zh)).toContain("与 张伟 通话");
    expect(body.timeline.map(({ text }) => text.en)).toContain("Joins the queue of 报修");
    const times = body.timeline.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  test("S13: its rating is in the list and, with the keys and the agent, in the detail and the timeline", async () => {
    bringOnline(it.engine, "li-na");
    const call = new TestCall(it.engine).ring().answer().agentHangsUp("2");
    await it.engine.store(it.database.db);
    const { body: page } = await leader.ask<Page>("GET", "/calls?limit=1");
    const rated = { state: "rated", levels: 3, level: 2, label: "一般" };
    expect(page.items).toMatchObject([{ callId: call.callId, endReason: "agent-hung-up", rating: rated }]);
    const { body } = await leader.ask<{ timeline: { what: string; text: { zh: string } }[] }>(
      "GET",
      `/calls/${call.callId}`,
    );
    expect(body).toMatchObject({ rating: { ...rated, agent: expect.any(String), keys: "2" } });
    expect(body.timeline.map(({ what }) => what).slice(-3)).toEqual([
      "rating.rated",
      "rating.given",
      "call.agent-hung-up",
    ]);
    expect(body.timeline.map(({ text }) => text.zh)).toContain("客户评价：一般（3 档中的第 2 档）");
    const { body: before } = await leader.ask<object>("GET", `/calls/${answered.callId}`);
    expect(before).not.toHaveProperty("rating");
  });

  test("names and numbers of callers come back as they were given, whatever is in them", async () => {
    const name = `'"}{%s\${x}<script>😀${"汉".repeat(1_600)}`;
    const call = new TestCall(it.engine, "8000", { number: "+8613800138000", name });
    await it.engine.store(it.database.db);
    const { body } = await leader.ask<{ fromName: string }>("GET", `/calls/${call.callId}`);
    expect(body.fromName).toBe(name);
    call.end();
  });
});
