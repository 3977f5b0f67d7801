import { access, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";

export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL in a container where Docker answers, else an embedded one that forgets durability for speed. */
export async function testServer(): Promise<TestServer> {
  return (await hasDocker()) ? containerServer() : embeddedServer();
}

async function hasDocker(): Promise<boolean> {
  if (process.env["DOCKER_HOST"] === undefined) {
    const socket = await access("/var/run/docker.sock").catch(() => "none");
    if (socket === "none") return false;
  }
  const { getContainerRuntimeClient } = await import("testcontainers");
  const deadline = new Promise<false>((resolve) => setTimeout(resolve, 5_000, false).unref());
  const answer = getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  return Promise.race([answer, deadline]);
}

async function containerServer(): Promise<TestServer> {
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const settings = ["-c", "fsync=off", "-c", "max_connections=300"];
  const container = await new PostgreSqlContainer("postgres:18-alpine").withCommand(["postgres", ...settings]).start();
  return {
    url: container.getConnectionUri(),
    async stop() {
      await container.stop();
    },
  };
}

const prefix = "hotline-test-postgres-";

async function embeddedServer(): Promise<TestServer> {
  await sweep();
  const home = await mkdtemp(join(tmpdir(), prefix));
  await writeFile(join(home, "owner.pid"), String(process.pid));
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };
  const server = await startEmbeddedPostgres({ home, settings });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Ends the servers of runs that were killed before they could. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const home of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(home, "owner.pid"), "utf8").catch(() => "0"));
    if (owner === 0 || isAlive(owner)) continue;
    const left = await access(join(home, "postgres", "postmaster.pid")).catch(() => "none");
    if (left !== "none") await startEmbeddedPostgres({ home }).then((server) => server.stop());
    await rm(home, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
