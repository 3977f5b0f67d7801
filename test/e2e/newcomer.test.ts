import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, oneTimePasswordOf, OWN_PASSWORD, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { heardBy } from "./support/heard.ts";
import { screenshot } from "./support/screenshot.ts";

const AGENT_HERTZ = 500;
/** Two questions without an answer, and the thanks. */
const RATING_MS = 90_000;
const SIMULATED = "模拟交换机：没有真实电话，来电和声音都是模拟的，仅供试用。";

describe.each([
  { name: "with FreeSWITCH on PATH", simulated: false, cannot: noBrowser || noSwitch },
  { name: "with the simulated switch", simulated: true, cannot: noBrowser },
])("the first minute of the README, $name", ({ simulated, cannot }) => {
  describe.skipIf(cannot)("in a clean home", () => {
    let hotline: HotlineProcess;
    let desk: AgentDesk;

    beforeAll(async () => {
      hotline = await HotlineProcess.start({ words: true, simulated });
    });
    afterAll(async () => {
      await desk?.close();
      await hotline?.dispose();
    });

    it("when a newcomer goes from `npm start` to 通话记录, then the first call is talked and kept, and no password is told twice", async () => {
      const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
        scripts: Record<string, string>;
      };
      expect(scripts["start"]).toBe("hotline up");
      expect(hotline.printed.trimEnd().split("\n").at(-1)).toBe(`hotline ready ${hotline.url}`);
      expect([...hotline.oneTimePasswords.keys()]).toEqual(expect.arrayContaining(["zhang-wei", "admin", "gao-yuan"]));
      await signInForTheFirstTime();
      await followTheGuide();
      await lookIntoTheRecords();
      await findTheSwitchNamed();
      await startAgain();
    });

    async function signInForTheFirstTime(): Promise<void> {
      desk = await AgentDesk.atTheDoor(hotline, AGENT_HERTZ);
      const oneTime = oneTimePasswordOf(hotline, "zhang-wei");
      await screenshot(desk.page, "sign-in");
      await desk.signIn("zhang-wei", oneTime);
      await desk.changePassword(oneTime);
      await desk.page.getByRole("heading", { name: "第一通电话" }).waitFor();
      await desk.stateIs("离线");
      expect(await desk.page.getByText("没有声音，也没有录音").isVisible()).toBe(simulated);
      await screenshot(desk.page, simulated ? "first-call-simulated" : "first-call");
    }

    async function followTheGuide(): Promise<void> {
      await desk.goOnline();
      await desk.button("打一个测试电话").click();
      await desk.rings();
      await desk.page.getByText("演示来电", { exact: true }).waitFor();
      await desk.answer();
      await desk.stateIs("通话");
      if (!simulated) {
        const packetsReceived = async () => (await heardBy(desk.page, [])).packetsReceived;
        await expect.poll(packetsReceived, { timeout: SOON_MS }).toBeGreaterThan(25);
      }
      await screenshot(desk.page, simulated ? "talking-simulated" : "talking-demo");
      await desk.button("挂断").click();
      await desk.stateIs("话后");
      await desk.endAcw();
      await desk.stateIs("在线");
    }

    async function lookIntoTheRecords(): Promise<void> {
      await desk.page.getByRole("link", { name: "通话记录", exact: true }).click();
      const row = desk.page.getByRole("row").filter({ hasText: "演示来电" });
      await row.waitFor();
      // The agent has hung up, and the caller is asked for a rating that it will not give.
      const told = async () => {
        await desk.page.reload();
        await row.waitFor();
        return row.innerText();
      };
      await expect.poll(told, { timeout: RATING_MS, interval: 1_000 }).toMatch(/已接听[\s\S]*未评价/);
      expect((await row.innerText()).includes("有录音")).toBe(!simulated);
    }

    async function findTheSwitchNamed(): Promise<void> {
      for (const path of ["/calls", "/"]) {
        await desk.page.goto(path);
        await desk.pill.waitFor();
        expect(await desk.page.getByText(SIMULATED).isVisible(), path).toBe(simulated);
      }
    }

    async function startAgain(): Promise<void> {
      await hotline.stop();
      await hotline.up();
      expect(hotline.printed).not.toContain("一次性密码");
      expect(hotline.printed).not.toContain(oneTimePasswordOf(hotline, "zhang-wei"));
      const { page } = desk;
      await page.context().clearCookies();
      await page.goto("/");
      await desk.signIn("zhang-wei", OWN_PASSWORD);
      await desk.pill.waitFor();
    }
  });
});
