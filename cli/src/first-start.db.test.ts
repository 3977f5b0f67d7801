import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startOwnServer } from "./testing/own-server.ts";
import { ROOT, runCli } from "./testing/run-cli.ts";

test("a first start that finds its port taken says so and gives no passwords away: the next start shows them, later ones none", async () => {
  const home = mkdtempSync(join(tmpdir(), "hotline-first-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(ROOT, "config");
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;

  const refused = await runCli(["server", folder, "--port", String(port), "--json"], {
    HOTLINE_HOME: home,
    HOTLINE_FREESWITCH: "simulated",
  });
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toContain("start.port-taken");
  await new Promise((resolve) => other.close(resolve));

  const first = await startOwnServer({ port, folder, home });
  expect(first.ready.oneTimePasswords.map(({ user }) => user)).toContain("admin");
  await first.interrupt();
  const second = await startOwnServer({ port, folder, home });
  onTestFinished(() => second.remove());
  expect(second.ready.oneTimePasswords).toEqual([]);
});

test("with a disk too full for its log the server starts, answers and ends in order", async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const env = { HOTLINE_LOG_FILE: "/dev/full" };
  const server = await startOwnServer({ port, folder: join(ROOT, "config"), env });
  onTestFinished(() => server.remove());
  for (let count = 0; count < 20; count += 1) await fetch(`${server.ready.ready}/api/v1/session`);
  expect((await fetch(`${server.ready.ready}/healthz`)).status).toBe(200);
  expect(await server.interrupt()).toBe(0);
});
