import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { AgentSession } from "../support/agent-session.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, oneTimePasswordOf, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { CarrierEdge } from "./support/carrier-edge.ts";
import { hotlineCli } from "./support/cli.ts";
import { heardBy } from "./support/heard.ts";
import { closeHospital, hospitalWith, REPAIR_NUMBER } from "./support/hospital.ts";
import { screenshot } from "./support/screenshot.ts";
import { noSipp, SippCall, type SippTimes } from "./support/sipp-caller.ts";
import { readStereoWav, strongest } from "./support/stereo-wav.ts";

const AGENT_HERTZ = 500;
const CUSTOMER_HERTZ = 1_000;
const CUSTOMER = { from: "13800138000", name: "王护士" };
/**
 * The switch stamps on a grid of 20 ms and looks at its event queue every 20 ms, the server reads its clock when the event has
 * reached it, and SIPp stamps when it gets to its socket: on two cores shared with a browser each of the three may be some
 * hundred milliseconds late. A record that took another moment of the call (ringing for answer) would be off by more.
 */
const CLOCKS_AGREE_MS = 1_000;

interface CallRecord {
  readonly callId: string;
  readonly arrivedAt: string;
  readonly endedAt: string;
  readonly segments: readonly { readonly bridgedAt: string; readonly endedAt: string }[];
  readonly recordings: readonly { readonly recordingId: string; readonly state: string }[];
}

describe.skipIf(noSwitch || noBrowser || noSipp)("a call from the carrier to an agent at a browser", () => {
  let config: string;
  let hotline: HotlineProcess;
  let desk: AgentDesk;
  let phoneless: AgentSession;
  let edge: CarrierEdge;
  let sipp: SippCall;
  let times: SippTimes;
  let shownAtRinging: string;
  let heardByAgent: number | undefined;
  let heardByCustomer: number;

  // The call all tests look at: it rings, is answered by a click, both sound, the agent hangs up.
  beforeAll(async () => {
    config = hospitalWith({});
    hotline = await HotlineProcess.start({ config });
    desk = await AgentDesk.open(hotline, "zhang-wei", AGENT_HERTZ);
    await desk.goOnline();
    await screenshot(desk.page, "idle");
    phoneless = await AgentSession.begin(hotline.url, "li-na", oneTimePasswordOf(hotline, "li-na"));
    await phoneless.choose("online");
    edge = await CarrierEdge.open(hotline.trunkPort);
    sipp = new SippCall({ target: edge.port, to: REPAIR_NUMBER, toneHertz: CUSTOMER_HERTZ, ...CUSTOMER });

    await desk.rings();
    shownAtRinging = await desk.page.getByRole("main").innerText();
    await screenshot(desk.page, "ringing");
    const answeredInMs = await desk.answerMeasured();
    process.stdout.write(`answer click → talk on the page: ${String(answeredInMs)} ms\n`);
    await desk.stateIs("通话");
    await desk.hears(CUSTOMER_HERTZ);
    await vi.waitFor(() => expect(edge.heard(AGENT_HERTZ)).toBeGreaterThan(1_000), { timeout: SOON_MS });
    heardByAgent = await strongestOf(desk, [CUSTOMER_HERTZ, AGENT_HERTZ]);
    heardByCustomer = edge.heard(AGENT_HERTZ) > edge.heard(CUSTOMER_HERTZ) ? AGENT_HERTZ : CUSTOMER_HERTZ;
    // Long enough for a recording in which a player's position can be seen to move.
    const timer = desk.page.getByRole("timer", { name: "通话时长" });
    const lasts = async () => expect(await timer.textContent()).toMatch(/^0:(0[3-9]|[1-5]\d)$/);
    await vi.waitFor(lasts, { timeout: SOON_MS });
    await screenshot(desk.page, "talking");
    await desk.button("挂断").click();
    times = await sipp.ended();
    await desk.stateIs("话后");
    await desk.says("刚才：王护士");
    await screenshot(desk.page, "acw");
  });
  afterAll(async () => {
    sipp?.dispose();
    edge?.close();
    phoneless?.close();
    await desk?.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  it("W5: when the carrier sends a call, then the page rings with the caller's name and number and the line called", () => {
    expect(shownAtRinging).toContain("来电 · 报修 8000");
    expect(shownAtRinging).toContain("王护士");
    expect(shownAtRinging).toContain("138 0013 8000");
  });

  it("A2: when the agent has clicked 接听, then each side hears the tone of the other, and not its own", () => {
    expect(heardByAgent).toBe(CUSTOMER_HERTZ);
    expect(heardByCustomer).toBe(AGENT_HERTZ);
  });

  it("D2 S10: when the call is over, then the command line tells its times as SIPp saw them and why that agent got it", async () => {
    const [{ callId } = { callId: "" }] = (
      JSON.parse(await hotlineCli(hotline, "calls", "list", "--json")) as { items: CallRecord[] }
    ).items;
    const record = JSON.parse(await hotlineCli(hotline, "calls", "show", callId, "--json")) as CallRecord;
    const agree = (recorded: string | undefined, seen: number) =>
      expect(
        Math.abs(Date.parse(recorded ?? "") - seen),
        `${recorded} and ${new Date(seen).toISOString()}`,
      ).toBeLessThan(CLOCKS_AGREE_MS);
    agree(record.arrivedAt, times.invitedAt);
    agree(record.segments[0]?.bridgedAt, times.answeredAt);
    agree(record.segments[0]?.endedAt, times.endedAt);
    agree(record.endedAt, times.endedAt);

    const told = await hotlineCli(hotline, "calls", "show", callId);
    expect(told).toMatch(/选中 张伟：能接的人里空闲最久/);
    expect(told).toMatch(/电话没有登录: 李娜/);
    expect(told).toMatch(/没有登录: .*刘洋/);
  });

  it("A2: when the recording is fetched, then the agent is on the left, the customer on the right, and neither in the other", async () => {
    const [item] = ((await (await desk.page.request.get("/api/v1/calls")).json()) as { items: CallRecord[] }).items;
    const record = async () =>
      (await (await desk.page.request.get(`/api/v1/calls/${item?.callId ?? ""}`)).json()) as CallRecord;
    await expect.poll(async () => (await record()).recordings[0]?.state, { timeout: SOON_MS }).toBe("closed");
    const { recordings } = await record();
    expect(recordings).toHaveLength(1);
    const audio = await desk.page.request.get(`/api/v1/recordings/${recordings[0]?.recordingId ?? ""}/audio`);
    const { left, right, sampleRate } = readStereoWav(await audio.body());
    expect(strongest(left, AGENT_HERTZ, sampleRate)).toBeGreaterThan(1_000);
    expect(strongest(right, CUSTOMER_HERTZ, sampleRate)).toBeGreaterThan(1_000);
    expect(strongest(left, CUSTOMER_HERTZ, sampleRate)).toBeLessThan(100);
    expect(strongest(right, AGENT_HERTZ, sampleRate)).toBeLessThan(100);
  });

  it("R13: when the agent opens the call in 通话记录, then it is listed as it was and the player plays it", async () => {
    const { page } = desk;
    await page.getByRole("link", { name: "通话记录", exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: "王护士" });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/138 0013 8000[\s\S]*8000[\s\S]*报修[\s\S]*张伟[\s\S]*已接听[\s\S]*有录音/);
    await row.click();
    await page.getByRole("heading", { name: "通话详情" }).waitFor();
    const time = page.getByTestId("player-time");
    await expect.poll(() => time.textContent(), { timeout: SOON_MS }).toMatch(/^0:00 \/ \d:\d\d/);
    await page.getByRole("button", { name: "播放", exact: true }).click();
    await page.getByRole("button", { name: "暂停", exact: true }).waitFor();
    await expect.poll(() => time.textContent(), { timeout: SOON_MS }).toMatch(/^0:0[1-9] /);
    await screenshot(page, "records");
    await page.getByRole("tab", { name: "为什么分给他" }).click();
    await page.getByText("按最长空闲分给 张伟").waitFor();
    await screenshot(page, "records-why");
  });
});

/** Which of the tones is loudest in what the page receives. */
async function strongestOf(desk: AgentDesk, hertz: readonly number[]): Promise<number | undefined> {
  const { tones } = await heardBy(desk.page, hertz);
  return hertz[tones.indexOf(Math.max(...tones))];
}
