import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cli, goodPassword, signInWith, testApp, type TestApp } from "../http/testing/test-app.ts";

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

async function oneTimePassword(user: string): Promise<string> {
  return it.services.users.resetPassword(user, cli);
}

const hourMs = 3_600_000;

describe("sign-in", () => {
  test("an account that never got a password cannot be signed in to, not even with an empty one", async () => {
    const answer = await signInWith(it.app, "li-na", "");
    expect(answer.status).toBe(401);
    expect(answer.problem.code).toBe("auth.wrong-password");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("unknown users, wrong passwords and hostile names get the same answer to the letter", async () => {
    await oneTimePassword("zhang-wei");
    const names = ["zhang-wei", "nobody", "', '') --", "😀".repeat(2_500), "\u0000\ud800", "__proto__", "constructor"];
    for (const name of names) {
      const { status, problem } = await signInWith(it.app, name, "wrong", "10.1.1.1");
      expect({ ...problem, requestId: "", status }).toEqual({
        type: expect.any(String),
        title: "User or password is wrong",
        status: 401,
        code: "auth.wrong-password",
        detail: expect.stringMatching(/^No account/),
        hint: expect.any(String),
        requestId: "",
      });
    }
  });

  test("a password of 10 kB is refused without being hashed, a longer body as malformed", async () => {
    expect((await signInWith(it.app, "zhang-wei", "p".repeat(10_000))).problem.code).toBe("auth.wrong-password");
    expect((await signInWith(it.app, "zhang-wei", "p".repeat(10_001))).problem.code).toBe("request.invalid");
  });

  test("a one-time password lets in to set a new one and to nothing else, and then works no more", async () => {
    const password = await oneTimePassword("li-na");
    const { asker, status, body } = await signInWith(it.app, "li-na", password);
    expect(status).toBe(200);
    expect(body).toMatchObject({ user: "li-na", mustChangePassword: true });
    expect(it.engine.agentView("li-na")?.signedIn).toBe(false);
    for (const [method, path] of [
      ["GET", "/calls"],
      ["POST", "/agents/me/acw/end"],
      ["POST", "/phone/credentials"],
    ] as const) {
      const refused = await asker.ask(method, path);
      expect(refused.status).toBe(403);
      expect(refused.problem.code).toBe("auth.password-must-change");
    }
    expect((await asker.ask("GET", "/session")).status).toBe(200);
    const changed = await asker.ask("POST", "/session/password", { current: password, next: goodPassword });
    expect(changed.status).toBe(204);
    expect((await asker.ask("GET", "/session")).body).toMatchObject({ mustChangePassword: false });
    expect(it.engine.agentView("li-na")?.signedIn).toBe(true);
    expect((await signInWith(it.app, "li-na", password)).problem.code).toBe("auth.wrong-password");
  });

  test("a one-time password nobody used within three days is void", async () => {
    const password = await oneTimePassword("zhao-min");
    it.pass(72 * hourMs + 1);
    expect((await signInWith(it.app, "zhao-min", password)).problem.code).toBe("auth.wrong-password");
  });

  test("the answer says who it is, the cookie is out of reach of scripts and other sites", async () => {
    const asker = await it.signIn("wang-fang");
    expect((await asker.ask("GET", "/session")).body).toEqual({
      user: "wang-fang",
      label: "王芳",
      roles: ["agent", "leader"],
      agent: { name: "wang-fang", extension: "1001", groups: [{ name: "repair", label: "报修" }] },
      mustChangePassword: false,
      organization: { label: "市第一人民医院", timeZone: "Asia/Shanghai" },
      switch: { kind: "simulated", connected: true },
    });
    const { headers } = await signInWith(it.app, "wang-fang", goodPassword);
    expect(headers["set-cookie"]).toMatch(/^hotline_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const overTls = await it.app.inject({
      method: "POST",
      url: "/api/v1/session",
      headers: { "x-forwarded-proto": "https" },
      payload: { user: "wang-fang", password: goodPassword },
    });
    expect(overTls.headers["set-cookie"]).toContain("; Secure");
  });

  test("what is stored of a session does not sign anybody in", async () => {
    const asker = await it.signIn("sun-li");
    const rows = await it.database.db.selectFrom("sessions").select("idHash").execute();
    const secret = asker.cookie.replace("hotline_session=", "");
    expect(rows.map(({ idHash }) => idHash)).not.toContain(secret);
    const users = await it.database.db
      .selectFrom("users")
      .select("passwordHash")
      .where("name", "=", "sun-li")
      .execute();
    expect(users[0]?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe("limits of failed sign-ins", () => {
  test("after five failures an account waits, the right password included, and is told how long", async () => {
    const password = await oneTimePassword("zhao-min");
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await signInWith(it.app, "zhao-min", "wrong", `10.2.0.${attempt}`)).status).toBe(401);
    }
    const blocked = await signInWith(it.app, "zhao-min", password, "10.2.0.99");
    expect(blocked.problem).toMatchObject({ status: 429, code: "auth.too-many-attempts" });
    expect(blocked.headers["retry-after"]).toBe("30");
    it.pass(30_000);
    expect((await signInWith(it.app, "zhao-min", password, "10.2.0.99")).status).toBe(200);
  });

  test("an account blocked by a stranger's tries is still open at an address it signed in from, with tries of its own there", async () => {
    const password = await oneTimePassword("wang-fang");
    const desk = (secret: string) => signInWith(it.app, "wang-fang", secret, "10.6.0.1");
    expect((await desk(password)).status).toBe(200);
    for (let attempt = 1; attempt <= 5; attempt += 1) await signInWith(it.app, "wang-fang", "wrong", "10.6.0.66");
    expect((await signInWith(it.app, "wang-fang", password, "10.6.0.66")).status).toBe(429);
    expect((await desk(password)).status).toBe(200);
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await desk("wrong")).status).toBe(401);
    expect((await desk(password)).status).toBe(429);
    it.pass(30_000);
    expect((await desk(password)).status).toBe(200);
  });

  test("an unknown account is blocked just as a known one, so that blocking tells nothing", async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1)
      await signInWith(it.app, "nobody-else", "wrong", `10.3.0.${attempt}`);
    expect((await signInWith(it.app, "nobody-else", "wrong", "10.3.0.99")).status).toBe(429);
  });

  test("each failure after a block doubles the wait up to a quarter of an hour", async () => {
    const waits: unknown[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await signInWith(it.app, "doubling", "wrong", "10.4.0.1");
      if (attempt < 5) continue;
      const { headers } = await signInWith(it.app, "doubling", "wrong", "10.4.0.2");
      waits.push(Number(headers["retry-after"]));
      it.pass(Number(headers["retry-after"]) * 1_000);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  test("an address that tries many accounts is blocked, other addresses are not", async () => {
    const tries = Array.from({ length: 50 }, (_, index) => signInWith(it.app, `guess-${index}`, "wrong", "10.5.0.1"));
    const answers = await Promise.all(tries);
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    expect((await signInWith(it.app, "guess-last", "wrong", "10.5.0.1")).status).toBe(429);
    expect((await signInWith(it.app, "guess-last", "wrong", "10.5.0.2")).status).toBe(401);
  });

  test("twenty guesses at once get no more tries than twenty in a row", async () => {
    const guesses = Array.from({ length: 20 }, (_, index) => signInWith(it.app, "at-once", "wrong", `10.6.0.${index}`));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  });
});

describe("sessions", () => {
  test("nobody, a made-up cookie and a signed-out one are answered with auth.not-signed-in", async () => {
    const asker = await it.signIn("zhang-wei");
    expect((await asker.ask("DELETE", "/session")).status).toBe(204);
    for (const cookie of ["", "hotline_session=", "hotline_session=guess", asker.cookie]) {
      const answer = await asker.ask("GET", "/session", undefined, { cookie });
      expect(answer.problem).toMatchObject({ status: 401, code: "auth.not-signed-in" });
    }
    expect(it.engine.agentView("zhang-wei")?.signedIn).toBe(false);
  });

  test("a session that nobody used for two hours is over, one in use goes on until its longest life", async () => {
    const asker = await it.signIn("qian-jun");
    for (let hour = 0; hour < 23; hour += 1) {
      it.pass(hourMs);
      expect((await asker.ask("GET", "/session")).status).toBe(200);
    }
    it.pass(hourMs);
    const over = await asker.ask("GET", "/session");
    expect(over.problem).toMatchObject({ code: "auth.not-signed-in", detail: expect.stringContaining("too long") });
    const idle = await it.signIn("qian-jun");
    it.pass(2 * hourMs);
    expect((await idle.ask("GET", "/session")).status).toBe(401);
  });

  test("an agent who signs in elsewhere has left the first place; a manager may be in two", async () => {
    const first = await it.signIn("li-na");
    const second = await signInWith(it.app, "li-na", goodPassword);
    expect((await first.ask("GET", "/session")).status).toBe(401);
    expect((await second.asker.ask("GET", "/session")).status).toBe(200);
    expect(it.engine.agentView("li-na")?.signedIn).toBe(true);
    const manager = await it.signIn("qian-jun");
    await signInWith(it.app, "qian-jun", goodPassword);
    expect((await manager.ask("GET", "/session")).status).toBe(200);
  });

  test("a change that comes without the header of our page is refused, reading is not", async () => {
    const { cookie } = await it.signIn("li-na");
    for (const header of [{}, { "x-hotline-csrf": "0" }]) {
      const answer = await it.app.inject({ method: "DELETE", url: "/api/v1/session", headers: { cookie, ...header } });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: "auth.csrf-header-missing" });
    }
    expect((await it.app.inject({ url: "/api/v1/session", headers: { cookie } })).statusCode).toBe(200);
  });

  test("a person who left the configuration can no longer use a session that was open", async () => {
    const asker = await it.signIn("zhao-min");
    const agents = it.engine.deployment()?.agents;
    const kept = agents?.["zhao-min"];
    if (agents === undefined || kept === undefined) throw new Error("zhao-min is not in the test's hospital");
    delete agents["zhao-min"];
    expect((await asker.ask("GET", "/session")).status).toBe(401);
    agents["zhao-min"] = kept;
    expect((await asker.ask("GET", "/session")).status).toBe(200);
  });
});

describe("changing the password", () => {
  test.each([
    ["short", /fewer than 10/],
    ["1234567890", /first that everybody tries/],
    ["QWERTYUIOP", /first that everybody tries/],
    ["aaaaaaaaaaab", /same few characters/],
    ["zhang-wei is me", /user's name/],
    ["a".repeat(100) + "bcdef".repeat(30), /more than 200/],
    [goodPassword, /present password/],
  ])("the weak new password %j is refused with the reason and the old one stays", async (next, reason) => {
    const asker = await it.signIn("zhang-wei");
    const answer = await asker.ask("POST", "/session/password", { current: goodPassword, next });
    expect(answer.problem).toMatchObject({ status: 422, code: "auth.password-too-weak" });
    expect(answer.problem.detail).toMatch(reason);
    expect((await signInWith(it.app, "zhang-wei", goodPassword)).status).toBe(200);
  });

  test("it needs the present password and counts wrong ones like sign-ins", async () => {
    const asker = await it.signIn("zhang-wei");
    const wrong = { current: "not it", next: "ein ganz anderer Satz" };
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const answer = await asker.ask("POST", "/session/password", wrong);
      expect(answer.problem).toMatchObject({ status: 401, code: "auth.wrong-password" });
    }
    expect((await asker.ask("POST", "/session/password", wrong)).status).toBe(429);
    it.pass(60_000);
  });

  test("sessions elsewhere end, the one that changed it goes on", async () => {
    const here = await it.signIn("qian-jun");
    const there = await signInWith(it.app, "qian-jun", goodPassword);
    const next = "ein ganz anderer Satz";
    expect((await here.ask("POST", "/session/password", { current: goodPassword, next })).status).toBe(204);
    expect((await there.asker.ask("GET", "/session")).status).toBe(401);
    expect((await here.ask("GET", "/session")).status).toBe(200);
  });
});

test("sign-ins, refusals and changes are in the audit log with address and request, never with a password", async () => {
  const rows = await it.database.db.selectFrom("auditLog").selectAll().execute();
  const actions = new Set(rows.map(({ action }) => action));
  expect([...actions]).toEqual(
    expect.arrayContaining([
      "session.started",
      "session.refused",
      "session.ended",
      "user.password-changed",
      "user.password-reset",
    ]),
  );
  expect(rows.find(({ action }) => action === "session.started")).toMatchObject({ address: "10.0.0.9" });
  expect(JSON.stringify(rows)).not.toContain(goodPassword);
  expect(it.logged.join("")).not.toContain(goodPassword);
});
