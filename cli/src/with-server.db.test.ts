import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { socketFetch } from "./api/socket-fetch.ts";
import { startOwnServer } from "./testing/own-server.ts";
import type { OwnServer } from "./testing/own-server.ts";
import { ROOT, runCli } from "./testing/run-cli.ts";
import type { CliRun } from "./testing/run-cli.ts";

/** The command line against a server it started itself; the steps build on each other, as an operator's day does. */
const PORT = 26_010;

let folder: string;
let server: OwnServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hotline-folder-"));
  cpSync(join(ROOT, "config"), folder, { recursive: true });
  server = await startOwnServer({ port: PORT, folder });
});

afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

function hotline(...args: string[]): Promise<CliRun> {
  return runCli(args, { HOTLINE_HOME: server.home });
}

async function json<T>(...args: string[]): Promise<{ exitCode: number | null; body: T }> {
  const { stdout, stderr, exitCode } = await hotline(...args, "--json");
  expect(stderr).toBe("");
  return { exitCode, body: JSON.parse(stdout) as T };
}

/** One group's wrap-up, made ten seconds longer. */
function editFolder(): void {
  const file = join(folder, "skill-groups.yaml");
  const text = readFileSync(file, "utf8");
  const edited = text.replace(/afterCallWorkSeconds: (\d+)/, (_found, seconds: string) => {
    return `afterCallWorkSeconds: ${String(Number(seconds) + 10)}`;
  });
  expect(edited).not.toBe(text);
  writeFileSync(file, edited);
}

interface PlanBody {
  readonly base: string;
  readonly next: string;
  readonly changes: readonly unknown[];
}

describe("hotline against its own server", () => {
  test("up is ready where it was told, with a one-time password for each person", async () => {
    expect(server.ready.ready).toBe(`http://localhost:${String(PORT)}`);
    expect(server.ready.switch).toBe("simulated");
    const users = await json<{ user: string; mustChangePassword: boolean }[]>("users", "list");
    expect(server.ready.oneTimePasswords.map(({ user }) => user).sort()).toEqual(
      users.body.map(({ user }) => user).sort(),
    );
    expect(users.body.every(({ mustChangePassword }) => mustChangePassword)).toBe(true);
    expect((await fetch(`${server.ready.ready}/readyz`)).status).toBe(200);
  });

  test("nobody but its owner may look into the home folder, read its log or open its socket", () => {
    // The embedded database's own account may pass through the folder, no more.
    expect(statSync(server.home).mode & 0o067).toBe(0);
    expect(statSync(join(server.home, "hotline.sock")).mode & 0o077).toBe(0);
    expect(statSync(join(server.home, "hotline.log")).mode & 0o077).toBe(0);
  });

  test("status names the simulated switch, the database and the groups", async () => {
    const { stdout, exitCode } = await hotline("status");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("模拟交换机");
    expect(stdout).toContain("内置 PostgreSQL 正常");
    expect(stdout).toContain("报修");
  });

  test("a one-time password signs in, and reset makes the former one worthless (D6)", async () => {
    const [first] = server.ready.oneTimePasswords;
    const user = first?.user ?? "";
    const signIn = async (password: string) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ user, password });
      return (await fetch(`${server.ready.ready}/api/v1/session`, { method: "POST", headers, body })).status;
    };
    expect(await signIn(first?.password ?? "")).toBe(200);
    const reset = await json<{ oneTimePassword: string }>("users", "reset", user);
    expect(await signIn(first?.password ?? "")).toBe(401);
    expect(await signIn(reset.body.oneTimePassword)).toBe(200);
    expect((await hotline("users", "disable", user)).exitCode).toBe(0);
    expect(await signIn(reset.body.oneTimePassword)).toBe(401);
    expect((await hotline("users", "enable", user)).exitCode).toBe(0);
    expect(await signIn(reset.body.oneTimePassword)).toBe(200);
  });

  test("resetting somebody unknown fails with the server's code", async () => {
    const { body, exitCode } = await json<{ error: { code: string } }>("users", "reset", "nobody");
    expect(exitCode).toBe(1);
    expect(body.error.code).toBe("user.unknown");
  });

  test("the folder it was started with plans to nothing, and applying it changes nothing (K3)", async () => {
    expect((await hotline("config", "plan", folder)).exitCode).toBe(0);
    const applied = await json<{ unchanged: boolean }>("config", "apply", folder);
    expect(applied).toMatchObject({ exitCode: 0, body: { unchanged: true } });
    expect((await json<unknown[]>("config", "history")).body).toHaveLength(1);
  });

  test("an edited folder plans in words with exit code 2, is applied, and then plans to nothing (K3, K4)", async () => {
    editFolder();
    const before = await hotline("config", "plan", folder);
    expect(before.exitCode).toBe(2);
    expect(before.stdout).toMatch(/~ 技能组 .+：.*秒 → .*秒/);
    expect(before.stdout).toContain("新增 0，修改 1，删除 0");
    const applied = await hotline("config", "apply", folder, "-m", "话后处理加长");
    expect(applied).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await hotline("config", "plan", folder)).exitCode).toBe(0);
    const { stdout } = await hotline("config", "history");
    expect(stdout).toContain("话后处理加长");
  });

  test("a base that is no longer in force is refused, and nothing changes (K3)", async () => {
    const { body: stale } = await json<PlanBody>("config", "plan", folder);
    editFolder();
    expect((await hotline("config", "apply", folder, "-m", "第二次")).exitCode).toBe(0);
    editFolder();
    const refused = await json<{ error: { code: string } }>("config", "apply", folder, "--base", stale.base);
    expect(refused).toMatchObject({ exitCode: 1, body: { error: { code: "deployment.stale-base" } } });
    const { body: plan } = await json<PlanBody>("config", "plan", folder);
    expect(plan.changes).toHaveLength(1);
  });

  test("doctor says that the folder differs from what is in force", async () => {
    const { body } = await json<{ checks: { name: string; level: string }[] }>("doctor", folder);
    const levelOf = (name: string) => body.checks.find((check) => check.name === name)?.level;
    expect(levelOf("server")).toBe("ok");
    expect(levelOf("database")).toBe("ok");
    expect(levelOf("home")).toBe("ok");
    expect(levelOf("drift")).toBe("warn");
    expect(levelOf("switch")).toBe("warn");
  });

  test("a token does over the network what its scope allows, until it is revoked (D6)", async () => {
    const { body: token } = await json<{ id: string; token: string }>(
      "tokens",
      "create",
      "test",
      "--scope",
      "status:read",
    );
    const far = { HOTLINE_HOME: "/nonexistent", HOTLINE_URL: server.ready.ready, HOTLINE_TOKEN: token.token };
    expect((await runCli(["status"], far)).exitCode).toBe(0);
    const refused = await runCli(["users", "list", "--json"], far);
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain("auth.not-allowed");
    expect((await hotline("tokens", "list")).stdout).toContain("status:read");
    expect((await hotline("tokens", "revoke", token.id)).exitCode).toBe(0);
    const revoked = await runCli(["status", "--json"], far);
    expect(revoked.stdout).toContain("auth.token-invalid");
  });

  test("calls list is empty before the first call, and an unknown call is an error with a code", async () => {
    expect((await json<{ items: unknown[] }>("calls", "list")).body.items).toEqual([]);
    const unknown = await json<{ error: { code: string } }>("calls", "show", "no-such-call");
    expect(unknown).toMatchObject({ exitCode: 1, body: { error: { code: "call.unknown" } } });
  });

  test("a call nobody is there to take is in the list, and show says that nobody could take it (D2)", async () => {
    const demo = new Request("http://hotline.local/api/v1/demo/calls", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect((await socketFetch(join(server.home, "hotline.sock"))(demo)).status).toBe(202);
    const { callId } = await vi.waitUntil(
      async () => (await json<{ items: { callId: string }[] }>("calls", "list")).body.items[0],
      { timeout: 60_000, interval: 500 },
    );
    const shown = await hotline("calls", "show", callId);
    expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
    expect(shown.stdout).toContain("没有人能接，继续等待");
    expect(shown.stdout).toContain("没有登录: ");
    expect(readFileSync(join(server.home, "hotline.log"), "utf8")).toMatch(
      new RegExp(`"callId":"${callId}".*"call decided"`),
    );
  });

  test("a second server on the same home is refused in words", async () => {
    const env = { HOTLINE_HOME: server.home, HOTLINE_FREESWITCH: "simulated" };
    const second = await runCli(["server", folder, "--port", String(PORT + 1), "--json"], env);
    expect(second.exitCode).toBe(1);
    expect(second.stdout).toContain("start.already-running");
    expect((await hotline("status")).exitCode).toBe(0);
  });

  test("Ctrl-C ends it with 0, and doctor then finds the server away and its port free", async () => {
    expect(await server.interrupt()).toBe(0);
    const { body, exitCode } = await json<{ checks: { name: string; level: string }[] }>("doctor", folder);
    expect(exitCode).toBe(1);
    expect(body.checks.find(({ name }) => name === "server")?.level).toBe("fail");
    expect(body.checks.find(({ name }) => name === "config")?.level).toBe("ok");
  });
});
