import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { testApp, type Asker, type TestApp } from "../http/testing/test-app.ts";
import { openPage, type Page } from "./testing/page.ts";

let it: TestApp;
let address: string;
const pages: Page[] = [];
beforeAll(async () => {
  it = await testApp();
  address = await it.app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(() => {
  for (const page of pages.splice(0)) page.socket.close();
});
afterAll(() => it.close());

async function open(asker: Asker, query = ""): Promise<Page> {
  const page = await openPage(address, asker, query);
  pages.push(page);
  return page;
}

test("that a recording can be played is told to its agent, who leads its group and who may see all, and to nobody else (R14)", async () => {
  const seeing = await Promise.all(
    ["zhang-wei", "wang-fang", "qian-jun"].map(async (user) => open(await it.signIn(user))),
  );
  const other = await open(await it.signIn("li-na"));
  for (const page of [...seeing, other]) await page.next("snapshot");
  const about = { callId: "call", agent: "zhang-wei", group: "repair" };
  const recording = { recordingId: "segment.1", segmentId: "segment", part: 1, durationMs: 3_000, sha256: "0a" };
  it.services.recordNews.tell([{ kind: "recording", state: "closed", ...about, ...recording }]);
  for (const page of seeing) {
    const { records } = await page.next("change", (change) => change.records !== undefined);
    expect(records).toEqual([{ kind: "recording", state: "closed", ...about, ...recording }]);
  }
  it.engine.link = { ...it.engine.link, connected: false };
  await other.next("change", (change) => change.switch?.connected === false);
  expect(JSON.stringify(other.messages)).not.toContain("segment.1");
});

test("what became known of a record while a page was away comes with its return", async () => {
  const asker = await it.signIn("zhang-wei");
  const first = await open(asker);
  const { epoch } = await first.next("snapshot");
  const after = first.changes().at(-1)?.seq ?? 0;
  await first.leave();
  it.services.recordNews.tell([{ kind: "ended", callId: "call", agent: "zhang-wei", group: "repair" }]);
  const second = await open(asker, `?epoch=${epoch}&after=${after}`);
  const { records } = await second.next("change", (change) => change.records !== undefined);
  expect(records).toEqual([{ kind: "ended", callId: "call", agent: "zhang-wei", group: "repair" }]);
});
