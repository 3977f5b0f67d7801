import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerOnSocket } from "./testing/answering-socket.ts";
import type { AnsweringSocket } from "./testing/answering-socket.ts";
import { ROOT, runCli } from "./testing/run-cli.ts";

let folder: string;
let socket: AnsweringSocket;

const change = { op: "update", kind: "SkillGroup", name: "repair", label: "报修", fields: [] };
const plan = {
  base: "aaaa",
  next: "bbbb",
  changes: [{ ...change, sentences: [{ zh: "技能组 报修：振铃 20 秒 → 25 秒", en: "ring" }] }],
  counts: { create: 0, update: 1, delete: 0 },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hotline-apply-"));
  cpSync(join(ROOT, "schemas/fixtures/good-minimal"), folder, { recursive: true });
  socket = await answerOnSocket({
    "POST /api/v1/deployments/plan": { body: plan },
    "POST /api/v1/deployments": { status: 201, body: { id: "1", hash: "bbbb", changes: plan.changes } },
  });
});

afterEach(async () => {
  await socket.close();
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: string[]): string {
  const person = ["-c", "user.name=李工", "-c", "user.email=li@hospital.example", "-c", "commit.gpgsign=false"];
  return execFileSync("git", ["-C", folder, ...person, ...args], { encoding: "utf8" }).trim();
}

/** What the apply sent to the server, without the files. */
async function applied(...args: string[]): Promise<unknown> {
  const run = await runCli(["config", "apply", folder, ...args], { HOTLINE_HOME: socket.home });
  expect(run).toMatchObject({ exitCode: 0, stderr: "" });
  const { body } = socket.asked.find(({ request }) => request === "POST /api/v1/deployments") ?? {};
  const { files, ...rest } = body as { files: { path: string }[] };
  expect(files.map(({ path }) => path)).toEqual(["hotline.yaml"]);
  return rest;
}

test("a committed folder is applied with the author, commit and message of its git", async () => {
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "报修组延长振铃");
  expect(await applied()).toEqual({
    base: "aaaa",
    author: "李工 <li@hospital.example>",
    commit: git("rev-parse", "HEAD"),
    message: "报修组延长振铃",
  });
});

test("a folder with uncommitted changes is applied without a commit, and its plan is the message", async () => {
  git("init", "-q");
  git("config", "user.name", "王工");
  git("config", "user.email", "wang@hospital.example");
  git("add", ".");
  git("commit", "-qm", "旧的说明");
  writeFileSync(join(folder, "notes.txt"), "not committed");
  expect(await applied()).toEqual({
    base: "aaaa",
    author: "王工 <wang@hospital.example>",
    message: "技能组 报修：振铃 20 秒 → 25 秒",
  });
});

test("a folder outside git is applied, and --message goes before everything", async () => {
  expect(await applied("--message", "试试")).toEqual({ base: "aaaa", message: "试试" });
});
