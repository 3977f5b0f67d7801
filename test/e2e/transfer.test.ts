import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { DeskPhone } from "./support/desk-phone.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";
import { screenshot } from "./support/screenshot.ts";

const ZHANG_HERTZ = 500;
const LI_HERTZ = 700;

describe.skipIf(noSwitch || noBrowser)("an agent who passes a customer on, and the one who gets it", () => {
  let config: string;
  let hotline: HotlineProcess;
  let zhang: AgentDesk;
  let li: AgentDesk;
  const customers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 8, afterCallWorkSeconds: 5 });
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

  /** 王护士 talks with 张伟; 李娜 comes after that, so that the call cannot be hers. */
  async function talkWithZhang(): Promise<Customer> {
    const customer = await Customer.calls(hotline, "13800138000", "王护士");
    customers.push(customer);
    await zhang.answer();
    await customer.hears(ZHANG_HERTZ);
    return customer;
  }

  /** Opens the list by T and looks for somebody, hands on the keyboard. */
  async function lookFor(sought: string): Promise<void> {
    await zhang.page.locator("body").press("t");
    await zhang.page.getByTestId("transfer-panel").waitFor();
    await zhang.page.keyboard.type(sought);
  }

  const chosen = () => zhang.page.getByRole("option", { selected: true });

  it("A7: when T, a name and Enter are pressed, then the colleague's page rings, it answers, and both talk with the customer alone", async () => {
    const customer = await talkWithZhang();
    await li.choose("在线");
    await li.stateIs("在线");
    await lookFor("ln");
    await chosen().getByText("李娜").waitFor();
    await chosen().getByText("在线").waitFor();
    await screenshot(zhang.page, "transfer-panel");
    await zhang.page.keyboard.press("Enter");
    await zhang.says("王护士 已转接给 李娜，正在呼叫。");
    await zhang.stateIs("话后");
    await screenshot(zhang.page, "transferred");
    await li.rings();
    expect(await li.page.getByTestId("caller-name").innerText()).toBe("王护士");
    await li.page.keyboard.press("Enter");
    await li.talks();
    await customer.hears(LI_HERTZ);
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await li.hears(Customer.toneHertz);
    await zhang.endAcw();
  });

  it("A7: when the colleague is already talking, then the page says so in words and the customer is still there", async () => {
    await li.choose("在线");
    const other = await Customer.calls(hotline, "13900139000", "刘医生");
    customers.push(other);
    await zhang.rings();
    await zhang.button("拒接").click();
    await li.answer();
    const customer = await talkWithZhang();
    await lookFor("李");
    await chosen().getByText("通话").waitFor();
    await zhang.page.keyboard.press("Enter");
    await zhang.says("转接失败：李娜 正在通话。王护士 仍在您这里。");
    await screenshot(zhang.page, "transfer-refused");
    await zhang.page.keyboard.press("Escape");
    await zhang.page.getByTestId("transfer-panel").waitFor({ state: "detached" });
    await zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await zhang.hears(Customer.toneHertz);
  });

  it("A7: when the colleague does not answer, then the customer rings again at who passed it on, with words why", async () => {
    const customer = await talkWithZhang();
    await li.choose("在线");
    await lookFor("1003");
    await chosen().getByText("李娜").waitFor();
    await zhang.page.keyboard.press("Enter");
    await li.rings();
    await li.button("拒接").click();
    await zhang.says("李娜 没有接，王护士 转回给您。");
    await screenshot(zhang.page, "transfer-returned");
    await zhang.page.reload();
    await zhang.says("李娜 没有接，王护士 转回给您。");
    await zhang.answer();
    await customer.hears(ZHANG_HERTZ);
  });

  it("A7: when a group is chosen by the arrow keys, then the customer waits there and a member's page rings", async () => {
    const customer = await talkWithZhang();
    await li.choose("在线");
    await zhang.page.locator("body").press("t");
    await zhang.page.getByRole("option").first().waitFor();
    await expect.poll(() => chosen().innerText(), { timeout: SOON_MS }).toContain("报修");
    await zhang.page.keyboard.press("ArrowDown");
    await expect.poll(() => chosen().innerText(), { timeout: SOON_MS }).toContain("李娜");
    await zhang.page.keyboard.press("ArrowUp");
    await expect.poll(() => chosen().innerText(), { timeout: SOON_MS }).toContain("报修");
    await zhang.page.keyboard.press("Enter");
    await zhang.says("王护士 已转到 报修，正在排队。");
    await li.answer();
    await customer.hears(LI_HERTZ);
  });

  it("W15: when a leader takes the customer over, then the agent's page says who, also after a reload", async () => {
    const leader = await DeskPhone.of(hotline, "wang-fang");
    try {
      const customer = await talkWithZhang();
      await zhang.page.getByRole("heading", { name: /^通话 · / }).waitFor();
      const { body } = await hotline.api("GET", "/calls?outcome=live");
      await leader.takesOver((body as { items: { callId: string }[] }).items[0]?.callId ?? "");
      await zhang.says("王芳 接管了您与 王护士 的通话。");
      await zhang.stateIs("话后");
      await customer.hears(DeskPhone.toneHertz);
      await screenshot(zhang.page, "taken-over");
      await zhang.page.reload();
      await zhang.says("王芳 接管了您与 王护士 的通话。");
      await zhang.endAcw();
      await customer.leave();
    } finally {
      leader.close();
    }
  });
});
