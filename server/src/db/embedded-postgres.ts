import { randomBytes } from "node:crypto";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { postgresBinaries, type PostgresBinaries } from "./embedded/binaries.ts";
import { runningPostmaster, type Postmaster } from "./embedded/postmaster.ts";
import { giveTo, letThrough, postgresAccount, runProgram, type RunAs } from "./embedded/run-as.ts";
import { postgresOptions } from "./embedded/settings.ts";

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** It ran already, left by a server that was killed. */
  readonly adopted: boolean;
  /** Ends it cleanly; open connections are closed by it. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds `postgres/` (the data), `postgres.json` (port and password, mode 0600). */
  readonly home: string;
  readonly settings?: Readonly<Record<string, string>>;
}

interface Access {
  readonly port: number;
  readonly password: string;
}

const startTimeoutMs = 60_000;

/**
 * Adopts the PostgreSQL of this home if one runs, else makes the data folder where needed and starts one that outlives
 * this process. Only loopback, a random password.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = join(options.home, "postgres");
  const accessFile = join(options.home, "postgres.json");
  await mkdir(options.home, { recursive: true });
  const [binaries, account] = await Promise.all([postgresBinaries(), postgresAccount()]);
  await letThrough(options.home, binaries.postgres, account);

  let access = await readAccess(accessFile);
  if (!(await exists(folder))) {
    access ??= { port: await freePort(), password: randomBytes(24).toString("base64url") };
    await writeAccess(accessFile, access);
    await initialise(binaries, account, folder, access.password);
  }
  if (access === undefined)
    throw new Error(`${accessFile} is gone, and with it the password of the database in ${folder}`);

  let postmaster = await answeringPostmaster(folder, access);
  const adopted = postmaster !== undefined;
  if (postmaster === undefined) {
    access = { ...access, port: (await isFree(access.port)) ? access.port : await freePort() };
    await writeAccess(accessFile, access);
    await start(binaries, account, folder, postgresOptions(access.port, options.settings ?? {}));
    postmaster = await answeringPostmaster(folder, access);
  }
  if (postmaster === undefined) throw new Error(`PostgreSQL ended right after its start; see ${logOf(folder)}`);
  const { pid, port } = postmaster;
  access = { ...access, port };
  await createDatabase(access);

  return {
    url: urlOf(access, "hotline"),
    port,
    pid,
    adopted,
    stop: () => stop(binaries, account, folder),
  };
}

/** Ends the PostgreSQL a server left running in this home; false where none runs. */
export async function stopEmbeddedPostgres(home: string): Promise<boolean> {
  const folder = join(home, "postgres");
  if ((await runningPostmaster(folder)) === undefined) return false;
  const [binaries, account] = await Promise.all([postgresBinaries(), postgresAccount()]);
  await stop(binaries, account, folder);
  return true;
}

function stop(binaries: PostgresBinaries, account: RunAs | undefined, folder: string): Promise<void> {
  return runProgram(binaries.pg_ctl, ["stop", "-D", folder, "-m", "fast", "-w", "-t", "60"], account, 70_000);
}

async function initialise(binaries: PostgresBinaries, account: RunAs | undefined, folder: string, password: string) {
  // Made beside and renamed when whole: what a killed first start left is never taken for a database.
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await giveTo(draft, account);
  const passwordFile = `${folder}.initial-password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(passwordFile, account);
  const access = ["--username=hotline", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  try {
    await runProgram(binaries.initdb, [`--pgdata=${draft}`, ...access, ...locale], account, 120_000);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, folder);
}

async function start(binaries: PostgresBinaries, account: RunAs | undefined, folder: string, options: string) {
  // pg_ctl gives it a session of its own, so no signal to ours reaches it.
  const args = ["start", "-D", folder, "-w", "-t", "60", "-l", logOf(folder), "-o", options];
  try {
    await runProgram(binaries.pg_ctl, args, account, startTimeoutMs + 10_000);
  } catch (error) {
    const log = await readFile(logOf(folder), "utf8").catch(() => "");
    throw new Error(`${(error as Error).message}\n${log.split("\n").slice(-15).join("\n")}`, { cause: error });
  }
}

/** The running PostgreSQL of the folder once it answers; one that is starting up or shutting down is waited for. */
async function answeringPostmaster(folder: string, access: Access): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const postmaster = await runningPostmaster(folder);
    if (postmaster === undefined) return undefined;
    if (Number.isInteger(postmaster.port) && (await accepts({ ...access, port: postmaster.port }))) return postmaster;
    if (Date.now() > deadline) {
      throw new Error(`PostgreSQL (pid ${postmaster.pid}) holds ${folder} and does not answer; see ${logOf(folder)}`);
    }
    await delay(100);
  }
}

async function accepts(access: Access): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(access, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (cause) {
    if ((cause as { code?: string }).code !== "28P01") return false;
    throw new Error("The embedded PostgreSQL refuses the password of postgres.json", { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(access, "postgres") });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'hotline'");
    if (found.rowCount === 0) await client.query("create database hotline");
  } finally {
    await client.end();
  }
}

async function readAccess(file: string): Promise<Access | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Access);
}

async function writeAccess(file: string, access: Access): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function urlOf({ port, password }: Access, database: string): string {
  return `postgres://hotline:${password}@127.0.0.1:${port}/${database}`;
}

function logOf(folder: string): string {
  return join(folder, "server.log");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port on loopback");
  return address.port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
