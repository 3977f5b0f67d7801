import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hospital } from "../http/testing/hospital.ts";
import { applyFiles, Asker, goodPassword, signInWith, testApp, type TestApp } from "../http/testing/test-app.ts";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import type { LiveSnapshot } from "./protocol.ts";
import { openPage, type Page } from "./testing/page.ts";

let it: TestApp;
let address: string;
let pages: Page[];
beforeEach(async () => {
  pages = [];
  it = await testApp();
  address = await it.app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  for (const page of pages) page.socket.close();
  await it.close();
});

async function open(asker: Asker, query = ""): Promise<Page> {
  const page = await openPage(address, asker, query);
  pages.push(page);
  return page;
}

/** Status of the answer to the upgrade; 101 where a socket would be opened. */
async function knock(asker: Asker, headers: Record<string, string> = {}): Promise<number | undefined> {
  const upgrade = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${address}/api/v1/live`, {
      agent: false,
      headers: { ...upgrade, ...asker.headers, ...headers },
    });
    outgoing.on("upgrade", (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode);
    });
    outgoing.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("what is sent", () => {
  test("first comes a snapshot of what the person may see: an agent its groups and own call, a leader the groups led, a manager all (R14)", async () => {
    bringOnline(it.engine, "zhang-wei");
    const repair = new TestCall(it.engine).ring();
    const logistics = new TestCall(it.engine, "8001");
    const seen = async (user: string): Promise<LiveSnapshot> => (await open(await it.signIn(user))).next("snapshot");
    const agent = await seen("li-na");
    expect(agent).toMatchObject({ seq: 0, now: it.engine.now(), switch: { kind: "simulated", connected: true } });
    expect(agent.me).toMatchObject({ agent: "li-na", signedIn: true });
    expect(agent.agents.map((view) => view.agent).sort()).toEqual(["li-na", "wang-fang", "zhang-wei"]);
    expect(agent.groups.map(({ group }) => group)).toEqual(["repair"]);
    expect(agent.calls).toEqual([]);
    const leader = await seen("wang-fang");
    expect(leader.calls.map(({ callId }) => callId)).toEqual([repair.callId]);
    const manager = await seen("qian-jun");
    expect(manager.me).toBeUndefined();
    expect(manager.calls.map(({ callId }) => callId)).toEqual([repair.callId, logistics.callId]);
    expect(manager.groups).toHaveLength(2);
    const owner = await seen("zhang-wei");
    expect(owner.calls).toMatchObject([{ callId: repair.callId, offer: { agent: "zhang-wei" } }]);
  });

  test("changes are numbered without gaps and bring one's own call from ringing to its end", async () => {
    const page = await open(await it.signIn("zhang-wei"));
    await page.next("snapshot");
    bringOnline(it.engine, "zhang-wei");
    const call = new TestCall(it.engine).ring();
    await page.next("change", ({ calls }) => calls?.[0]?.offer?.ringingAt !== undefined);
    call.answer();
    await page.next("change", ({ calls }) => calls?.[0]?.segment?.agent === "zhang-wei");
    await page.next("change", ({ me }) => me?.activity === "talking");
    call.end();
    await page.next("change", ({ callsGone }) => callsGone?.[0] === call.callId);
    await page.next("change", ({ me }) => me?.activity === "acw");
    expect(page.changes().map(({ seq }) => seq)).toEqual(page.changes().map((_, index) => index + 1));
  });

  test("what others do is gathered, so that a burst is few messages; calls of other groups never come", async () => {
    const page = await open(await it.signIn("li-na"));
    await page.next("snapshot");
    for (let count = 0; count < 30; count += 1) new TestCall(it.engine);
    new TestCall(it.engine, "8001");
    const change = await page.next("change", ({ groups }) => groups?.[0]?.waiting === 30);
    expect(change.groups).toHaveLength(1);
    expect(change.calls).toBeUndefined();
    expect(page.changes().length).toBeLessThan(5);
    expect(JSON.stringify(page.messages)).not.toContain("logistics");
  });

  test("the switch going away and coming back is told", async () => {
    const page = await open(await it.signIn("li-na"));
    await page.next("snapshot");
    it.engine.link = { ...it.engine.link, connected: false };
    await page.next("change", (change) => change.switch?.connected === false);
    it.engine.link = { ...it.engine.link, connected: true };
    await page.next("change", (change) => change.switch?.connected === true);
  });

  test("after an apply that changes one's groups a new snapshot shows them", async () => {
    const page = await open(await it.signIn("li-na"));
    await page.next("snapshot");
    const files = hospital().map((file) => ({
      ...file,
      text: file.text.replace(
        '"1003", roles: [agent], groups: [{ group: repair }]',
        '"1003", roles: [agent], groups: [{ group: logistics }]',
      ),
    }));
    await applyFiles(it, files);
    const after = await page.next("snapshot", ({ groups }) => groups[0]?.group === "logistics");
    expect(after.groups).toHaveLength(1);
    expect(after.agents.map(({ agent }) => agent).sort()).toEqual(["li-na", "zhao-min"]);
  });
});

describe("coming back", () => {
  test("a page that was away gets exactly what it missed, in the numbering it knows", async () => {
    const asker = await it.signIn("zhang-wei");
    const first = await open(asker);
    const { epoch } = await first.next("snapshot");
    bringOnline(it.engine, "zhang-wei");
    await first.next("change", ({ me }) => me?.chosen === "online");
    const after = first.changes().at(-1)?.seq ?? 0;
    await first.leave();
    await expect.poll(() => it.engine.agentView("zhang-wei")?.sessionLost).toBe(true);
    const call = new TestCall(it.engine);
    const second = await open(asker, `?epoch=${epoch}&after=${after}`);
    const missed = await second.next("change", ({ calls }) => calls?.[0]?.callId === call.callId);
    expect(missed).toMatchObject({ seq: after + 1, me: { sessionLost: false } });
    expect(second.messages.some(({ type }) => type === "snapshot")).toBe(false);
    expect(call.view.offer?.agent).toBe("zhang-wei");
  });

  test("changes that were sent into a dead connection are sent again", async () => {
    const asker = await it.signIn("zhang-wei");
    const first = await open(asker);
    const { epoch } = await first.next("snapshot");
    bringOnline(it.engine, "zhang-wei");
    await first.next("change", ({ me }) => me?.chosen === "online");
    const sent = first.changes();
    const second = await open(asker, `?epoch=${epoch}&after=0`);
    await second.next("change", ({ seq }) => seq === sent.length);
    expect(second.changes().slice(0, sent.length)).toEqual(sent);
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(false);
  });

  test("an epoch of another server's life, of another person, or a number never sent get a snapshot", async () => {
    const asker = await it.signIn("zhang-wei");
    const { epoch } = await (await open(asker)).next("snapshot");
    const other = await it.signIn("qian-jun");
    for (const [who, query] of [
      [asker, "?epoch=former-life&after=3"],
      [other, `?epoch=${epoch}&after=0`],
      [asker, `?epoch=${epoch}&after=99`],
    ] as const) {
      const page = await open(who, query);
      expect(page.messages[0] ?? (await page.next("snapshot"))).toMatchObject({ type: "snapshot", seq: 0 });
    }
  });

  test("more missed than is kept is a snapshot, and the numbering goes on after it", async () => {
    const asker = await it.signIn("qian-jun");
    const first = await open(asker);
    const { epoch } = await first.next("snapshot");
    for (let count = 0; count < 310; count += 1) {
      it.engine.link = { ...it.engine.link, connected: count % 2 === 1 };
      it.hub.tick();
    }
    await first.next("change", ({ seq }) => seq === 310);
    const second = await open(asker, `?epoch=${epoch}&after=5`);
    const snapshot = await second.next("snapshot");
    expect(snapshot).toMatchObject({ epoch, seq: 310 });
    it.engine.link = { ...it.engine.link, connected: false };
    it.hub.tick();
    expect((await second.next("change")).seq).toBe(311);
  });
});

describe("who is there", () => {
  test("the last page of an agent closing is a lost session, one coming back in time is its return", async () => {
    const asker = await it.signIn("zhang-wei");
    const first = await open(asker);
    const second = await open(asker);
    await second.next("snapshot");
    await first.leave();
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(false);
    await second.leave();
    await expect.poll(() => it.engine.agentView("zhang-wei")?.sessionLost).toBe(true);
    await (await open(asker)).next("snapshot");
    expect(it.engine.agentView("zhang-wei")).toMatchObject({ signedIn: true, sessionLost: false });
  });

  test("an agent who stays away is signed out, and the page that comes after that signs in again", async () => {
    const asker = await it.signIn("zhang-wei");
    await (await open(asker)).leave();
    await expect.poll(() => it.engine.agentView("zhang-wei")?.sessionLost).toBe(true);
    it.engine.advance(61_000);
    expect(it.engine.agentView("zhang-wei")?.signedIn).toBe(false);
    await (await open(asker)).next("snapshot");
    expect(it.engine.agentView("zhang-wei")).toMatchObject({ signedIn: true, sessionLost: false });
  });

  test("an agent signed in whose page never comes, as after a restart of the server, is found to be away", async () => {
    await it.signIn("zhang-wei");
    it.services.presence.sweep();
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(false);
    it.engine.advance(10_000);
    it.services.presence.sweep();
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(true);
  });

  test("a page that says its phone was loaded anew tells the engine, a ping is answered with the server's clock", async () => {
    const page = await open(await it.signIn("zhang-wei"));
    await page.next("snapshot");
    page.socket.send(JSON.stringify({ type: "ping" }));
    expect(await page.next("pong")).toEqual({ type: "pong", now: it.engine.now() });
    page.socket.send(JSON.stringify({ type: "phone-restarted" }));
    await expect.poll(() => it.engine.events.at(-1)).toEqual({ type: "phone.restarted", agent: "zhang-wei" });
  });
});

describe("pages that do not keep up", () => {
  /** An end of a socket that only remembers; what it stands for cannot be brought about on a loopback in a test's time. */
  class DeafSocket {
    bufferedAmount = 0;
    readonly sent: string[] = [];
    terminated = false;
    send(text: string): void {
      this.sent.push(text);
    }
    ping(): void {
      this.sent.push("ping");
    }
    close(): void {
      this.terminated = true;
    }
    terminate(): void {
      this.terminated = true;
    }
    on(): void {
      // Nothing ever comes from it.
    }
  }

  async function connect(socket: DeafSocket): Promise<void> {
    const asker = await it.signIn("zhang-wei");
    const principal = await it.services.sessions.authenticate(asker.cookie.replace("hotline_session=", ""));
    it.hub.connect(socket, principal, undefined);
  }

  test("one that answers no heartbeat is let go with the second, and its agent's session is lost", async () => {
    const socket = new DeafSocket();
    await connect(socket);
    it.hub.heartbeat();
    expect(socket.sent.at(-1)).toBe("ping");
    expect(socket.terminated).toBe(false);
    it.hub.heartbeat();
    expect(socket.terminated).toBe(true);
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(true);
  });

  test("one that reads too slowly is let go instead of filling the memory", async () => {
    const socket = new DeafSocket();
    await connect(socket);
    socket.bufferedAmount = 3 * 1024 * 1024;
    const sent = socket.sent.length;
    it.engine.link = { ...it.engine.link, connected: false };
    it.hub.tick();
    expect(socket.sent).toHaveLength(sent);
    expect(socket.terminated).toBe(true);
  });
});

describe("the end of a session", () => {
  async function farewell(page: Page): Promise<{ code: string; closed: number }> {
    const { code } = await page.next("goodbye");
    return { code, closed: await page.closed };
  }

  test("signing out closes the page's socket with goodbye and the agent is signed out", async () => {
    const asker = await it.signIn("zhang-wei");
    const page = await open(asker);
    await page.next("snapshot");
    await asker.ask("DELETE", "/session");
    expect(await farewell(page)).toEqual({ code: "session.signed-out", closed: 4001 });
    expect(it.engine.agentView("zhang-wei")?.signedIn).toBe(false);
  });

  test("signing in elsewhere tells the former page why, and the agent stays signed in", async () => {
    const page = await open(await it.signIn("zhang-wei"));
    await page.next("snapshot");
    const { asker } = await signInWith(it.app, "zhang-wei", goodPassword);
    expect(await farewell(page)).toEqual({ code: "session.replaced", closed: 4001 });
    await (await open(asker)).next("snapshot");
    expect(it.engine.agentView("zhang-wei")).toMatchObject({ signedIn: true, sessionLost: false });
  });

  test("a session that reaches its longest life ends under an open page, which is told", async () => {
    const page = await open(await it.signIn("zhang-wei"));
    await page.next("snapshot");
    it.pass(24 * 3_600_000);
    it.hub.heartbeat();
    expect(await farewell(page)).toEqual({ code: "session.expired", closed: 4001 });
  });

  test("a page that is open keeps its session in use", async () => {
    const asker = await it.signIn("zhang-wei");
    const page = await open(asker);
    await page.next("snapshot");
    for (let hour = 0; hour < 3; hour += 1) {
      it.pass(3_600_000);
      const before = await lastSeen("zhang-wei");
      it.hub.heartbeat();
      await expect.poll(() => lastSeen("zhang-wei")).toBeGreaterThan(before);
    }
    expect((await asker.ask("GET", "/session")).status).toBe(200);
  });

  test("a server that stops says so and does not take its agents for lost", async () => {
    const page = await open(await it.signIn("zhang-wei"));
    await page.next("snapshot");
    const gone = farewell(page);
    it.hub.stop();
    expect(await gone).toEqual({ code: "server.stopping", closed: 1001 });
    expect(it.engine.agentView("zhang-wei")?.sessionLost).toBe(false);
  });

  async function lastSeen(user: string): Promise<number> {
    const rows = await it.database.db
      .selectFrom("sessions")
      .select("lastSeenAt")
      .where("user", "=", user)
      .where("endedAt", "is", null)
      .execute();
    return rows[0]?.lastSeenAt.getTime() ?? 0;
  }
});

describe("who is refused", () => {
  test("nobody, a machine's token, a one-time password and a page of another site open no socket", async () => {
    expect(await knock(new Asker(it.app, {}))).toBe(401);
    const { body } = await (
      await it.signIn("sun-li")
    ).ask<{ token: string }>("POST", "/tokens", { name: "m", scopes: ["status:read"] });
    expect(await knock(new Asker(it.app, { authorization: `Bearer ${body.token}` }))).toBe(403);
    const first = await signInWith(
      it.app,
      "li-na",
      await it.services.users.resetPassword("li-na", { actor: "cli:root", address: undefined, requestId: undefined }),
    );
    expect(await knock(first.asker)).toBe(403);
    const asker = await it.signIn("zhang-wei");
    expect(await knock(asker, { origin: "https://evil.example", host: "hotline.example" })).toBe(403);
    expect(await knock(asker, { origin: "null", host: "hotline.example" })).toBe(403);
    expect(await knock(asker, { origin: "https://hotline.example", host: "hotline.example" })).toBe(101);
  });

  test.each(["no json", "[]", '{"type":"unknown"}', "null", '"ping"', '{"type":{"toString":1}}'])(
    "a page that sends %j is let go",
    async (text) => {
      const page = await open(await it.signIn("zhang-wei"));
      await page.next("snapshot");
      page.socket.send(text);
      expect(await page.closed).toBe(1008);
    },
  );

  test("a message of more than 16 kB ends the socket, and is one error line of the log for each session, however often", async () => {
    const errorLines = () =>
      it.logged.map((line) => JSON.parse(line) as { level: number; who?: string }).filter(({ level }) => level >= 50);
    const [first, second] = [await it.signIn("zhang-wei"), await it.signIn("li-na")];
    for (const asker of [first, first, first, second]) {
      const page = await open(asker);
      await page.next("snapshot");
      page.socket.send("x".repeat(20_000));
      expect(await page.closed).toBe(1009);
    }
    expect(errorLines()).toMatchObject([{ who: "zhang-wei" }, { who: "li-na" }]);
  });
});
