import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import { hospital } from "../http/testing/hospital.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

const chief = `kind: Agent
name: chief
label: 院长
spec: { extension: "1009", roles: [senior-manager], groups: [] }`;

let it: TestApp;
let leader: Asker;
let otherLeader: Asker;
let agent: Asker;
let call: TestCall;
beforeAll(async () => {
  it = await testApp({ files: hospital({ more: chief }) });
  leader = await it.signIn("wang-fang");
  otherLeader = await it.signIn("zhao-min");
  agent = await it.signIn("zhang-wei");
});
afterAll(() => it.close());
beforeEach(() => {
  for (const name of ["wang-fang", "zhang-wei"]) it.engine.submit({ type: "agent.session-back", agent: name });
  for (const name of ["wang-fang", "zhao-min"]) {
    bringOnline(it.engine, name);
    it.engine.submit({ type: "agent.state-chosen", agent: name, state: "offline", by: name });
  }
  bringOnline(it.engine, "zhang-wei");
  call = new TestCall(it.engine).ring().answer();
  return () => {
    call.end();
    it.engine.submit({ type: "agent.acw-ended", agent: "zhang-wei", by: "test" });
    it.engine.submit({ type: "agent.acw-ended", agent: "wang-fang", by: "test" });
  };
});

const listen = (asker: Asker, mode = "listen", callId = call.callId) =>
  asker.ask("POST", `/calls/${callId}/listen`, { mode });

/** The leader's phone answers and hears, as the switch would report it. */
function comesIntoTheTalk(mode: "listen" | "whisper" | "barge" = "listen"): void {
  const command = it.engine.commands.findLast(({ type }) => type === "leg.supervise");
  if (command === undefined) throw new Error("no leader's phone rings");
  it.engine.submit({ type: "supervisor.asked", legId: command.legId });
  it.engine.submit({ type: "leg.listening", legId: command.legId, mode });
}

describe("listening (W15)", () => {
  test("a leader of the group listens, is heard, and leaves; the audit log and the stretches say who, whom, which call and how", async () => {
    expect((await listen(leader)).status).toBe(202);
    comesIntoTheTalk();
    it.engine.advance(4_000);
    expect((await listen(leader, "whisper")).status).toBe(202);
    const { legId } = it.engine.commands.findLast(({ type }) => type === "leg.listen") ?? { legId: "" };
    it.engine.submit({ type: "leg.listening", legId, mode: "whisper" });
    it.engine.advance(2_000);
    expect((await leader.ask("POST", `/calls/${call.callId}/listen/end`)).status).toBe(202);
    expect(it.engine.agentView("wang-fang")?.state).toBe("offline");
    await it.engine.store(it.database.db);
    const rows = await it.database.db
      .selectFrom("listens")
      .selectAll()
      .where("callId", "=", call.callId)
      .orderBy("seq")
      .execute();
    expect(rows).toMatchObject([
      { leader: "wang-fang", agent: "zhang-wei", group: "repair", by: "person:wang-fang", mode: "listen", seq: 1 },
      { leader: "wang-fang", agent: "zhang-wei", mode: "whisper", seq: 2 },
    ]);
    expect(rows.map(({ startedAt, endedAt }) => Number(endedAt) - Number(startedAt))).toEqual([4_000, 2_000]);
    const audit = await it.database.db
      .selectFrom("auditLog")
      .select(["actor", "detail"])
      .where("action", "=", "call.listen")
      .where("subject", "=", call.callId)
      .orderBy("id")
      .execute();
    expect(audit).toEqual([
      { actor: "person:wang-fang", detail: { agent: "zhang-wei", group: "repair", mode: "listen" } },
      { actor: "person:wang-fang", detail: { agent: "zhang-wei", group: "repair", mode: "whisper" } },
    ]);
  });

  test("the leader of another group, agents and people without the role are refused with a code, and no phone rings", async () => {
    const administrator = await it.signIn("sun-li");
    const commands = it.engine.commands.length;
    for (const [asker, code] of [
      [otherLeader, "call.not-led"],
      [agent, "auth.not-allowed"],
      [administrator, "auth.not-allowed"],
    ] as const) {
      for (const [path, body] of [
        ["listen", { mode: "listen" }],
        ["listen", { mode: "barge" }],
        ["take-over", undefined],
      ] as const) {
        const { problem } = await asker.ask("POST", `/calls/${call.callId}/${path}`, body);
        expect(problem, path).toMatchObject({ status: 403, code });
      }
    }
    expect(it.engine.commands).toHaveLength(commands);
  });

  test("a senior manager with an extension listens to every group's talks; one without is told why not", async () => {
    const manager = await it.signIn("qian-jun");
    expect((await listen(manager)).problem.code).toBe("agent.not-an-agent");
    const boss = await it.signIn("chief");
    it.engine.submit({ type: "phone.registered", agent: "chief", phone: "browser" });
    expect((await listen(boss)).status).toBe(202);
    expect(it.engine.agentView("chief")?.state).toBe("listening");
    expect((await boss.ask("POST", `/calls/${call.callId}/listen/end`)).status).toBe(202);
  });

  test("what cannot be is refused with its code: no such call, nobody talks yet, one's own, a phone in use or not there, another talk", async () => {
    expect((await listen(leader, "listen", "nowhere")).problem).toMatchObject({ status: 404, code: "call.unknown" });
    expect((await listen(leader, "shout")).problem.code).toBe("request.invalid");
    expect((await leader.ask("POST", `/calls/${call.callId}/listen/end`)).problem.code).toBe(
      "supervision.not-listening",
    );
    const waiting = new TestCall(it.engine);
    expect((await listen(leader, "listen", waiting.callId)).problem.code).toBe("call.not-talking");
    it.engine.submit({ type: "phone.lost", agent: "wang-fang", phone: "browser" });
    expect((await listen(leader)).problem.code).toBe("supervision.no-phone");
    it.engine.submit({ type: "phone.registered", agent: "wang-fang", phone: "browser" });
    it.engine.submit({ type: "agent.state-chosen", agent: "wang-fang", state: "online", by: "wang-fang" });
    expect((await listen(leader)).problem.code).toBe("supervision.busy");
    expect((await listen(leader, "listen", waiting.callId)).problem.code).toBe("supervision.own-call");
    waiting.end();
    it.engine.submit({ type: "agent.state-chosen", agent: "wang-fang", state: "offline", by: "wang-fang" });
    it.engine.link = { ...it.engine.link, connected: false };
    expect((await listen(leader)).problem).toMatchObject({ status: 503, code: "switch.unavailable" });
    it.engine.link = { ...it.engine.link, connected: true };
  });

  test("agents are not told: their page sees the leader in the state it chose, and the call's record has no such leg", async () => {
    const address = await it.app.listen({ host: "127.0.0.1", port: 0 });
    const snapshot = async (asker: Asker) => {
      const socket = new WebSocket(`${address.replace("http", "ws")}/api/v1/live`, {
        headers: { cookie: asker.cookie },
      } as never);
      const text = await new Promise<string>((resolve) => {
        socket.addEventListener("message", ({ data }) => resolve(String(data)), { once: true });
      });
      socket.close();
      return text;
    };
    expect((await listen(leader)).status).toBe(202);
    comesIntoTheTalk();
    const seenByAgent = await snapshot(agent);
    expect(seenByAgent).toContain('"agent":"wang-fang"');
    expect(seenByAgent).not.toContain("listen");
    expect(await snapshot(leader)).toContain('"listening"');
    const targets = await agent.ask("GET", "/transfer-targets?q=wang-fang");
    expect(targets.body).toMatchObject({ items: [{ agent: "wang-fang", state: "offline" }] });
    await it.engine.store(it.database.db);
    const roles = async (asker: Asker) => {
      const { body } = await asker.ask<{ legs: { role: string }[] }>("GET", `/calls/${call.callId}`);
      return body.legs.map(({ role }) => role);
    };
    expect(await roles(agent)).not.toContain("supervisor");
    expect(await roles(leader)).toContain("supervisor");
  });
});

test("taking over: the agent is in ACW, the leader's phone gets the customer, and the audit log has it (W15)", async () => {
  expect((await leader.ask("POST", `/calls/${call.callId}/take-over`)).status).toBe(202);
  expect(it.engine.agentView("zhang-wei")?.state).toBe("acw");
  const { segment, offer } = call.view;
  expect(segment).toBeUndefined();
  expect(offer?.agent).toBe("wang-fang");
  const audit = await it.database.db
    .selectFrom("auditLog")
    .select(["actor", "detail"])
    .where("action", "=", "call.take-over")
    .execute();
  expect(audit).toEqual([{ actor: "person:wang-fang", detail: { agent: "zhang-wei", group: "repair" } }]);
});
