import { afterAll, beforeAll, expect, test } from "vitest";
import { hospital } from "../http/testing/hospital.ts";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { Asker } from "../http/testing/test-app.ts";
import { testApp, type TestApp } from "../http/testing/test-app.ts";

interface Item {
  readonly kind: string;
  readonly label: string;
  readonly refusal?: string;
}

const callbacks = `kind: SkillGroup
name: callback
label: 回访
spec: { direction: outbound, afterCallWorkSeconds: 30, leaders: [wang-fang] }
---
kind: Agent
name: an-wang
label: 安旺
spec: { extension: "1009", roles: [agent], groups: [{ group: callback }] }`;

let it: TestApp;
let asker: Asker;
beforeAll(async () => {
  it = await testApp({ files: hospital({ more: callbacks }) });
  asker = await it.signIn("zhang-wei");
});
afterAll(() => it.close());

async function found(q?: string): Promise<Item[]> {
  const query = q === undefined ? "" : `?q=${encodeURIComponent(q)}`;
  return (await asker.ask<{ items: Item[] }>("GET", `/transfer-targets${query}`)).body.items;
}

const labels = async (q?: string): Promise<string[]> => (await found(q)).map(({ label }) => label);

test("an agent sees the inbound groups and its colleagues but not itself, and why none can be reached", async () => {
  expect((await found()).map(({ kind, label, refusal }) => [kind, label, refusal])).toEqual([
    ["group", "报修", "target-group-empty"],
    ["group", "后勤", "target-group-empty"],
    ["agent", "安旺", "target-away"],
    ["agent", "李娜", "target-away"],
    ["agent", "王芳", "target-away"],
    ["agent", "赵敏", "target-away"],
  ]);
});

test("those who can be reached come first; who rings and talks says so, and not with whom", async () => {
  bringOnline(it.engine, "zhao-min");
  expect(await labels()).toEqual(["后勤", "赵敏", "报修", "安旺", "李娜", "王芳"]);
  expect(await found("zhao-min")).toEqual([
    {
      kind: "agent",
      agent: "zhao-min",
      label: "赵敏",
      extension: "1006",
      groups: [{ name: "logistics", label: "后勤" }],
      signedIn: true,
      state: "online",
      stateSince: new Date(it.engine.now() - 1_000).toISOString(),
    },
  ]);
  const talk = new TestCall(it.engine, "8001", { number: "13912345678", name: "刘医生" }).ring();
  const waits = new TestCall(it.engine, "8001");
  expect(await found("zhao")).toMatchObject([{ state: "ringing", refusal: "target-busy" }]);
  talk.answer();
  expect(await found("zhao")).toMatchObject([{ state: "talking", refusal: "target-busy" }]);
  expect(await found("logistics")).toMatchObject([{ kind: "group", free: 0, waiting: 1 }]);
  const { body } = await asker.ask("GET", "/transfer-targets");
  expect(JSON.stringify(body)).not.toMatch(/139|138|刘医生|王护士/);
  waits.end();
  talk.end();
});

test.each([
  ["李", ["李娜"]],
  ["ln", ["李娜"]],
  ["LN", ["李娜"]],
  ["li na", ["李娜"]],
  ["li-na", ["李娜"]],
  ["lina", ["李娜"]],
  ["1003", ["李娜"]],
  ["１００３", ["李娜"]],
  ["hq", ["后勤"]],
  ["repair", ["报修"]],
  ["回访", []],
  ["zhang", []],
  ["13912345678", []],
  ["__proto__", []],
  ["%' or 1=1 --", []],
])("who looks for %s finds %j", async (sought, expected) => {
  expect(await labels(sought)).toEqual(expected);
});

test("what fits better comes first among those who can be reached alike", async () => {
  expect(await labels("a")).toEqual(["安旺", "报修", "李娜", "王芳", "赵敏"]);
  expect(await labels("wang")).toEqual(["王芳", "安旺"]);
});

test("people who are no agents, strangers and strange questions are refused", async () => {
  const manager = await it.signIn("qian-jun");
  expect((await manager.ask("GET", "/transfer-targets")).problem.code).toBe("agent.not-an-agent");
  const stranger = await it.app.inject({ method: "GET", url: "/api/v1/transfer-targets" });
  expect(stranger.statusCode).toBe(401);
  expect((await asker.ask("GET", `/transfer-targets?q=${"x".repeat(101)}`)).problem.code).toBe("request.invalid");
  expect((await asker.ask("GET", "/transfer-targets?who=me")).problem.code).toBe("request.invalid");
});
