import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { takeServerLock } from "../up/server-lock.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded-postgres.ts";
import { keepPostgresRunning } from "./keep-postgres.ts";

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

test("PostgreSQL killed: it is started again at its port with its data, and the server's lock is taken again before another server gets it", async () => {
  const home = await mkdtemp(join(tmpdir(), "hotline-kept-"));
  const running = await startEmbeddedPostgres({ home });
  onTestFinished(async () => {
    await running.stop().catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  });
  await ask(running, "create table kept as select 42 as answer");
  const news: string[] = [];
  const back = Promise.withResolvers<number>();
  const locked = Promise.withResolvers<undefined>();
  const stop = keepPostgresRunning({ home }, running, {
    onDied: () => news.push("died"),
    onBack: back.resolve,
    onFailed: (error) => news.push(String(error)),
  });
  onTestFinished(stop);
  const watch = {
    onLost: () => news.push("lock lost"),
    onTaken: () => locked.resolve(undefined),
    onHeldByOther: () => news.push("other"),
  };
  const lock = await takeServerLock(running.url, watch);
  onTestFinished(() => lock?.release());

  process.kill(running.pid, "SIGKILL");
  expect(await back.promise).not.toBe(running.pid);
  await locked.promise;
  expect(await ask(running, "select answer from kept")).toBe(42);
  expect(await takeServerLock(running.url, watch)).toBeUndefined();
  expect(news).toEqual(expect.arrayContaining(["died", "lock lost"]));
}, 120_000);
