import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { ROOT, runCli } from "./testing/run-cli.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-refused-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string; readonly cause?: string };
}

async function startWith(env: Readonly<Record<string, string>>): Promise<Refusal["error"]> {
  const args = ["server", join(ROOT, "config"), "--port", "1", "--json"];
  const run = await runCli(args, { HOTLINE_HOME: join(folder, "home"), HOTLINE_FREESWITCH: "simulated", ...env });
  expect(run.exitCode).toBe(1);
  return (JSON.parse(run.stdout) as Refusal).error;
}

test.each([
  ["a file", ""],
  ["below a file", "/home"],
])("a home that is %s is refused with its name and what to do", async (_, below) => {
  const file = join(folder, "file");
  writeFileSync(file, "mine");
  const error = await startWith({ HOTLINE_HOME: `${file}${below}` });
  expect(error.code).toBe("start.home-unusable");
  expect(error.cause).toContain(`${file}${below}`);
  expect(error.hint).toContain("HOTLINE_HOME");
});

test("a DATABASE_URL where nobody answers is refused with host and port, without its password, and no database of our own is made", async () => {
  const nobody = createServer().listen(0, "127.0.0.1");
  await once(nobody, "listening");
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  const error = await startWith({ DATABASE_URL: `postgres://hotline:verysecret@127.0.0.1:${port}/hotline` });
  expect(error.code).toBe("start.database-unreachable");
  expect(error.cause).toContain(`127.0.0.1:${port}/hotline`);
  expect(JSON.stringify(error)).not.toContain("verysecret");
  expect(readdirSync(join(folder, "home"))).not.toContain("postgres");
});

test.each([
  ["a wrong password", (url: URL) => (url.password = "verysecret")],
  ["a database that does not exist", (url: URL) => (url.pathname = "/nowhere")],
])("a DATABASE_URL with %s is refused with what PostgreSQL said", async (_, change) => {
  const url = new URL(inject("testPostgres").url);
  change(url);
  const error = await startWith({ DATABASE_URL: url.href });
  expect(error.code).toBe("start.database-refused");
  expect(error.cause).toMatch(/password authentication failed|"nowhere" does not exist/);
  expect(JSON.stringify(error)).not.toContain("verysecret");
});

test.each(["localhost:5432/hotline", "mysql://u:verysecret@localhost/h", "postgres://u:p@h:port/d"])(
  "the DATABASE_URL %s is refused as none of PostgreSQL's",
  async (text) => {
    const error = await startWith({ DATABASE_URL: text });
    expect(error.code).toBe("start.database-url-invalid");
    expect(JSON.stringify(error)).not.toContain("verysecret");
  },
);
