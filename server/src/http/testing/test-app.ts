import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConfigFile, Deployment } from "@hotline/schemas";
import type { InjectOptions } from "fastify";
import { pino } from "pino";
import type { AuditContext } from "../../audit/audit.service.ts";
import { openDatabase } from "../../db/index.ts";
import { testDatabase, type TestDatabase } from "../../db/testing/test-database.ts";
import { buildApp, type BuiltApp } from "../build-app.ts";
import type { ProblemBody } from "../schemas.ts";
import { hospital } from "./hospital.ts";
import { TestEngine } from "./test-engine.ts";

export interface TestApp extends BuiltApp {
  readonly database: TestDatabase;
  readonly engine: TestEngine;
  readonly recordings: string;
  /** Lines the server logged. */
  readonly logged: string[];
  /** Moves the wall clock that sessions, tokens and secrets live by. */
  pass(ms: number): void;
  now(): number;
  /** What the next deployments shall fail with. */
  failApply(error: Error | undefined): void;
  /** Signs a person in who has set a password of their own, and returns who may then ask. */
  signIn(user: string): Promise<Asker>;
  close(): Promise<void>;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly problem: ProblemBody;
}

/** Someone with a cookie or a token. */
export class Asker {
  readonly #app: BuiltApp["app"];
  readonly headers: Record<string, string>;

  constructor(app: BuiltApp["app"], headers: Record<string, string>) {
    this.#app = app;
    this.headers = headers;
  }

  get cookie(): string {
    return this.headers["cookie"] ?? "";
  }

  async ask<Body = unknown>(
    method: "GET" | "POST" | "DELETE",
    path: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const options: InjectOptions = { method, url: `/api/v1${path}`, headers: { ...this.headers, ...headers } };
    const answer = await this.#app.inject(payload === undefined ? options : { ...options, payload });
    const type = String(answer.headers["content-type"]);
    const body: unknown = type.includes("json") ? JSON.parse(answer.body) : answer.body;
    return {
      status: answer.statusCode,
      body: body as Body,
      headers: answer.headers,
      problem: body as ProblemBody,
    };
  }
}

export const goodPassword = "冬天的雪地里有八只猫";
export const cli: AuditContext = { actor: "cli:root", address: undefined, requestId: undefined };

export async function testApp(
  options: { files?: readonly ConfigFile[] | null; webFolder?: string; reach?: (url: string) => Promise<string> } = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const db = options.reach === undefined ? database.db : openDatabase(await options.reach(database.url));
  const recordings = await mkdtemp(join(tmpdir(), "hotline-recordings-"));
  const engine = new TestEngine();
  const logged: string[] = [];
  let now = engine.now();
  let failure: Error | undefined;
  const applyDeployment = (deployment: Deployment): Promise<void> => {
    if (failure !== undefined) return Promise.reject(failure);
    engine.apply(deployment);
    return Promise.resolve();
  };
  const built = await buildApp({
    db,
    databaseKind: "embedded",
    engine,
    applyDeployment,
    load: {},
    recordingsFolder: recordings,
    version: "0.0.0-test",
    startedAt: new Date(now),
    moreProbes: [],
    now: () => now,
    log: pino({ level: "debug" }, { write: (line: string) => void logged.push(line) }),
    webFolder: options.webFolder ?? join(recordings, "no-web"),
    phoneUrl: ({ host, secure }) => `${secure ? "wss" : "ws"}://${host}/sip`,
  });
  const { app, services } = built;
  await app.ready();
  if (options.files !== null) await applyFiles(built, options.files ?? hospital());
  return {
    ...built,
    database,
    engine,
    recordings,
    logged,
    pass: (ms) => {
      now += ms;
    },
    now: () => now,
    failApply: (error) => {
      failure = error;
    },
    async signIn(user) {
      const first = await signInWith(app, user, await services.users.resetPassword(user, cli));
      const change = { current: first.password, next: goodPassword };
      const changed = await first.asker.ask("POST", "/session/password", change);
      if (changed.status !== 204) throw new Error(`password of ${user} not changed: ${JSON.stringify(changed.body)}`);
      return first.asker;
    },
    async close() {
      await app.close();
      if (db !== database.db) await db.destroy();
      await database.drop();
      await rm(recordings, { recursive: true, force: true });
    },
  };
}

export async function applyFiles({ services }: BuiltApp, files: readonly ConfigFile[]): Promise<void> {
  const base = (await services.deployments.inForce())?.hash ?? null;
  const request = { files, base, message: "test", author: undefined, commit: undefined, lang: "en" as const };
  await services.deployments.apply(request, cli);
}

export async function signInWith(app: BuiltApp["app"], user: string, password: string, address = "10.0.0.9") {
  const answer = await app.inject({
    method: "POST",
    url: "/api/v1/session",
    payload: { user, password },
    remoteAddress: address,
  });
  const [cookie] = [answer.headers["set-cookie"] ?? ""].flat();
  const asker = new Asker(app, { cookie: (cookie ?? "").split(";")[0] ?? "", "x-hotline-csrf": "1" });
  const body = answer.json<unknown>();
  return { status: answer.statusCode, body, problem: body as ProblemBody, headers: answer.headers, asker, password };
}
