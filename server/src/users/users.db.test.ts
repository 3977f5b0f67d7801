import { afterAll, beforeAll, expect, test } from "vitest";
import { cli, goodPassword, signInWith, testApp, type TestApp } from "../http/testing/test-app.ts";
import type { UserItem } from "./users.service.ts";

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

test("applying a configuration makes an account without a password for each of its people", async () => {
  const admin = await it.signIn("sun-li");
  const { body } = await admin.ask<UserItem[]>("GET", "/users");
  expect(body.map(({ user }) => user).sort()).toEqual([
    "li-na",
    "qian-jun",
    "sun-li",
    "wang-fang",
    "zhang-wei",
    "zhao-min",
  ]);
  expect(body.find(({ user }) => user === "li-na")).toEqual({
    user: "li-na",
    label: "李娜",
    roles: ["agent"],
    hasPassword: false,
    mustChangePassword: false,
    disabled: false,
  });
  expect(body.find(({ user }) => user === "sun-li")).toMatchObject({
    hasPassword: true,
    lastSignInAt: expect.any(String),
  });
});

test("an administrator resets a password: the answer is not to be kept, sessions end, a block is forgiven", async () => {
  const admin = await it.signIn("sun-li");
  const agent = await it.signIn("zhang-wei");
  for (let attempt = 1; attempt <= 6; attempt += 1) await signInWith(it.app, "zhang-wei", "wrong");
  const reset = await admin.ask<{ oneTimePassword: string }>("POST", "/users/zhang-wei/password-reset");
  expect(reset.status).toBe(200);
  expect(reset.headers["cache-control"]).toBe("no-store");
  expect(reset.body.oneTimePassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  expect((await agent.ask("GET", "/session")).status).toBe(401);
  expect((await signInWith(it.app, "zhang-wei", goodPassword)).status).toBe(401);
  expect((await signInWith(it.app, "zhang-wei", reset.body.oneTimePassword)).status).toBe(200);
});

test("a disabled account's sessions end, its right password is wrong, and enabling brings it back", async () => {
  const admin = await it.signIn("sun-li");
  const agent = await it.signIn("li-na");
  expect((await admin.ask("POST", "/users/li-na/disable")).status).toBe(204);
  expect((await agent.ask("GET", "/session")).problem.code).toBe("auth.not-signed-in");
  expect(it.engine.agentView("li-na")?.signedIn).toBe(false);
  expect((await signInWith(it.app, "li-na", goodPassword)).problem.code).toBe("auth.wrong-password");
  expect((await admin.ask("POST", "/users/li-na/enable")).status).toBe(204);
  expect((await signInWith(it.app, "li-na", goodPassword)).status).toBe(200);
});

test("nobody disables their own account", async () => {
  const admin = await it.signIn("sun-li");
  expect((await admin.ask("POST", "/users/sun-li/disable")).problem).toMatchObject({
    status: 409,
    code: "user.own-account",
  });
});

test("unknown users are said to be unknown, names of another form are refused", async () => {
  const admin = await it.signIn("sun-li");
  expect((await admin.ask("POST", "/users/nobody/disable")).problem).toMatchObject({
    status: 404,
    code: "user.unknown",
  });
  for (const name of ["%00", "%F0%9F%98%80", "a%20b", "x".repeat(250)]) {
    const answer = await admin.ask("POST", `/users/${name}/password-reset`);
    expect(answer.problem, name).toMatchObject({ status: 400, code: "request.invalid" });
  }
  expect((await admin.ask("POST", "/users/'; drop table users; --/enable")).status).toBe(400);
});

test("agents, leaders and managers may neither see nor change accounts", async () => {
  for (const user of ["zhang-wei", "wang-fang", "qian-jun"]) {
    const asker = await it.signIn(user);
    for (const [method, path] of [
      ["GET", "/users"],
      ["POST", "/users/sun-li/password-reset"],
      ["POST", "/users/sun-li/disable"],
      ["POST", "/users/sun-li/enable"],
    ] as const) {
      expect((await asker.ask(method, path)).problem, `${user} ${path}`).toMatchObject({
        status: 403,
        code: "auth.not-allowed",
      });
    }
  }
});

test("a person who has left the configuration can be disabled but is not shown, and one never known is not made", async () => {
  await it.services.users.disable("zhao-min", cli);
  expect((await it.services.users.list()).find(({ user }) => user === "zhao-min")?.disabled).toBe(true);
  await expect(it.services.users.resetPassword("never-known", cli)).rejects.toMatchObject({ code: "user.unknown" });
  const rows = await it.database.db.selectFrom("users").select("name").execute();
  expect(rows.map(({ name }) => name)).not.toContain("never-known");
});
