import { afterAll, beforeAll, describe, it } from "vitest";
import type { Locator } from "playwright-core";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser, VIEWPORT } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { DeskPhone } from "./support/desk-phone.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { screenshot } from "./support/screenshot.ts";

const LEADER_HERTZ = 700;
const FULL_HD = { width: 1920, height: 1080 } as const;

describe.skipIf(noSwitch || noBrowser)("a team leader at the page 监控", () => {
  let config: string;
  let hotline: HotlineProcess;
  let leader: AgentDesk;
  let agent: DeskPhone;
  let customer: Customer | undefined;
  const callers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 10, afterCallWorkSeconds: 60 });
    hotline = await HotlineProcess.start({ config });
    agent = await DeskPhone.of(hotline, "li-na");
    leader = await AgentDesk.open(hotline, "wang-fang", LEADER_HERTZ);
    await leader.page.getByRole("link", { name: "监控" }).click();
    await leader.page.getByRole("heading", { name: "监控" }).waitFor({ state: "attached" });
  });
  afterAll(async () => {
    await leader?.close();
    agent?.close();
    for (const caller of callers) caller.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  async function someoneCalls(number: string, name: string): Promise<Customer> {
    const caller = await Customer.calls(hotline, number, name);
    callers.push(caller);
    return caller;
  }

  const row = (name: string): Locator => leader.page.locator(`tr[data-agent="${name}"]`);
  const inRow = (name: string, text: string) =>
    row(name).getByText(text, { exact: true }).waitFor({ timeout: SOON_MS });

  it("W15: when an agent talks, then its row says so in place with the customer, and the waiting caller stands in the queue", async () => {
    await agent.goOnline();
    await inRow("li-na", "在线");
    // With the pointer in the table nothing moves, whatever happens.
    await row("li-na").hover();
    const before = await row("li-na").boundingBox();
    customer = await someoneCalls("13800138000", "王护士");
    await agent.answers();
    await inRow("li-na", "通话");
    await inRow("li-na", "王护士");
    const after = await row("li-na").boundingBox();
    if (before?.y !== after?.y) throw new Error(`the row moved from ${before?.y} to ${after?.y}`);
    await leader.page.mouse.move(5, 700);
    const second = await someoneCalls("13900139000", "李医生");
    await leader.page.getByRole("listitem").filter({ hasText: "李医生" }).waitFor();
    await screenshot(leader.page, "monitor-1366");
    await leader.page.setViewportSize(FULL_HD);
    await screenshot(leader.page, "monitor-1920");
    await leader.page.setViewportSize(VIEWPORT);
    await second.leave();
    await leader.page.getByText("没有客户在等待。").waitFor();
  });

  it("W15: when the leader forces a state in the talk and extends and ends ACW by keyboard, then the agent's row and the leader are told", async () => {
    const menu = () => row("li-na").getByRole("button", { name: "改 李娜 的状态" });
    await menu().focus();
    await leader.page.keyboard.press("Enter");
    await leader.page.getByRole("menuitem", { name: "外呼" }).waitFor();
    await screenshot(leader.page, "monitor-state-menu");
    await leader.page.getByRole("menuitem", { name: "外呼" }).press("Enter");
    await leader.says("李娜 在通话结束后改为外呼。");
    await inRow("li-na", "之后外呼");
    customer?.hangUp();
    await inRow("li-na", "话后");
    await menu().click();
    await leader.page.getByRole("menuitem", { name: "话后延长 3 分钟" }).click();
    await leader.says("李娜 的话后延长了 180 秒。");
    await menu().click();
    await leader.page.getByRole("menuitem", { name: "结束话后" }).click();
    await inRow("li-na", "外呼");
    await menu().click();
    await leader.page
      .getByRole("menuitem", { name: /^小休：/ })
      .first()
      .click();
    await inRow("li-na", "小休");
  });

  it("W15: when an agent who leads nobody asks for the page, then it is not in the rail and leads back to the workbench", async () => {
    const desk = await AgentDesk.open(hotline, "zhang-wei", LEADER_HERTZ);
    try {
      if ((await desk.page.getByRole("link", { name: "监控" }).count()) > 0) throw new Error("the rail has 监控");
      await desk.page.goto("/monitor");
      await desk.page.waitForURL(/\/$/);
    } finally {
      await desk.close();
    }
  });
});
