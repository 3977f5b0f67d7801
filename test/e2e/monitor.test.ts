import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locator } from "playwright-core";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { DeskPhone } from "./support/desk-phone.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { screenshot, VIEWPORT } from "./support/screenshot.ts";

const LEADER_HERTZ = 1_400;
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

  it("W15: when the leader listens, whispers, barges in and takes over from the agent's row, then exactly those hear it whom the page names", async () => {
    await agent.goOffline();
    await agent.goOnline();
    await inRow("li-na", "在线");
    const caller = await someoneCalls("13700137000", "刘医生");
    await agent.answers();
    await inRow("li-na", "刘医生");
    const act = (action: string) =>
      row("li-na")
        .getByRole("button", { name: `${action} 李娜 的通话` })
        .click();
    const others = () => [agent.strengthOf(LEADER_HERTZ) > 0.1, caller.strengthOf(LEADER_HERTZ) > 0.1];
    const heardBy = (who: [agent: boolean, customer: boolean]) =>
      expect.poll(others, { timeout: SOON_MS }).toEqual(who);

    await act("监听");
    await leader.says("监听 李娜 与 刘医生：双方都听不到您");
    await leader.hears(Customer.toneHertz);
    await leader.hears(DeskPhone.toneHertz);
    await heardBy([false, false]);
    await leader.stateIs("监听");
    await screenshot(leader.page, "monitor-listening-1366");
    await leader.page.setViewportSize(FULL_HD);
    await screenshot(leader.page, "monitor-listening-1920");
    await leader.page.setViewportSize(VIEWPORT);

    await act("耳语");
    await leader.says("耳语 李娜：只有坐席听得到您");
    await heardBy([true, false]);
    await act("强插");
    await leader.says("强插 李娜 与 刘医生 的通话：双方都听得到您");
    await heardBy([true, true]);
    await screenshot(leader.page, "monitor-barging-1366");
    await act("监听");
    await heardBy([false, false]);
    await leader.button("退出").click();
    await leader.says("监听 李娜", "hidden");
    await leader.stateIs("离线");

    await row("li-na").getByRole("button", { name: "接管 李娜 的通话" }).click();
    await leader.says("刘医生 将从 李娜 转到您这里，李娜 进入话后处理。确定接管吗？");
    await screenshot(leader.page, "monitor-take-over-1366");
    await leader.page.getByRole("dialog").getByRole("button", { name: "接管" }).click();
    await leader.talks();
    await caller.hears(LEADER_HERTZ);
    await leader.hears(Customer.toneHertz);
    await leader.page.getByRole("link", { name: "监控" }).click();
    await inRow("li-na", "话后");
    caller.hangUp();
    await leader.stateIs("话后");
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
