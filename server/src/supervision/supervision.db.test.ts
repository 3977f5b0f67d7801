import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

let it: TestApp;
let leader: Asker;
let otherLeader: Asker;
let manager: Asker;
let administrator: Asker;
let agent: Asker;
beforeAll(async () => {
  it = await testApp();
  leader = await it.signIn("wang-fang");
  otherLeader = await it.signIn("zhao-min");
  manager = await it.signIn("qian-jun");
  administrator = await it.signIn("sun-li");
  agent = await it.signIn("zhang-wei");
});
afterAll(() => it.close());

interface Listed {
  readonly agent: string;
  readonly state: string;
  readonly groups: readonly { readonly name: string }[];
  readonly customer?: { readonly number: string };
  readonly today: { readonly calls: number; readonly talkMs: number };
}

async function listed(asker: Asker): Promise<Map<string, Listed>> {
  const answer = await asker.ask<Listed[]>("GET", "/agents");
  expect(answer.status).toBe(200);
  return new Map(answer.body.map((row) => [row.agent, row]));
}

describe("the list of agents (W15)", () => {
  test("a leader sees the agents of the group it leads and no others; who may look at all sees everybody", async () => {
    expect([...(await listed(leader)).keys()].sort()).toEqual(["li-na", "wang-fang", "zhang-wei"]);
    expect([...(await listed(otherLeader)).keys()]).toEqual(["zhao-min"]);
    const everybody = ["li-na", "wang-fang", "zhang-wei", "zhao-min"];
    expect([...(await listed(manager)).keys()].sort()).toEqual(everybody);
    expect([...(await listed(administrator)).keys()].sort()).toEqual(everybody);
  });

  test("an agent is refused the list", async () => {
    expect((await agent.ask("GET", "/agents")).problem).toMatchObject({ status: 403, code: "auth.not-allowed" });
  });

  test("it names the customer in the talk, and counts the talks begun today with the time of those that are over", async () => {
    bringOnline(it.engine, "zhang-wei");
    const call = new TestCall(it.engine).ring().answer();
    expect((await listed(leader)).get("zhang-wei")).toMatchObject({
      state: "talking",
      customer: { number: "13800138000", name: "王护士" },
    });
    call.end();
    await it.engine.store(it.database.db);
    expect((await listed(leader)).get("zhang-wei")?.today).toEqual({ calls: 1, talkMs: 10_000 });
    it.engine.submit({ type: "agent.acw-ended", agent: "zhang-wei", by: "zhang-wei" });
    // Midnight of the organization's zone, ten hours on.
    it.engine.advance(11 * 3_600_000);
    expect((await listed(leader)).get("zhang-wei")?.today).toEqual({ calls: 0, talkMs: 0 });
  });
});

describe("forcing a state (W15)", () => {
  test("a leader and a senior manager force it; the state log says who and forced, the audit log what", async () => {
    bringOnline(it.engine, "zhang-wei");
    const forced = await leader.ask("POST", "/agents/zhang-wei/state", { state: "break", breakReason: "meal" });
    expect(forced).toMatchObject({ status: 200, body: { state: "break", breakReason: "meal" } });
    expect((await manager.ask("POST", "/agents/zhang-wei/state", { state: "offline" })).status).toBe(200);
    await it.engine.store(it.database.db);
    const rows = await it.database.db
      .selectFrom("agentStateChanges")
      .select(["state", "by", "why"])
      .where("agent", "=", "zhang-wei")
      .where("why", "=", "forced")
      .orderBy("seq")
      .execute();
    expect(rows).toEqual([
      { state: "break", by: "person:wang-fang", why: "forced" },
      { state: "offline", by: "person:qian-jun", why: "forced" },
    ]);
    const audit = await it.database.db
      .selectFrom("auditLog")
      .select(["actor", "subject", "detail"])
      .where("action", "=", "agent.state-forced")
      .orderBy("id")
      .execute();
    expect(audit).toEqual([
      { actor: "person:wang-fang", subject: "zhang-wei", detail: { state: "break", breakReason: "meal" } },
      { actor: "person:qian-jun", subject: "zhang-wei", detail: { state: "offline" } },
    ]);
  });

  test("the leader of another group, agents and administrators are refused with a code, and nothing changes", async () => {
    bringOnline(it.engine, "zhang-wei");
    const events = it.engine.events.length;
    const refused = [
      [otherLeader, "agent.not-led"],
      [administrator, "agent.not-led"],
      [agent, "auth.not-allowed"],
    ] as const;
    for (const [asker, code] of refused) {
      for (const [path, body] of [
        ["/agents/zhang-wei/state", { state: "offline" }],
        ["/agents/zhang-wei/acw/end", undefined],
        ["/agents/zhang-wei/acw/extend", { seconds: 60 }],
      ] as const) {
        expect((await asker.ask("POST", path, body)).problem, path).toMatchObject({ status: 403, code });
      }
    }
    expect(it.engine.events).toHaveLength(events);
    expect(it.engine.agentView("zhang-wei")?.state).toBe("online");
  });

  test("nobody of that name, who is signed out, an unknown reason and an unknown state are refused with their codes", async () => {
    const force = (who: string, body: object) => leader.ask("POST", `/agents/${who}/state`, body);
    for (const who of ["nobody", "__proto__", "qian-jun"]) {
      expect((await force(who, { state: "offline" })).problem).toMatchObject({ status: 404, code: "agent.unknown" });
    }
    expect((await force("li-na", { state: "online" })).problem).toMatchObject({
      status: 409,
      code: "agent.not-signed-in",
    });
    for (const body of [{ state: "break" }, { state: "break", breakReason: "nap" }]) {
      expect((await force("zhang-wei", body)).problem.code).toBe("agent.break-reason-unknown");
    }
    expect((await force("zhang-wei", { state: "asleep" })).problem.code).toBe("request.invalid");
  });
});

describe("after-call work in a leader's hand (W15)", () => {
  test("it is extended, then ended, each in the audit log; outside of it both are refused", async () => {
    bringOnline(it.engine, "zhang-wei");
    for (const path of ["/agents/zhang-wei/acw/end", "/agents/zhang-wei/acw/extend"]) {
      const body = path.endsWith("extend") ? { seconds: 60 } : undefined;
      expect((await leader.ask("POST", path, body)).problem).toMatchObject({ status: 409, code: "agent.not-in-acw" });
    }
    new TestCall(it.engine).ring().answer().end();
    const until = it.engine.agentView("zhang-wei")?.acwUntil ?? 0;
    expect(await leader.ask("POST", "/agents/zhang-wei/acw/extend", { seconds: 90 })).toMatchObject({
      status: 200,
      body: { acwUntil: new Date(until + 90_000).toISOString() },
    });
    for (const seconds of [0, -5, 1.5, 3_601]) {
      const { problem } = await leader.ask("POST", "/agents/zhang-wei/acw/extend", { seconds });
      expect(problem.code).toBe("request.invalid");
    }
    expect((await leader.ask("POST", "/agents/zhang-wei/acw/end")).status).toBe(204);
    expect(it.engine.agentView("zhang-wei")?.state).toBe("online");
    const audit = await it.database.db
      .selectFrom("auditLog")
      .select(["action", "actor", "detail"])
      .where("action", "like", "agent.acw-%")
      .orderBy("id")
      .execute();
    expect(audit).toEqual([
      { action: "agent.acw-extended", actor: "person:wang-fang", detail: { seconds: 90 } },
      { action: "agent.acw-ended", actor: "person:wang-fang", detail: {} },
    ]);
  });

  test("after a call placed by hand there is no end to put off, and the leader is told so (S19)", async () => {
    bringOnline(it.engine, "zhang-wei");
    const legId = "phone-1";
    const how = { phone: "browser", number: "13900001111", via: "click" } as const;
    it.engine.submit({ type: "call.placed", legId, agent: "zhang-wei", ...how });
    const customerLegId = it.engine.callViews().find(({ dial }) => dial?.agentLegId === legId)?.customerLegId ?? "";
    for (const answered of [customerLegId, legId]) it.engine.submit({ type: "leg.answered", legId: answered });
    it.engine.submit({ type: "legs.bridged", customerLegId, agentLegId: legId });
    const raw = { q850: 16, sip: 200, text: undefined };
    for (const ended of [customerLegId, legId])
      it.engine.submit({ type: "leg.ended", legId: ended, cause: "normal", by: "party", raw });
    expect(it.engine.agentView("zhang-wei")).toMatchObject({ activity: "acw", acwUntil: undefined });
    const { problem } = await leader.ask("POST", "/agents/zhang-wei/acw/extend", { seconds: 60 });
    expect(problem).toMatchObject({ status: 409, code: "agent.acw-open-ended" });
    expect((await leader.ask("POST", "/agents/zhang-wei/acw/end")).status).toBe(204);
  });
});
