import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { DeskPhone } from "./support/desk-phone.ts";
import { heardBy } from "./support/heard.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";
import { screenshot } from "./support/screenshot.ts";

const AGENT_HERTZ = 500;

describe.skipIf(noSwitch || noBrowser)("an agent with calls at the workbench", () => {
  let config: string;
  let hotline: HotlineProcess;
  let desk: AgentDesk;
  let colleague: DeskPhone;
  const customers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 5, afterCallWorkSeconds: 5 });
    hotline = await HotlineProcess.start({ config });
    desk = await AgentDesk.open(hotline, "zhang-wei", AGENT_HERTZ);
    colleague = await DeskPhone.of(hotline, "li-na");
    await desk.goOnline();
  });
  // Back to where each test begins: the agent 在线, alone, and nobody waiting.
  afterEach(async () => {
    for (const customer of customers) await customer.leave();

    await colleague.goOffline();
    await desk.stateIs("在线");
    await desk.page.getByText("等待 0", { exact: true }).waitFor();
    await nothingIsLeft(hotline);
  });
  afterAll(async () => {
    await desk?.close();
    colleague?.close();
    for (const customer of customers) customer.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  async function someoneCalls(name = "王护士"): Promise<Customer> {
    const customer = await Customer.calls(hotline, "13800138000", name);
    customers.push(customer);
    return customer;
  }

  async function nothingRings(): Promise<void> {
    await desk.page.getByRole("heading", { name: /^来电/ }).waitFor({ state: "detached", timeout: SOON_MS });
  }

  it("A3: when the only agent rejects, then the caller stays and waits in the queue", async () => {
    const customer = await someoneCalls();
    await desk.rings();
    await desk.button("拒接").click();
    await nothingRings();
    await desk.page.getByText("已拒接 王护士 的来电，客户仍在队列里。").waitFor();
    await desk.page.getByText("等待 1", { exact: true }).waitFor();
    expect(customer.hungUpOn).toBe(false);
  });

  it("A3: when an agent rejects and another is free, then the other's phone rings and gets the caller", async () => {
    const customer = await someoneCalls();
    await desk.rings();
    await colleague.goOnline();
    await desk.button("拒接").click();
    await colleague.answers();
    await nothingRings();
    await customer.hears(DeskPhone.toneHertz);
  });

  it("A3: when an agent lets it ring, then the next agent's phone rings and the card is gone", async () => {
    const customer = await someoneCalls();
    await desk.rings();
    await colleague.goOnline();
    await colleague.answers();
    await nothingRings();
    await desk.stateIs("在线");
    await customer.hears(DeskPhone.toneHertz);
  });

  it("A3: when the caller hangs up while it rings, then the card goes away and the next call rings as ever", async () => {
    const impatient = await someoneCalls();
    await desk.rings();
    impatient.hangUp();
    await nothingRings();
    await desk.stateIs("在线");
    const customer = await someoneCalls();
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
    customer.hangUp();
    await desk.stateIs("话后");
    await desk.endAcw();
  });

  it("A2 A3: when the agent answers and hangs up by keys, then the customer's line ends and ACW ends by its button", async () => {
    await desk.page.getByRole("link", { name: "工作台", exact: true }).focus();
    const customer = await someoneCalls();
    await desk.rings();
    await desk.page.locator("button:focus", { hasText: "接听" }).waitFor();
    await desk.page.keyboard.press("Enter");
    await desk.talks();
    await customer.hears(AGENT_HERTZ);
    await desk.page.keyboard.press("Escape");
    await desk.page.getByText("再按一次 Esc 挂断").waitFor();
    await desk.page.keyboard.press("Escape");
    await customer.isHungUpOn();
    await desk.stateIs("话后");
    await desk.endAcw();
  });

  it("A2: when 接听 is clicked fifty times at once, then it is one talk, in which 保持 so often is one hold", async () => {
    const customer = await someoneCalls();
    await desk.rings();
    const clickFifty = (button: HTMLElement | SVGElement) => {
      for (let click = 0; click < 50; click += 1) button.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    };
    await desk.button("接听").evaluate(clickFifty);
    await desk.talks();
    await customer.hears(AGENT_HERTZ);
    await desk.hears(Customer.toneHertz);
    await desk.page.getByRole("button", { name: /^保持/ }).evaluate(clickFifty);
    await desk.stateIs("保持");
    await customer.hearsMusic();
    await desk.button("恢复通话").evaluate(clickFifty);
    await desk.stateIs("通话");
    await customer.hears(AGENT_HERTZ);
    const answer = await desk.page.request.get("/api/v1/calls");
    const { items } = (await answer.json()) as { items: { callId: string }[] };
    const record = await desk.page.request.get(`/api/v1/calls/${items[0]?.callId ?? ""}`);
    expect(((await record.json()) as { segments: readonly unknown[] }).segments).toHaveLength(1);
  });

  it("A3: when the customer hangs up, then the page says after-call work, which ends by its time", async () => {
    const customer = await someoneCalls();
    await desk.answer();
    await desk.hears(Customer.toneHertz);
    customer.hangUp();
    await desk.stateIs("话后");
    await desk.page.getByText(/0:0\d 后自动结束/).waitFor();
    await desk.stateIs("在线");
  });

  it("A5: when the agent mutes, then the customer hears nothing, the agent still hears the customer, and it can be undone", async () => {
    const customer = await someoneCalls();
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
    await desk.button("静音").click();
    await desk.page.getByText("已静音：客户听不到您").waitFor();
    await customer.hearsNothingOf(AGENT_HERTZ);
    const { tones } = await heardBy(desk.page, [Customer.toneHertz]);
    expect(tones[0]).toBeGreaterThan(0.1);
    await screenshot(desk.page, "muted");
    await desk.button("取消静音").click();
    await customer.hears(AGENT_HERTZ);
  });

  it("A6: when the agent holds, then the page says so, the customer hears music and the agent nothing, and H brings both back", async () => {
    const customer = await someoneCalls();
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
    await desk.hears(Customer.toneHertz);
    await desk.page.getByRole("button", { name: /^保持/ }).click();
    await desk.stateIs("保持");
    await desk.page.getByText("保持中：客户在听音乐，听不到您").waitFor();
    await desk.page
      .getByTestId("hold-timer")
      .getByText(/^0:0[1-9]$/)
      .waitFor({ timeout: SOON_MS });
    await customer.hearsNothingOf(AGENT_HERTZ);
    await customer.hearsMusic();
    await desk.hearsNothingOf(Customer.toneHertz);
    expect(await desk.button("静音").isDisabled()).toBe(true);
    await screenshot(desk.page, "held");
    await desk.page.locator("body").press("h");
    await desk.stateIs("通话");
    await desk.talks();
    await customer.hears(AGENT_HERTZ);
    await desk.hears(Customer.toneHertz);
    await desk.page.getByRole("button", { name: /^保持/ }).click();
    await desk.button("恢复通话").click();
    await customer.hears(AGENT_HERTZ);
  });

  it("A2: when the agent opens the keypad, then clicks and the keyboard send keys to the customer's side, and Esc only closes it", async () => {
    const customer = await someoneCalls();
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
    await desk.page.locator("body").press("k");
    await desk.button("按键 1").click();
    await desk.button("按键 #").click();
    await desk.page.locator("body").press("7");
    await expect.poll(() => customer.keys, { timeout: SOON_MS }).toBe("1#7");
    await desk.page.getByTestId("keypad-sent").getByText("1#7").waitFor();
    await screenshot(desk.page, "keypad");
    await desk.page.keyboard.press("Escape");
    await desk.page.getByTestId("keypad-sent").waitFor({ state: "detached" });
    await desk.talks();
    await customer.hears(AGENT_HERTZ);
  });

  it("A1: when the agent takes a break, then the pill shows the reason, the caller waits, and going online brings the call", async () => {
    await desk.choose("用餐");
    await desk.stateIs("小休");
    await expect.poll(() => desk.pill.innerText(), { timeout: SOON_MS }).toContain("用餐");
    await someoneCalls();
    await desk.page.getByText("等待 1", { exact: true }).waitFor();
    await screenshot(desk.page, "break");
    await desk.goOnline("振铃");
    await desk.answer();
  });

  it("W5: when a caller's name is made to break pages, then it stands there as text and the call is answered", async () => {
    const name = "<img src=x onerror=alert(1)> {7*7} 100% 🏥";
    const customer = await someoneCalls(name);
    await desk.rings();
    expect(await desk.page.getByTestId("caller-name").innerText()).toBe(name);
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
  });

  it("when the agent switches noise suppression on in a talk, then it takes the steady tone away, until it is off again", async () => {
    const customer = await someoneCalls();
    await desk.answer();
    await customer.hears(AGENT_HERTZ);
    await desk.button("耳机就绪").click();
    const suppression = desk.page.getByRole("switch", { name: "降噪" });
    await screenshot(desk.page, "headset");
    await suppression.click();
    // What is left of it: a tenth.
    await expect.poll(() => customer.strengthOf(AGENT_HERTZ), { timeout: SOON_MS }).toBeLessThan(0.25);
    await suppression.click();
    await expect.poll(() => customer.strengthOf(AGENT_HERTZ), { timeout: SOON_MS }).toBeGreaterThan(0.5);
    await desk.page.keyboard.press("Escape");
  });
});
