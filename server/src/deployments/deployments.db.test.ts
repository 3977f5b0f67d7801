import type { Change } from "@hotline/schemas";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hospital } from "../http/testing/hospital.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";
import type { Plan } from "./deployments.service.ts";

let it: TestApp;
let admin: Asker;
beforeEach(async () => {
  it = await testApp();
  admin = await it.signIn("sun-li");
});
afterEach(() => it.close());

interface Applied {
  readonly id: string;
  readonly hash: string;
  readonly changes: Change[];
}

async function plan(files = hospital({ ringSeconds: 45 })): Promise<Plan> {
  return (await admin.ask<Plan>("POST", "/deployments/plan", { files })).body;
}

async function stored() {
  return it.database.db.selectFrom("deployments").select(["hash", "state"]).orderBy("id").execute();
}

describe("plan", () => {
  test("it says in words what would change and changes nothing (K3)", async () => {
    const { base, next, changes, counts } = await plan();
    expect(base).toBe((await it.services.deployments.inForce())?.hash);
    expect(next).not.toBe(base);
    expect(counts).toEqual({ create: 0, update: 1, delete: 0 });
    expect(changes).toMatchObject([{ op: "update", kind: "SkillGroup", name: "repair" }]);
    expect(changes[0]?.sentences[0]?.zh).toContain("报修");
    expect(await stored()).toHaveLength(1);
    expect(it.engine.deployment()?.groups["repair"]?.spec.ringSeconds).toBe(20);
  });

  test("files with problems are answered with all of them, each with its place, in the language asked for", async () => {
    const broken = [{ path: "a.yaml", text: "kind: Agent\nname: x\nlabel: 1\nspec: {}\n---\nkind: Nonsense\n" }];
    const zh = await admin.ask("POST", "/deployments/plan", { files: broken });
    expect(zh.problem).toMatchObject({ status: 422, code: "config.invalid" });
    expect(zh.problem.errors?.length).toBeGreaterThan(2);
    const place = { path: "a.yaml", line: expect.any(Number), column: expect.any(Number), code: expect.any(String) };
    expect(zh.problem.errors).toContainEqual(expect.objectContaining(place));
    const en = await admin.ask("POST", "/deployments/plan", { files: broken }, { "accept-language": "en-GB,en" });
    expect(en.problem.errors?.map(({ line }) => line)).toEqual(zh.problem.errors?.map(({ line }) => line));
    expect(en.problem.errors?.[0]?.message).not.toBe(zh.problem.errors?.[0]?.message);
  });

  test("malformed YAML, five thousand braces, U+0000 and emoji for names are problems, not faults", async () => {
    for (const text of [
      "kind: [",
      "{".repeat(5_000),
      "kind: \u0000",
      `kind: Agent\nname: "😀${"x".repeat(5_000)}"`,
      "'\"%s{}$(rm)",
    ]) {
      const answer = await admin.ask("POST", "/deployments/plan", { files: [{ path: "a.yaml", text }] });
      expect(answer.problem, text.slice(0, 20)).toMatchObject({ status: 422, code: "config.invalid" });
    }
  });
});

describe("apply", () => {
  test("it brings files into force, makes accounts for new people and is in the history with who and why", async () => {
    const more =
      'kind: Agent\nname: new-one\nlabel: 新人\nspec: { extension: "1099", roles: [agent], groups: [{ group: repair }] }';
    const files = hospital({ more });
    const { base } = await plan(files);
    const commit = "0123456789abcdef0123456789abcdef01234567";
    const answer = await admin.ask<Applied>("POST", "/deployments", {
      files,
      base,
      message: "新人 😀",
      author: "Sun Li <sun@example.org>",
      commit,
    });
    expect(answer.status).toBe(201);
    expect(answer.body.changes).toMatchObject([{ op: "create", kind: "Agent", name: "new-one" }]);
    expect(it.engine.agentView("new-one")?.label).toBe("新人");
    const history = await admin.ask<object[]>("GET", "/deployments");
    expect(history.body[0]).toEqual({
      id: answer.body.id,
      hash: answer.body.hash,
      state: "in-force",
      appliedAt: expect.stringMatching(/Z$/),
      author: "Sun Li <sun@example.org>",
      appliedBy: "person:sun-li",
      message: "新人 😀",
      commit,
      counts: { create: 1, update: 0, delete: 0 },
    });
    expect(history.body[1]).toMatchObject({ state: "replaced", appliedBy: "cli:root" });
    const current = await admin.ask("GET", "/deployments/current");
    expect(current.body).toEqual({ id: answer.body.id, hash: answer.body.hash, files });
    expect((await it.services.users.list()).map(({ user }) => user)).toContain("new-one");
  });

  test("applying the same a second time changes nothing", async () => {
    const files = hospital();
    const { base, changes } = await plan(files);
    expect(changes).toEqual([]);
    const events = it.engine.events.length;
    const answer = await admin.ask("POST", "/deployments", { files, base, message: "again" });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ unchanged: true, hash: base });
    expect(await stored()).toHaveLength(1);
    expect(it.engine.events).toHaveLength(events);
  });

  test("files that were planned on another base are refused and nothing changes", async () => {
    const { base } = await plan();
    await admin.ask("POST", "/deployments", { files: hospital({ ringSeconds: 30 }), base, message: "somebody else" });
    for (const stale of [base, null, "0".repeat(64)]) {
      const answer = await admin.ask("POST", "/deployments", {
        files: hospital({ ringSeconds: 45 }),
        base: stale,
        message: "late",
      });
      expect(answer.problem).toMatchObject({ status: 409, code: "deployment.stale-base" });
    }
    expect(it.engine.deployment()?.groups["repair"]?.spec.ringSeconds).toBe(30);
  });

  test("of two at once on the same base one wins and the other is told", async () => {
    const { base } = await plan();
    const answers = await Promise.all(
      [30, 45, 50].map((ringSeconds) =>
        admin.ask("POST", "/deployments", { files: hospital({ ringSeconds }), base, message: "race" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await stored()).map(({ state }) => state)).toEqual(["replaced", "in-force"]);
  });

  test("what engine or switch refuse is kept as failed with the reason, and the former stays in force (K3)", async () => {
    const { base, next } = await plan();
    it.failApply(new Error("the switch did not take the trunk"));
    const refused = await admin.ask("POST", "/deployments", {
      files: hospital({ ringSeconds: 45 }),
      base,
      message: "try",
    });
    expect(refused.problem).toMatchObject({ status: 502, code: "deployment.failed" });
    expect(refused.problem.detail).toContain("the switch did not take the trunk");
    expect(await stored()).toEqual([
      { hash: base, state: "in-force" },
      { hash: next, state: "failed" },
    ]);
    const history = await admin.ask<object[]>("GET", "/deployments");
    expect(history.body[0]).toMatchObject({ state: "failed", failure: expect.stringContaining("trunk") });
    it.failApply(undefined);
    const again = await admin.ask("POST", "/deployments", {
      files: hospital({ ringSeconds: 45 }),
      base,
      message: "again",
    });
    expect(again.status).toBe(201);
  });

  test("files with problems change nothing and leave no row", async () => {
    const { base } = await plan();
    const answer = await admin.ask("POST", "/deployments", {
      files: hospital({ less: "wang-fang" }),
      base,
      message: "",
    });
    expect(answer.problem.code).toBe("config.invalid");
    expect(await stored()).toHaveLength(1);
  });

  test("whoever it takes the role from has lost it with the next request", async () => {
    const { base } = await plan();
    const files = hospital().map((file) => ({
      ...file,
      text: file.text.replace("roles: [admin]", "roles: [operator]"),
    }));
    expect((await admin.ask("POST", "/deployments", { files, base, message: "no admin any more" })).status).toBe(201);
    expect((await admin.ask("GET", "/users")).problem.code).toBe("auth.not-allowed");
    expect((await admin.ask("GET", "/deployments")).status).toBe(200);
  });

  test("bodies of another form are refused with the place: no base, a commit that is none, an unknown field", async () => {
    const files = hospital();
    for (const body of [
      { files, message: "no base" },
      { files, base: null, message: "m", commit: "$(rm -rf /)" },
      { files, base: null, message: "m", force: true },
      { files: [{ path: "", text: "" }], base: null, message: "m" },
    ]) {
      expect((await admin.ask("POST", "/deployments", body)).problem).toMatchObject({
        status: 400,
        code: "request.invalid",
      });
    }
  });
});

test("agents and leaders see no configuration, managers may read but not change it", async () => {
  for (const user of ["zhang-wei", "wang-fang"]) {
    const asker = await it.signIn(user);
    for (const [method, path] of [
      ["GET", "/deployments"],
      ["GET", "/deployments/current"],
      ["POST", "/deployments/plan"],
      ["POST", "/deployments"],
    ] as const) {
      expect((await asker.ask(method, path)).problem.code).toBe("auth.not-allowed");
    }
  }
  const manager = await it.signIn("qian-jun");
  expect((await manager.ask("GET", "/deployments/current")).status).toBe(200);
  expect((await manager.ask("POST", "/deployments")).problem.code).toBe("auth.not-allowed");
});

test("before the first apply there is nothing in force and any base but null is stale", async () => {
  const empty = await testApp({ files: null });
  const local = { files: hospital(), message: "first", author: undefined, commit: undefined, lang: "zh" as const };
  const by = { actor: "cli:root", address: undefined, requestId: undefined };
  await expect(empty.services.deployments.apply({ ...local, base: "x" }, by)).rejects.toMatchObject({
    code: "deployment.stale-base",
  });
  await expect(empty.services.deployments.apply({ ...local, base: null }, by)).resolves.toMatchObject({
    unchanged: false,
  });
  await empty.close();
});
