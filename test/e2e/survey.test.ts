import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { DeskPhone } from "./support/desk-phone.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { screenshot } from "./support/screenshot.ts";

const LEADER_HERTZ = 1_400;

describe.skipIf(noSwitch || noBrowser)("a call's record on the page while its customer is asked for a rating", () => {
  let config: string;
  let hotline: HotlineProcess;
  let leader: AgentDesk;
  let agent: DeskPhone;
  let customer: Customer | undefined;

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 15, afterCallWorkSeconds: 60 }, { survey: true });
    hotline = await HotlineProcess.start({ config });
    agent = await DeskPhone.of(hotline, "li-na");
    leader = await AgentDesk.open(hotline, "wang-fang", LEADER_HERTZ);
  });
  afterAll(async () => {
    await leader?.close();
    agent?.close();
    customer?.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  it("S13 R13: the agent hangs up: without a reload the record says 评价中, then the rating, and its recording can be played", async () => {
    const { page } = leader;
    await agent.goOnline();
    customer = await Customer.calls(hotline, "13800138000", "王护士");
    await agent.answers();
    await customer.hears(DeskPhone.toneHertz);
    await page.getByRole("link", { name: "通话记录", exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: "王护士" });
    await row.click();
    await page.getByText("录音还在写入，通话结束后可听。").waitFor({ timeout: SOON_MS });
    await page.evaluate(() => (document.body.dataset["loaded"] = "once"));
    const detail = page.getByRole("dialog");
    // Long enough for a recording in which a player's position can be seen to move.
    await detail.getByText(/^李娜 通话 0:0[3-9]$/).waitFor({ timeout: SOON_MS });

    agent.hangUp();
    await detail.getByText("评价中").waitFor({ timeout: SOON_MS });
    const time = page.getByTestId("player-time");
    await expect.poll(() => time.textContent(), { timeout: SOON_MS }).toMatch(/^0:00 \/ 0:\d\d/);
    await row.getByText("评价中").waitFor({ timeout: SOON_MS });
    await customer.hearsMusic();
    expect(customer.hungUpOn).toBe(false);

    customer.press("2");
    await customer.isHungUpOn();
    await detail.getByText("一般 2/3 档").waitFor({ timeout: SOON_MS });
    await expect
      .poll(() => row.innerText(), { timeout: SOON_MS })
      .toMatch(/已接听[\s\S]*一般[\s\S]*2\/3 档[\s\S]*有录音/);
    await page.getByRole("button", { name: "播放", exact: true }).click();
    await page.getByRole("button", { name: "暂停", exact: true }).waitFor();
    await expect.poll(() => time.textContent(), { timeout: SOON_MS }).toMatch(/^0:0[1-9] /);
    expect(await page.evaluate(() => document.body.dataset["loaded"])).toBe("once");
    await screenshot(page, "survey");
  });
});
