import { afterAll, beforeAll, expect, test } from "vitest";
import type { AcdFact, CallFact } from "../acd/index.ts";
import { testDatabase, type TestDatabase } from "./testing/test-database.ts";
import { upsertFacts } from "./facts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const arrivedAt = Date.UTC(2026, 10, 22, 6, 5, 9, 123);

function callFact(callId: string, more: Partial<CallFact> = {}): AcdFact {
  const row: CallFact = {
    callId,
    direction: "inbound",
    state: "waiting",
    fromNumber: "13800138000",
    fromName: "王护士",
    toNumber: "8000",
    trunk: "telecom",
    group: "repair",
    agent: undefined,
    arrivedAt,
    answeredAt: undefined,
    endedAt: undefined,
    endReason: undefined,
    ...more,
  };
  return { table: "calls", row };
}

async function call(callId: string) {
  return database.db.selectFrom("calls").selectAll().where("callId", "=", callId).executeTakeFirstOrThrow();
}

test("facts of several tables, the last row of a key wins and times keep their milliseconds", async () => {
  await upsertFacts(database.db, [
    callFact("a1"),
    {
      table: "queue_entries",
      row: { entryId: "e1", callId: "a1", group: "repair", state: "waiting", joinedAt: arrivedAt, leftAt: undefined },
    },
    callFact("a1", { state: "talking", agent: "1001", answeredAt: arrivedAt + 4_001 }),
    callFact("a2"),
  ]);
  expect(await call("a1")).toEqual({
    callId: "a1",
    direction: "inbound",
    state: "talking",
    fromNumber: "13800138000",
    fromName: "王护士",
    toNumber: "8000",
    trunk: "telecom",
    group: "repair",
    agent: "1001",
    arrivedAt: new Date(arrivedAt),
    answeredAt: new Date(arrivedAt + 4_001),
    endedAt: null,
    endReason: null,
  });
  expect((await call("a2")).state).toBe("waiting");
  const entry = await database.db.selectFrom("queueEntries").selectAll().where("entryId", "=", "e1").executeTakeFirst();
  expect(entry).toMatchObject({ joinedAt: new Date(arrivedAt), leftAt: null });
});

test("facts written twice, as after a crash between write and acknowledgement, leave one row", async () => {
  const facts = [callFact("twice"), callFact("twice", { state: "ended", endedAt: arrivedAt + 9 })];
  await upsertFacts(database.db, facts);
  await upsertFacts(database.db, facts);
  expect((await call("twice")).endedAt).toEqual(new Date(arrivedAt + 9));
});

test("facts with 5 kB, quotes, emoji, U+0000 and half a surrogate pair are stored, nothing else of the batch is lost", async () => {
  const hostile = `'; drop table calls; -- "{}$1 %s \\ 😀\u0000\ud83d`;
  await upsertFacts(database.db, [
    callFact("hostile", { fromName: hostile + "汉".repeat(5_000), fromNumber: "9".repeat(5_000) }),
    callFact("beside"),
  ]);
  const stored = await call("hostile");
  expect(stored.fromName).toHaveLength(hostile.length - 1 + 5_000);
  expect(stored.fromName?.startsWith(`'; drop table calls; -- "{}$1 %s \\ 😀\ufffd`)).toBe(true);
  expect(stored.fromNumber).toHaveLength(5_000);
  expect((await call("beside")).callId).toBe("beside");
});

test("every table of the engine takes its rows, jsonb columns come back as they were given", async () => {
  const raw = { q850: 16, sip: 200, text: 'Normal\'s "end"' };
  const candidates = [{ agent: "camelCase_name", eligible: true, why: "longest-idle" as const, idleSince: 5 }];
  await upsertFacts(database.db, [
    {
      table: "legs",
      row: {
        legId: "l1",
        callId: "c",
        role: "customer",
        agent: undefined,
        createdAt: 1,
        ringingAt: undefined,
        answeredAt: 2,
        endedAt: 3,
        cause: "normal",
        raw,
      },
    },
    {
      table: "offers",
      row: {
        offerId: "o1",
        callId: "c",
        entryId: "e",
        group: "g",
        agent: "a",
        legId: "l",
        phone: "browser",
        state: "answered",
        offeredAt: 1,
        ringingAt: 2,
        endedAt: 3,
        cause: undefined,
      },
    },
    {
      table: "segments",
      row: {
        segmentId: "s1",
        callId: "c",
        offerId: "o1",
        group: "g",
        agent: "a",
        state: "talking",
        bridgedAt: 3,
        endedAt: undefined,
        recordingParts: 1,
        heldMs: 4_000,
        releasedAt: undefined,
      },
    },
    {
      table: "agent_state_changes",
      row: {
        agent: "a",
        seq: 7,
        at: 1,
        state: "break",
        breakReason: "lunch",
        by: "a",
        why: "chosen",
        callId: undefined,
      },
    },
    { table: "agent_sessions", row: { agent: "a", signedInAt: 1, signedOutAt: undefined, why: undefined } },
    {
      table: "decisions",
      row: {
        callId: "c",
        seq: 1,
        at: 1,
        group: "g",
        rule: "longest-idle",
        chosen: "a",
        candidates,
        membersNotListed: 3,
        deploymentHash: "h",
      },
    },
  ]);
  const { db } = database;
  expect(await db.selectFrom("legs").select(["raw"]).executeTakeFirst()).toEqual({ raw });
  expect(await db.selectFrom("decisions").select(["candidates", "seq"]).executeTakeFirst()).toEqual({
    candidates,
    seq: 1,
  });
  expect(await db.selectFrom("segments").select("recordingParts").executeTakeFirst()).toEqual({ recordingParts: 1 });
  expect(await db.selectFrom("offers").select("ringingAt").executeTakeFirst()).toEqual({ ringingAt: new Date(2) });
  expect(await db.selectFrom("agentStateChanges").select("breakReason").executeTakeFirst()).toEqual({
    breakReason: "lunch",
  });
  expect(await db.selectFrom("agentSessions").selectAll().executeTakeFirst()).toMatchObject({
    agent: "a",
    signedOutAt: null,
  });
});

test("no facts at all is no statement and no error", async () => {
  await expect(upsertFacts(database.db, [])).resolves.toBeUndefined();
});
