import { afterAll, beforeAll, expect, test } from "vitest";
import { Asker, testApp, type TestApp } from "../http/testing/test-app.ts";
import type { Scope } from "../sessions/principal.ts";

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

interface Made {
  readonly id: string;
  readonly token: string;
}

async function make(scopes: readonly Scope[], expiresAt?: string): Promise<Made> {
  const admin = await it.signIn("sun-li");
  const answer = await admin.ask<Made>("POST", "/tokens", { name: "ci", scopes, ...(expiresAt && { expiresAt }) });
  expect(answer.status).toBe(201);
  return answer.body;
}

function bearer(token: string): Asker {
  return new Asker(it.app, { authorization: `Bearer ${token}` });
}

test("a token passes where its scope is named and nowhere else, without cookie and page header", async () => {
  const { token } = await make(["config:read"]);
  const machine = bearer(token);
  expect((await machine.ask("GET", "/deployments")).status).toBe(200);
  for (const [method, path] of [
    ["GET", "/status"],
    ["GET", "/calls"],
    ["GET", "/users"],
    ["GET", "/session"],
    ["GET", "/tokens"],
    ["POST", "/tokens"],
    ["POST", "/agents/me/acw/end"],
    ["GET", "/recordings/x.1/audio"],
  ] as const) {
    expect((await machine.ask(method, path)).problem, path).toMatchObject({ status: 403, code: "auth.not-allowed" });
  }
});

test("the token is in the answer that made it and in no other place", async () => {
  const { id, token } = await make(["status:read"]);
  expect(token).toMatch(/^hl_[\w-]{43}$/);
  const admin = await it.signIn("sun-li");
  const list = await admin.ask<{ id: string }[]>("GET", "/tokens");
  expect(list.body.find((item) => item.id === id)).toMatchObject({
    name: "ci",
    scopes: ["status:read"],
    createdBy: "person:sun-li",
  });
  expect(JSON.stringify(list.body)).not.toContain(token);
  const rows = await it.database.db.selectFrom("tokens").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token.slice(3));
  expect(it.logged.join("")).not.toContain(token);
});

test("a revoked, an expired, a made-up and a malformed token are refused alike", async () => {
  const revoked = await make(["status:read"]);
  const admin = await it.signIn("sun-li");
  expect((await admin.ask("DELETE", `/tokens/${revoked.id}`)).status).toBe(204);
  expect((await admin.ask("DELETE", `/tokens/${revoked.id}`)).problem.code).toBe("token.unknown");
  const expiring = await make(["status:read"], new Date(it.now() + 1_000).toISOString());
  expect((await bearer(expiring.token).ask("GET", "/status")).status).toBe(200);
  it.pass(1_000);
  for (const token of [revoked.token, expiring.token, "hl_guess", "guess", "😀"]) {
    const answer = await bearer(encodeURI(token)).ask("GET", "/status");
    expect(answer.problem, token).toMatchObject({ status: 401, code: "auth.token-invalid" });
    expect(answer.headers["www-authenticate"]).toContain("Bearer");
  }
  const basic = new Asker(it.app, { authorization: "Basic c3VuLWxpOng=" });
  expect((await basic.ask("GET", "/status")).problem.code).toBe("auth.token-invalid");
});

test("a session cookie does not help a token that is not valid", async () => {
  const { cookie } = await it.signIn("sun-li");
  const both = new Asker(it.app, { cookie, authorization: "Bearer hl_guess" });
  expect((await both.ask("GET", "/status")).status).toBe(401);
});

test("unknown scopes, no scopes and hostile names are refused before anything is made", async () => {
  const admin = await it.signIn("sun-li");
  const before = await it.database.db.selectFrom("tokens").select("id").execute();
  for (const body of [
    { name: "ci", scopes: ["everything"] },
    { name: "ci", scopes: [] },
    { name: "", scopes: ["status:read"] },
    { name: "n".repeat(5_000), scopes: ["status:read"] },
    { name: "line\nbreak", scopes: ["status:read"] },
    { name: "ci", scopes: ["status:read"], expiresAt: "tomorrow" },
    { name: "ci", scopes: ["status:read"], admin: true },
  ]) {
    expect((await admin.ask("POST", "/tokens", body)).problem.code, JSON.stringify(body)).toBe("request.invalid");
  }
  expect(await it.database.db.selectFrom("tokens").select("id").execute()).toEqual(before);
});

test("only administrators make, see and revoke tokens", async () => {
  for (const user of ["li-na", "wang-fang", "qian-jun"]) {
    const asker = await it.signIn(user);
    for (const [method, path] of [
      ["GET", "/tokens"],
      ["POST", "/tokens"],
      ["DELETE", "/tokens/x"],
    ] as const) {
      expect((await asker.ask(method, path)).problem.code).toBe("auth.not-allowed");
    }
  }
});
