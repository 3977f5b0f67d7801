import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

let it: TestApp;
let agent: Asker;
beforeAll(async () => {
  it = await testApp();
  agent = await it.signIn("zhang-wei");
});
afterAll(() => it.close());

describe("choosing a state (A1)", () => {
  test("online, break with its reason, outbound and offline are taken and logged with who chose them", async () => {
    for (const body of [
      { state: "online" },
      { state: "break", breakReason: "meal" },
      { state: "outbound" },
      { state: "offline" },
    ]) {
      const answer = await agent.ask("POST", "/agents/me/state", body);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        agent: "zhang-wei",
        chosen: body.state,
        ...body,
        stateSince: expect.stringMatching(/Z$/),
      });
    }
    await it.engine.store(it.database.db);
    const rows = await it.database.db
      .selectFrom("agentStateChanges")
      .select(["state", "breakReason", "by"])
      .where("agent", "=", "zhang-wei")
      .orderBy("seq")
      .execute();
    expect(rows).toContainEqual({ state: "break", breakReason: "meal", by: "person:zhang-wei" });
  });

  test("a break without a reason or with an unknown one is refused with those there are", async () => {
    for (const body of [
      { state: "break" },
      { state: "break", breakReason: "nap" },
      { state: "break", breakReason: "__proto__" },
    ]) {
      const { problem } = await agent.ask("POST", "/agents/me/state", body);
      expect(problem).toMatchObject({ status: 409, code: "agent.break-reason-unknown" });
      expect(problem.detail).toContain("meal, rest");
    }
    expect((await agent.ask("GET", "/break-reasons")).body).toEqual([
      { name: "meal", label: "用餐" },
      { name: "rest", label: "休息" },
    ]);
  });

  test("people who are no agents, unknown states and an agent the engine has signed out are refused", async () => {
    const manager = await it.signIn("qian-jun");
    expect((await manager.ask("POST", "/agents/me/state", { state: "online" })).problem).toMatchObject({
      status: 409,
      code: "agent.not-an-agent",
    });
    expect((await agent.ask("POST", "/agents/me/state", { state: "asleep" })).problem.code).toBe("request.invalid");
    expect((await agent.ask("POST", "/agents/me/state", { state: "online", agent: "li-na" })).problem.code).toBe(
      "request.invalid",
    );
    it.engine.submit({ type: "agent.signed-out", agent: "zhang-wei", by: "test" });
    expect((await agent.ask("POST", "/agents/me/state", { state: "online" })).problem.code).toBe("agent.not-signed-in");
    it.engine.submit({ type: "agent.signed-in", agent: "zhang-wei" });
  });
});

test("after-call work is ended by its agent once; without it there is nothing to end", async () => {
  expect((await agent.ask("POST", "/agents/me/acw/end")).problem).toMatchObject({
    status: 409,
    code: "agent.not-in-acw",
  });
  bringOnline(it.engine, "zhang-wei");
  new TestCall(it.engine).ring().answer().end();
  expect(it.engine.agentView("zhang-wei")?.activity).toBe("acw");
  expect((await agent.ask("POST", "/agents/me/acw/end")).status).toBe(204);
  expect(it.engine.agentView("zhang-wei")?.activity).toBe("idle");
  expect((await agent.ask("POST", "/agents/me/acw/end")).problem.code).toBe("agent.not-in-acw");
});

describe("the browser phone's credentials", () => {
  interface Credentials {
    readonly authUser: string;
    readonly password: string;
    readonly expiresAt: string;
  }

  function ha1({ authUser, password }: Credentials): string {
    return createHash("md5").update(`${authUser}:hotline:${password}`).digest("hex");
  }

  test("they are new each time; only the newest registers; what is stored is not the secret", async () => {
    const first = await agent.ask<Credentials>("POST", "/phone/credentials");
    expect(first.body).toMatchObject({
      uri: "sip:1002@hotline",
      authUser: "1002",
      wsUrl: expect.stringMatching(/^ws:/),
      iceServers: [],
    });
    expect(it.services.phoneSecrets.hashOf("1002")).toBe(ha1(first.body));
    const second = await agent.ask<Credentials>("POST", "/phone/credentials");
    expect(it.services.phoneSecrets.hashOf("1002")).toBe(ha1(second.body));
    const rows = await it.database.db.selectFrom("phoneSecrets").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(second.body.password);
    expect(it.logged.join("")).not.toContain(second.body.password);
  });

  test("a server that starts anew still knows them", async () => {
    const { body } = await agent.ask<Credentials>("POST", "/phone/credentials");
    const { PhoneSecrets } = await import("../phone/phone-secrets.ts");
    const next = new PhoneSecrets({ db: it.database.db, now: it.now });
    expect(next.hashOf("1002")).toBeUndefined();
    await next.load();
    expect(next.hashOf("1002")).toBe(ha1(body));
  });

  test("half a minute after sign-out they register no more, and neither does an unknown extension", async () => {
    const asker = await it.signIn("li-na");
    await asker.ask("POST", "/phone/credentials");
    await asker.ask("DELETE", "/session");
    expect(it.services.phoneSecrets.hashOf("1003")).toBeDefined();
    it.pass(30_000);
    expect(it.services.phoneSecrets.hashOf("1003")).toBeUndefined();
    expect(it.services.phoneSecrets.hashOf("constructor")).toBeUndefined();
  });

  test("an extension that moves to another agent moves with its secret's place", async () => {
    await it.services.phoneSecrets.issue("zhang-wei", "1002", it.now() + 1_000);
    await it.services.phoneSecrets.issue("li-na", "1002", it.now() + 1_000);
    const rows = await it.database.db
      .selectFrom("phoneSecrets")
      .select("agent")
      .where("extension", "=", "1002")
      .execute();
    expect(rows).toEqual([{ agent: "li-na" }]);
  });

  test("people without an extension and machines get none", async () => {
    const manager = await it.signIn("qian-jun");
    expect((await manager.ask("POST", "/phone/credentials")).problem.code).toBe("agent.not-an-agent");
  });
});
