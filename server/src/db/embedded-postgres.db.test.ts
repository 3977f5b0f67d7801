import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.ts";

const run = promisify(execFile);
let home: string;
let running: EmbeddedPostgres | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "hotline-embedded-"));
});

afterEach(async () => {
  await running?.stop().catch(() => undefined);
  running = undefined;
  await rm(home, { recursive: true, force: true });
});

async function ask(server: EmbeddedPostgres, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(question);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe("embedded PostgreSQL", { timeout: 120_000 }, () => {
  test("first start makes a database on loopback whose password only the owner can read", async () => {
    running = await startEmbeddedPostgres({ home });
    expect(running.adopted).toBe(false);
    expect(await ask(running, "select version() as answer")).toMatch(/^PostgreSQL 18/);
    expect(await ask(running, "select current_setting('listen_addresses') as answer")).toBe("127.0.0.1");
    expect((await stat(join(home, "postgres.json"))).mode & 0o777).toBe(0o600);
    const wrong = new pg.Client({ connectionString: running.url.replace(/:[^:@]+@/, ":guess@") });
    await expect(wrong.connect()).rejects.toMatchObject({ code: "28P01" });
  });

  test("a server killed without a chance to stop it leaves it running, and the next one adopts it with its data", async () => {
    const module = JSON.stringify(new URL("embedded-postgres.ts", import.meta.url).href);
    const script = `
      const { startEmbeddedPostgres } = await import(${module});
      const server = await startEmbeddedPostgres({ home: ${JSON.stringify(home)} });
      process.stdout.write(String(server.pid), () => process.kill(process.pid, "SIGKILL"));
    `;
    const killed = await run(process.execPath, ["--input-type=module", "-e", script]).catch((error: unknown) => error);
    const { stdout, signal } = killed as { stdout: string; signal: string };
    expect(signal).toBe("SIGKILL");
    running = await startEmbeddedPostgres({ home });
    expect(running).toMatchObject({ adopted: true, pid: Number(stdout) });
    expect(await ask(running, "select 1 as answer")).toBe(1);
  });

  test("an orderly stop ends it, and the next start finds the data at the same port", async () => {
    const first = await startEmbeddedPostgres({ home });
    await ask(first, "create table kept (word text)");
    await ask(first, "insert into kept values ('here')");
    await first.stop();
    await expect(ask(first, "select 1 as answer")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    running = await startEmbeddedPostgres({ home });
    expect(running).toMatchObject({ adopted: false, port: first.port });
    expect(await ask(running, "select word as answer from kept")).toBe("here");
  });

  test("PostgreSQL killed itself and a pid file that names a process of another kind do not keep it from starting", async () => {
    const first = await startEmbeddedPostgres({ home });
    await ask(first, "create table kept (word text)");
    process.kill(first.pid, "SIGKILL");
    await expect.poll(() => ask(first, "select 1 as answer").catch(() => "gone"), { timeout: 20_000 }).toBe("gone");
    const pidFile = join(home, "postgres", "postmaster.pid");
    const lines = (await readFile(pidFile, "utf8")).split("\n");
    await writeFile(pidFile, [String(process.pid), ...lines.slice(1)].join("\n"));
    running = await startEmbeddedPostgres({ home });
    expect(running.adopted).toBe(false);
    expect(await ask(running, "select count(*)::int as answer from kept")).toBe(0);
  });

  test("PostgreSQL killed itself is started again and recovers what was committed", async () => {
    const first = await startEmbeddedPostgres({ home });
    await ask(first, "create table kept (word text)");
    await ask(first, "insert into kept values ('here')");
    process.kill(first.pid, "SIGKILL");
    running = await startEmbeddedPostgres({ home });
    expect(running.adopted).toBe(false);
    expect(await ask(running, "select word as answer from kept")).toBe("here");
  });

  test("a lost password file is said in words and the data is left alone", async () => {
    const first = await startEmbeddedPostgres({ home });
    await first.stop();
    await rm(join(home, "postgres.json"));
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(/postgres\.json is gone/);
    expect((await stat(join(home, "postgres", "PG_VERSION"))).isFile()).toBe(true);
  });
});
