import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";
import { screenshot } from "./support/screenshot.ts";

const ZHANG_HERTZ = 500;
const LI_HERTZ = 700;

describe.skipIf(noSwitch || noBrowser)("an agent who asks a colleague while the customer waits", () => {
  let config: string;
  let hotline: HotlineProcess;
  let zhang: AgentDesk;
  let li: AgentDesk;
  const customers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 15, afterCallWorkSeconds: 5 });
    hotline = await HotlineProcess.start({ config });
    zhang = await AgentDesk.open(hotline, "zhang-wei", ZHANG_HERTZ);
    li = await AgentDesk.open(hotline, "li-na", LI_HERTZ);
    await zhang.goOnline();
  });
  // Back to where each test begins: 张伟 在线 alone, nobody waiting.
  afterEach(async () => {
    for (const customer of customers) await customer.leave();
    await li.choose("离线");
    await li.stateIs("离线");
    await zhang.stateIs("在线");
    await nothingIsLeft(hotline);
  });
  afterAll(async () => {
    await li?.close();
    await zhang?.close();
    for (const customer of customers) customer.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  /** 王护士 talks with 张伟, who then rings 李娜 by keys alone. */
  async function zhangAsksLi(): Promise<Customer> {
    const customer = await Customer.calls(hotline, "13800138000", "王护士");
    customers.push(customer);
    await zhang.answer();
    await customer.hears(ZHANG_HERTZ);
    await li.choose("在线");
    await li.stateIs("在线");
    await zhang.page.locator("body").press("c");
    await zhang.page.getByTestId("transfer-panel").waitFor();
    await zhang.page.keyboard.type("ln");
    await zhang.page.getByRole("option", { selected: true }).getByText("李娜").waitFor();
    await zhang.page.keyboard.press("Enter");
    await zhang.stateIs("咨询");
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hearsMusic();
    return customer;
  }

  async function liAnswers(): Promise<void> {
    await li.page.getByRole("heading", { name: "张伟 咨询您" }).waitFor({ timeout: SOON_MS });
    await li.page.keyboard.press("Enter");
    await li.page.getByRole("heading", { name: "咨询 · 张伟" }).waitFor({ timeout: SOON_MS });
    await zhang.page.getByRole("heading", { name: "咨询 · 李娜" }).waitFor({ timeout: SOON_MS });
    await zhang.hears(LI_HERTZ);
    await li.hears(ZHANG_HERTZ);
  }

  async function whoTalks(desk: AgentDesk, expected: RegExp): Promise<void> {
    await expect.poll(() => desk.page.getByTestId("who-talks").innerText(), { timeout: SOON_MS }).toMatch(expected);
  }

  it("A8: when the colleague was asked, then R brings the customer back, and the colleague is free again", async () => {
    const customer = await zhangAsksLi();
    await li.page.getByText("张伟 想就 王护士 的来电问您").waitFor({ timeout: SOON_MS });
    await screenshot(zhang.page, "consult-calling");
    await screenshot(li.page, "consult-asked");
    await liAnswers();
    await whoTalks(zhang, /您\s*通话中\s*李娜\s*通话中\s*王护士\s*在听音乐/);
    await li.stateIs("咨询");
    await customer.hearsMusic();
    await screenshot(zhang.page, "consult-agents");
    await screenshot(li.page, "consult-consulted");
    await li.page.locator("body").press("m");
    await li.says("已静音：别人听不到您");
    await zhang.hearsNothingOf(LI_HERTZ);
    await li.hears(ZHANG_HERTZ);
    await screenshot(li.page, "consult-consulted-muted");
    await li.button("取消静音").click();
    await zhang.hears(LI_HERTZ);
    await zhang.page.locator("body").press("r");
    await zhang.talks();
    await zhang.stateIs("通话");
    await customer.hears(ZHANG_HERTZ);
    await zhang.hears(Customer.toneHertz);
    await li.stateIs("在线");
    await li.page.getByRole("region", { name: "我今天" }).getByText("被咨询").first().waitFor({ timeout: SOON_MS });
    await screenshot(li.page, "consult-my-day");
  });

  it("A8: when the agent swaps, then the one it left hears music, and 转给 leaves the customer to the colleague", async () => {
    const customer = await zhangAsksLi();
    await liAnswers();
    await zhang.page.locator("body").press("s");
    await whoTalks(zhang, /您\s*通话中\s*李娜\s*在听音乐\s*王护士\s*通话中/);
    await whoTalks(li, /您\s*在听音乐\s*张伟\s*通话中\s*王护士\s*通话中/);
    await customer.hears(ZHANG_HERTZ);
    await zhang.hearsNothingOf(LI_HERTZ);
    await screenshot(zhang.page, "consult-swapped");
    await zhang.button("切换到 李娜").dblclick();
    await whoTalks(zhang, /您\s*通话中\s*李娜\s*通话中\s*王护士\s*在听音乐/);
    await li.hears(ZHANG_HERTZ);
    await zhang.button("转给 李娜").click();
    await zhang.stateIs("话后");
    await li.talks();
    await li.says("张伟 已离开，王护士 由您接手。");
    await customer.hears(LI_HERTZ);
    await li.hears(Customer.toneHertz);
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await screenshot(li.page, "consult-handed-over");
    await zhang.endAcw();
  });

  it("A9: when all three talk, then each hears both others, and the agent may remove the third", async () => {
    const customer = await zhangAsksLi();
    await liAnswers();
    await zhang.button("三方会议").click();
    await zhang.stateIs("会议");
    await li.stateIs("会议");
    await customer.hears(ZHANG_HERTZ);
    await customer.hears(LI_HERTZ);
    await zhang.hears(LI_HERTZ);
    await zhang.hears(Customer.toneHertz);
    await li.hears(ZHANG_HERTZ);
    await li.hears(Customer.toneHertz);
    await screenshot(zhang.page, "conference");
    await screenshot(li.page, "conference-third");
    await zhang.button("请出 李娜").click();
    await zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await customer.hearsNothingOf(LI_HERTZ);
    await li.stateIs("话后");
    await li.endAcw();
  });

  it("A9: when the agent leaves a conference that 会议 began, then the customer talks on with the third", async () => {
    const customer = await Customer.calls(hotline, "13800138000", "王护士");
    customers.push(customer);
    await zhang.answer();
    await li.choose("在线");
    await li.stateIs("在线");
    await zhang.page.getByRole("button", { name: "会议", exact: true }).click();
    await zhang.page.keyboard.type("1003");
    await zhang.page.getByRole("option", { selected: true }).getByText("李娜").waitFor();
    await zhang.page.keyboard.press("Enter");
    await li.page.getByRole("heading", { name: "张伟 咨询您" }).waitFor({ timeout: SOON_MS });
    await li.page.keyboard.press("Enter");
    await zhang.stateIs("会议");
    await customer.hears(LI_HERTZ);
    await zhang.button("我先离开").click();
    await zhang.stateIs("话后");
    await li.talks();
    await customer.hears(LI_HERTZ);
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await zhang.endAcw();
  });

  it("A8: when the colleague refuses, then the agent is back with the customer and the page says why", async () => {
    const customer = await zhangAsksLi();
    await li.page.getByRole("heading", { name: "张伟 咨询您" }).waitFor({ timeout: SOON_MS });
    await li.button("拒接").click();
    await li.says("已拒绝 张伟 的咨询。");
    await zhang.says("李娜 拒接了咨询，已回到与 王护士 的通话。");
    await screenshot(zhang.page, "consult-refused");
    await zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await zhang.hears(Customer.toneHertz);
  });
});
