import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CuttableProxy } from "../runtime/testing/cuttable-proxy.ts";
import { listenLocally, type LocalListener } from "./local-listener.ts";
import { Asker, testApp, type TestApp } from "./testing/test-app.ts";
import { findWebPages } from "./web-pages.ts";

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

describe("answers of the API", () => {
  test("a refusal is an RFC 9457 problem with code, hint and the request's id, which is in the header and the log", async () => {
    const answer = await it.app.inject({ url: "/api/v1/session" });
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    const problem = answer.json<{ requestId: string }>();
    expect(problem).toEqual({
      type: expect.stringContaining("auth.not-signed-in"),
      title: "Nobody is signed in",
      status: 401,
      code: "auth.not-signed-in",
      detail: expect.any(String),
      hint: expect.any(String),
      requestId: answer.headers["x-request-id"],
    });
    expect(it.logged.join("")).toContain(problem.requestId);
  });

  test("what goes wrong inside is logged whole and answered with nothing but code and request id", async () => {
    const original = it.engine.groupViews.bind(it.engine);
    it.engine.groupViews = () => {
      throw new TypeError("secret detail of ours");
    };
    const admin = await it.signIn("sun-li");
    const { problem } = await admin.ask("GET", "/status");
    it.engine.groupViews = original;
    expect(problem).toMatchObject({ status: 500, code: "internal.unexpected" });
    expect(JSON.stringify(problem)).not.toContain("secret detail");
    const line = it.logged.find((text) => text.includes("secret detail of ours"));
    expect(line).toContain(problem.requestId);
    expect(line).toContain("http.db.test.ts");
  });

  test("bodies that are no JSON, of another type or too large are refused as such", async () => {
    const admin = await it.signIn("sun-li");
    const send = async (payload: string, type: string) => {
      const headers = { ...admin.headers, "content-type": type };
      const answer = await it.app.inject({ method: "POST", url: "/api/v1/tokens", headers, payload });
      return answer.json<{ code: string }>().code;
    };
    expect(await send("{", "application/json")).toBe("request.invalid");
    expect(await send("", "application/json")).toBe("request.invalid");
    expect(await send('{"__proto__":{"a":1}}', "application/json")).toBe("request.invalid");
    expect(await send("<a/>", "application/xml")).toBe("request.unsupported-media-type");
    expect(await send(`"${"x".repeat(1_100_000)}"`, "application/json")).toBe("request.too-large");
  });

  test("addresses that lead nowhere and ones that cannot be read are problems too", async () => {
    for (const url of ["/api/v1/nothing", "/api/v2/session", "/nothing", "/..%2f..%2fetc/passwd"]) {
      expect((await it.app.inject({ url })).json(), url).toMatchObject({ status: 404, code: "request.not-found" });
    }
    expect((await it.app.inject({ url: "/api/v1/calls/%zz" })).json()).toMatchObject({
      status: 400,
      code: "request.invalid",
    });
  });

  test("the database being away is said so, and a session known before still answers calls", async () => {
    const proxies: CuttableProxy[] = [];
    const own = await testApp({
      async reach(url) {
        const { hostname, port } = new URL(url);
        const proxy = new CuttableProxy({ host: hostname, port: Number(port) });
        proxies.push(proxy);
        await proxy.open();
        const through = new URL(url);
        through.port = String(proxy.port);
        return through.href;
      },
    });
    const agent = await own.signIn("zhang-wei");
    expect((await agent.ask("POST", "/agents/me/state", { state: "online" })).status).toBe(200);
    for (const proxy of proxies) await proxy.cut();
    own.pass(10_000);
    expect((await agent.ask("POST", "/agents/me/state", { state: "offline" })).status).toBe(200);
    expect((await agent.ask("GET", "/calls")).problem).toMatchObject({ status: 503, code: "database.unavailable" });
    const stranger = await own.app.inject({ url: "/api/v1/session", headers: { cookie: "hotline_session=unknown" } });
    expect(stranger.json()).toMatchObject({ code: "database.unavailable" });
    for (const proxy of proxies) await proxy.open();
    expect((await agent.ask("GET", "/calls")).status).toBe(200);
    await own.close();
    for (const proxy of proxies) await proxy.cut();
  });

  test("every answer carries the headers that keep pages of others out", async () => {
    const { headers } = await it.app.inject({ url: "/api/v1/session" });
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cache-control": "no-store",
      "content-security-policy": expect.stringContaining("connect-src 'self' ws: wss:"),
    });
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  test("an address that asks without end is told to wait", async () => {
    const ask = () => it.app.inject({ method: "POST", url: "/api/v1/session", payload: {}, remoteAddress: "10.9.9.9" });
    for (let count = 0; count < 300; count += 1) expect((await ask()).statusCode).toBe(400);
    const refused = [await ask(), await ask()];
    expect(refused[0]?.json()).toMatchObject({ code: "request.too-many" });
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    expect(
      (await it.app.inject({ method: "POST", url: "/api/v1/session", payload: {}, remoteAddress: "10.9.9.10" }))
        .statusCode,
    ).toBe(400);
  });
});

describe("the local socket", () => {
  let folder: string;
  let listener: LocalListener;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hotline-socket-"));
    listener = await listenLocally(it.app, join(folder, "hotline.sock"));
  });
  afterAll(async () => {
    await listener.close();
    await rm(folder, { recursive: true });
  });

  async function ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { "content-type": "application/json" };
      const outgoing = request({ socketPath: join(folder, "hotline.sock"), method, path, headers }, (incoming) => {
        let text = "";
        incoming.on("data", (chunk) => (text += String(chunk)));
        incoming.on("end", () => resolve({ status: incoming.statusCode, body: text }));
      });
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  test("only the server's user may open it", async () => {
    expect((await stat(join(folder, "hotline.sock"))).mode & 0o777).toBe(0o600);
  });

  test("who comes through it is operator and administrator under the system's user name, without a session", async () => {
    const { body } = await ask("GET", "/api/v1/session");
    expect(JSON.parse(body)).toMatchObject({ user: userInfo().username, roles: ["operator", "admin"] });
    expect((await ask("POST", "/api/v1/users/li-na/password-reset")).status).toBe(200);
    const row = await it.database.db
      .selectFrom("auditLog")
      .select("actor")
      .where("subject", "=", "li-na")
      .executeTakeFirst();
    expect(row?.actor).toBe(`cli:${userInfo().username}`);
  });

  test("it is nobody's agent and has no phone", async () => {
    expect(JSON.parse((await ask("POST", "/api/v1/agents/me/state", { state: "online" })).body)).toMatchObject({
      code: "agent.not-an-agent",
    });
    expect(JSON.parse((await ask("POST", "/api/v1/phone/credentials")).body)).toMatchObject({
      code: "agent.not-an-agent",
    });
  });

  test("a socket file left by a killed server is replaced, one that answers is not", async () => {
    const left = join(folder, "left.sock");
    await writeFile(left, "");
    const second = await listenLocally(it.app, left);
    await second.close();
    await expect(listenLocally(it.app, join(folder, "hotline.sock"))).rejects.toThrow(/Another server listens/);
  });
});

describe("probes", () => {
  test("healthz says that the process answers, readyz that a call would be decided", async () => {
    expect((await it.app.inject({ url: "/healthz" })).statusCode).toBe(200);
    expect((await it.app.inject({ url: "/readyz" })).json()).toEqual({
      configuration: true,
      switch: true,
      database: true,
    });
    const { link } = it.engine;
    it.engine.link = { ...link, connected: false };
    expect((await it.app.inject({ url: "/readyz" })).statusCode).toBe(503);
    it.engine.link = link;
  });

  test("metrics have calls, queues, agents, journal and switch, for this machine and for whoever may see the status", async () => {
    it.metrics.observeAsk(12);
    const { body, headers } = await it.app.inject({ url: "/metrics" });
    expect(headers["content-type"]).toContain("text/plain");
    for (const line of [
      'hotline_callers_waiting{group="repair"} 0',
      'hotline_switch_connected{kind="simulated"} 1',
      "hotline_database_up 1",
      "hotline_ask_seconds_count 1",
      'hotline_ask_seconds_bucket{le="0.02"} 1',
      "hotline_journal_lag_entries",
      "hotline_live_sockets 0",
    ]) {
      expect(body).toContain(line);
    }
    const elsewhere = { url: "/metrics", remoteAddress: "10.0.0.7" };
    expect((await it.app.inject(elsewhere)).statusCode).toBe(401);
    const agent = await it.signIn("li-na");
    expect((await it.app.inject({ ...elsewhere, headers: agent.headers })).statusCode).toBe(403);
    const admin = await it.signIn("sun-li");
    expect((await it.app.inject({ ...elsewhere, headers: admin.headers })).statusCode).toBe(200);
  });

  test("the OpenAPI page and its document are there", async () => {
    expect((await it.app.inject({ url: "/api/docs/" })).statusCode).toBe(200);
    const document = (await it.app.inject({ url: "/api/v1/openapi.json" })).json<{ paths: object }>();
    expect(Object.keys(document.paths)).toContain("/api/v1/calls/{callId}/hang-up");
  });
});

describe("status and doctor (D1)", () => {
  test("status shows switch, database, queues, agents, calls and what is in force", async () => {
    const leader = await it.signIn("wang-fang");
    const { body } = await leader.ask("GET", "/status");
    const noneToday = { entries: 0, answered: 0, answeredInTime: 0 };
    expect(body).toEqual({
      version: "0.0.0-test",
      startedAt: expect.any(String),
      switch: { kind: "simulated", connected: true, legs: 0 },
      database: { kind: "embedded", ok: true, spooledEntries: expect.any(Number) },
      queues: [
        { group: "logistics", label: "后勤", waiting: 0, signedIn: 0, free: 0, talking: 0, today: noneToday },
        { group: "repair", label: "报修", waiting: 0, signedIn: 2, free: 0, talking: 0, today: noneToday },
      ],
      agents: { signedIn: 2, free: 0, talking: 0 },
      calls: { live: 0, waiting: 0 },
      deployment: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), appliedAt: expect.any(String) },
    });
    const agent = await it.signIn("li-na");
    expect((await agent.ask("GET", "/status")).problem.code).toBe("auth.not-allowed");
    expect((await leader.ask("GET", "/doctor")).problem.code).toBe("auth.not-allowed");
  });

  test("each check of doctor that is not well has a cause and a cure", async () => {
    const admin = await it.signIn("sun-li");
    const { link } = it.engine;
    it.engine.link = { ...link, connected: false, trouble: "refused" };
    it.engine.databaseOk = false;
    const { body } = await admin.ask<{
      checks: { name: string; ok: boolean; found: string; cause?: string; cure?: string }[];
    }>("GET", "/doctor");
    it.engine.link = link;
    it.engine.databaseOk = true;
    expect(body.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ["database", true],
      ["journal", false],
      ["engine", true],
      ["switch", false],
      ["configuration", true],
      ["phones", true],
      ["disk", true],
    ]);
    for (const { ok, cause, cure } of body.checks)
      if (!ok) expect([cause, cure]).toEqual([expect.any(String), expect.any(String)]);
    expect(body.checks.find(({ name }) => name === "switch")?.found).toContain("refused");
  });
});

test("built pages are served with their scripts' hashes in the policy, unknown addresses of the application get the shell", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hotline-web-"));
  await writeFile(join(folder, "index.html"), '<script type="module">start()</script><script src="/a.js"></script>');
  expect(findWebPages(folder)?.scriptHashes).toEqual(["'sha256-DIm7WJS6ZKDYe5qFLPy+h4JFI9Bol5QmYC57mt3Fb00='"]);
  expect(findWebPages(join(folder, "none"))).toBeUndefined();
  const pages = await testApp({ webFolder: folder });
  const page = await pages.app.inject({ url: "/records", headers: { accept: "text/html" } });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("start()");
  expect(page.headers["content-security-policy"]).toContain("'sha256-DIm7WJS6");
  expect((await pages.app.inject({ url: "/", headers: { accept: "text/html" } })).headers["cache-control"]).toBe(
    "no-cache",
  );
  expect((await pages.app.inject({ url: "/api/nothing", headers: { accept: "text/html" } })).statusCode).toBe(404);
  expect((await pages.app.inject({ url: "/missing.js" })).statusCode).toBe(404);
  await pages.close();
  await rm(folder, { recursive: true });
  const unbuilt = await it.app.inject({ url: "/", headers: { accept: "text/html" } });
  expect(unbuilt.json()).toMatchObject({ status: 404, detail: "The pages are not built." });
});

test("a person is told apart from nobody in the log, without cookie or address of the page", async () => {
  const asker = new Asker(it.app, (await it.signIn("li-na")).headers);
  await asker.ask("GET", "/break-reasons");
  const line = it.logged.filter((text) => text.includes('"/api/v1/break-reasons"')).at(-1) ?? "";
  expect(JSON.parse(line)).toMatchObject({ msg: "request", who: "person:li-na", status: 200, method: "GET" });
  expect(it.logged.join("")).not.toContain(asker.cookie.split("=")[1]);
});

test("the server stops although a browser holds a connection on which it never asked anything", async () => {
  const stopping = await testApp();
  await stopping.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = stopping.app.server.address() as AddressInfo;
  const ahead = connect(port, "127.0.0.1");
  await once(ahead, "connect");
  const cut = once(ahead, "close", { signal: AbortSignal.timeout(30_000) });
  await stopping.close();
  await cut;
});
