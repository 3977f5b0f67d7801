import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bringOnline, TestCall } from "../http/testing/test-call.ts";
import { Asker, testApp, type TestApp } from "../http/testing/test-app.ts";

const sound = randomBytes(1_000);
let it: TestApp;
let call: TestCall;
let recordingId: string;
let segmentId: string;
let agent: Asker;

beforeAll(async () => {
  it = await testApp();
  agent = await it.signIn("zhang-wei");
  bringOnline(it.engine, "zhang-wei");
  call = new TestCall(it.engine).ring().answer();
  segmentId = call.view.segment?.segmentId ?? "";
  recordingId = `${segmentId}.1`;
  call.end();
  await it.engine.store(it.database.db);
  await close(segmentId, 1, "2026/11/22/a.wav", true);
});
afterAll(() => it.close());

async function close(segment: string, part: number, path: string, written: boolean, salvaged = false): Promise<void> {
  if (written) {
    await mkdir(join(it.recordings, path, ".."), { recursive: true });
    await writeFile(join(it.recordings, path), sound);
  }
  const startedAt = new Date(it.engine.now());
  const durationMs = salvaged ? undefined : 9_999.6;
  await it.services.recordings.close({
    segmentId: segment,
    part,
    callId: call.callId,
    path,
    startedAt,
    durationMs,
    salvaged,
  });
}

async function listen(asker: Asker, headers: Record<string, string> = {}, id = recordingId) {
  const answer = await it.app.inject({
    url: `/api/v1/recordings/${id}/audio`,
    headers: { ...asker.headers, ...headers },
  });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, code: codeOf(answer.body) };
}

function codeOf(body: string): string | undefined {
  return body.startsWith("{") ? (JSON.parse(body) as { code: string }).code : undefined;
}

describe("playing a recording", () => {
  test("the whole file comes as audio with its length, and says that ranges may be asked for", async () => {
    const { status, headers, bytes } = await listen(agent);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ "content-type": "audio/wav", "content-length": "1000", "accept-ranges": "bytes" });
    expect(bytes.equals(sound)).toBe(true);
  });

  test.each([
    ["bytes=0-0", 0, 0],
    ["bytes=0-", 0, 999],
    ["bytes=500-599", 500, 599],
    ["bytes=-1", 999, 999],
    ["bytes=-99999", 0, 999],
    ["bytes=990-99999", 990, 999],
  ])("the range %s gives exactly its bytes with 206", async (range, first, last) => {
    const { status, headers, bytes } = await listen(agent, { range });
    expect(status).toBe(206);
    expect(headers["content-range"]).toBe(`bytes ${first}-${last}/1000`);
    expect(headers["content-length"]).toBe(String(last - first + 1));
    expect(bytes.equals(sound.subarray(first, last + 1))).toBe(true);
  });

  test.each(["bytes=1000-", "bytes=-0", "bytes=2000-3000"])(
    "the range %s behind the end is refused with the length",
    async (range) => {
      const { status, headers, code } = await listen(agent, { range });
      expect(status).toBe(416);
      expect(code).toBe("recording.range-not-satisfiable");
      expect(headers["content-range"]).toBe("bytes */1000");
    },
  );

  test.each(["bytes=5-1", "bytes=0-1,3-4", "bytes=x", "seconds=1-2"])(
    "the header %s is no single range and gets the whole",
    async (range) => {
      const { status, bytes } = await listen(agent, { range });
      expect(status).toBe(200);
      expect(bytes).toHaveLength(1_000);
    },
  );

  test("a player that has the file gets 304, and the whole where its range was of another version", async () => {
    const etag = String((await listen(agent)).headers.etag);
    expect((await listen(agent, { "if-none-match": etag })).status).toBe(304);
    expect((await listen(agent, { range: "bytes=0-9", "if-range": etag })).status).toBe(206);
    expect((await listen(agent, { range: "bytes=0-9", "if-range": '"former"' })).status).toBe(200);
  });
});

describe("whether the files are what they were (D4)", () => {
  interface Check {
    readonly result: string;
    readonly expected?: string;
    readonly found?: string;
  }
  const check = async (asker: Asker, id: string) => (await asker.ask<Check>("GET", `/recordings/${id}/check`)).body;

  test("a file nobody touched is intact, with the same checksum twice", async () => {
    const { result, expected, found } = await check(agent, recordingId);
    expect([result, found]).toEqual(["intact", expected]);
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
  });

  test("one byte changed, a file gone, one still being recorded and one never sealed are each told as such", async () => {
    const path = join(it.recordings, "touched.wav");
    await close(segmentId, 11, "touched.wav", true);
    await writeFile(path, Buffer.concat([sound.subarray(0, 999), Buffer.from([(sound[999] ?? 0) ^ 1])]));
    await close(segmentId, 12, "taken-away.wav", true);
    await rm(join(it.recordings, "taken-away.wav"));
    const startedAt = new Date(it.engine.now());
    const begun = { segmentId, part: 13, callId: call.callId, path: "begun.wav", startedAt };
    await it.services.recordings.open(begun);
    expect((await check(agent, `${segmentId}.11`)).result).toBe("changed");
    expect((await check(agent, `${segmentId}.12`)).result).toBe("missing");
    expect((await check(agent, `${segmentId}.13`)).result).toBe("open");
  });

  test("the list has the newest first, page by page without a gap, with checksum and length", async () => {
    interface Page {
      readonly items: readonly { readonly recordingId: string }[];
      readonly nextCursor?: string;
    }
    const { body: whole } = await agent.ask<Page>("GET", `/recordings?callId=${call.callId}`);
    expect(whole.items).toContainEqual(
      expect.objectContaining({ recordingId, durationMs: 10_000, sha256: expect.any(String), agent: "zhang-wei" }),
    );
    const walked: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined;) {
      const { body }: { body: Page } = await agent.ask("GET", `/recordings?limit=1${cursor && `&cursor=${cursor}`}`);
      walked.push(...body.items.map((item) => item.recordingId));
      cursor = body.nextCursor;
    }
    expect(walked).toEqual(whole.items.map((item) => item.recordingId));
  });

  test("another agent and the leader of another group see none and are told there is none; a leader of the group does (R14)", async () => {
    for (const user of ["li-na", "zhao-min"]) {
      const asker = await it.signIn(user);
      expect((await asker.ask<{ items: unknown[] }>("GET", "/recordings")).body.items).toEqual([]);
      const { status, body } = await asker.ask<{ code: string }>("GET", `/recordings/${recordingId}/check`);
      expect([status, body.code]).toEqual([404, "recording.unknown"]);
    }
    expect((await check(await it.signIn("wang-fang"), recordingId)).result).toBe("intact");
    expect((await new Asker(it.app, {}).ask("GET", "/recordings")).status).toBe(401);
  });
});

describe("who may listen (R14)", () => {
  test("the agent of the talk, a leader of its group and a senior manager may", async () => {
    for (const user of ["wang-fang", "qian-jun"]) expect((await listen(await it.signIn(user))).status, user).toBe(200);
  });

  test("another agent, the leader of another group and an administrator may not", async () => {
    for (const user of ["li-na", "zhao-min", "sun-li"]) {
      const { status, code } = await listen(await it.signIn(user));
      expect({ user, status, code }).toEqual({ user, status: 403, code: "recording.not-allowed" });
    }
  });

  test("nobody and a token with every scope may not", async () => {
    expect((await listen(new Asker(it.app, {}))).status).toBe(401);
    const admin = await it.signIn("sun-li");
    const scopes = ["status:read", "calls:read", "config:read", "config:write", "users:write"];
    const { body } = await admin.ask<{ token: string }>("POST", "/tokens", { name: "all", scopes });
    expect((await listen(new Asker(it.app, { authorization: `Bearer ${body.token}` }))).code).toBe("auth.not-allowed");
  });

  test("every listening is logged once with who, what and from where, refused ones are not listenings", async () => {
    await it.database.db.deleteFrom("auditLog").where("action", "=", "recording.heard").execute();
    for (const range of ["bytes=0-99", "bytes=100-199", "bytes=200-"]) await listen(agent, { range });
    await listen(await it.signIn("li-na"));
    await listen(await it.signIn("qian-jun"));
    const rows = await it.database.db
      .selectFrom("auditLog")
      .select(["actor", "subject", "address"])
      .where("action", "=", "recording.heard")
      .orderBy("id")
      .execute();
    expect(rows).toEqual([
      { actor: "person:zhang-wei", subject: recordingId, address: "127.0.0.1" },
      { actor: "person:qian-jun", subject: recordingId, address: "127.0.0.1" },
    ]);
  });
});

describe("recordings that cannot be played", () => {
  test("an unknown one is 404, one still being made 409, one whose file is gone 410", async () => {
    expect((await listen(agent, {}, "nothing.1")).code).toBe("recording.unknown");
    await it.services.recordings.open({
      segmentId,
      part: 2,
      callId: call.callId,
      path: "open.wav",
      startedAt: new Date(),
    });
    expect(await listen(agent, {}, `${segmentId}.2`)).toMatchObject({ status: 409, code: "recording.not-ready" });
    await close(segmentId, 2, "open.wav", true);
    expect((await listen(agent, {}, `${segmentId}.2`)).status).toBe(200);
    await rm(join(it.recordings, "open.wav"));
    expect(await listen(agent, {}, `${segmentId}.2`)).toMatchObject({ status: 410, code: "recording.missing" });
  });

  test("a path that leads out of the folder is never opened, whoever wrote it into the table", async () => {
    for (const path of ["../../etc/passwd", "/etc/passwd", "2026/../../secret.wav", "."]) {
      await it.database.db
        .updateTable("recordings")
        .set({ path })
        .where("recordingId", "=", `${segmentId}.2`)
        .execute();
      expect((await listen(agent, {}, `${segmentId}.2`)).code).toBe("recording.missing");
    }
  });
});

test("the call's record shows what was stored of each part: length, size, state and which voice is where", async () => {
  await close(segmentId, 3, "gone.wav", false);
  await writeFile(join(it.recordings, "b.wav"), sound);
  await close(segmentId, 4, join(it.recordings, "b.wav"), false, true);
  const { body } = await agent.ask<{ recordings: object[] }>("GET", `/calls/${call.callId}`);
  expect(body.recordings[0]).toEqual({
    recordingId,
    segmentId,
    part: 1,
    state: "closed",
    durationMs: 10_000,
    bytes: 1_000,
    startedAt: expect.any(String),
    channels: { left: "agent", right: "customer" },
  });
  expect(body.recordings).toContainEqual(expect.objectContaining({ part: 3, state: "missing" }));
  expect(body.recordings).toContainEqual(expect.objectContaining({ part: 4, state: "salvaged", bytes: 1_000 }));
  const row = await it.database.db
    .selectFrom("recordings")
    .select(["path", "sha256"])
    .where("part", "=", 4)
    .executeTakeFirst();
  expect(row).toMatchObject({ path: "b.wav", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
