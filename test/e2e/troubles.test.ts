import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, oneTimePasswordOf, OWN_PASSWORD, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";
import { screenshot } from "./support/screenshot.ts";

const AGENT_HERTZ = 500;
const CREDENTIALS = "**/api/v1/phone/credentials";

describe.skipIf(noSwitch || noBrowser)("an agent's page in trouble", () => {
  let config: string;
  let hotline: HotlineProcess;
  let desk: AgentDesk;
  const customers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 20, afterCallWorkSeconds: 1 });
    hotline = await HotlineProcess.start({ config });
    desk = await AgentDesk.open(hotline, "zhang-wei", AGENT_HERTZ);
    await desk.goOnline();
  });
  // Back to where each test begins: the agent 在线 and free.
  afterEach(async () => {
    for (const customer of customers) await customer.leave();
    await nothingIsLeft(hotline);
    await desk.stateIs("在线");
    await desk.phoneIsReady();
  });
  afterAll(async () => {
    await desk?.close();
    for (const customer of customers) customer.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  async function someoneCalls(): Promise<Customer> {
    const customer = await Customer.calls(hotline, "13800138000", "王护士");
    customers.push(customer);
    return customer;
  }

  /** A talk in which both have heard each other. */
  async function talk(): Promise<Customer> {
    const customer = await someoneCalls();
    await desk.answer();
    await bothHear(customer);
    return customer;
  }

  async function bothHear(customer: Customer, at = desk): Promise<void> {
    await customer.hears(AGENT_HERTZ);
    await at.hears(Customer.toneHertz);
  }

  async function segmentsOfLatestCall(): Promise<readonly unknown[]> {
    const { items } = (await (await desk.page.request.get("/api/v1/calls")).json()) as { items: { callId: string }[] };
    const record = await desk.page.request.get(`/api/v1/calls/${items[0]?.callId ?? ""}`);
    return ((await record.json()) as { segments: readonly unknown[] }).segments;
  }

  it("when the browser refuses the microphone, then the page says why no call comes, and works once it is allowed", async () => {
    const other = await AgentDesk.atTheDoor(hotline, AGENT_HERTZ, { microphone: false });
    try {
      await other.signIn("liu-yang", oneTimePasswordOf(hotline, "liu-yang"));
      await other.changePassword(oneTimePasswordOf(hotline, "liu-yang"));
      await other.phoneIsReady();
      await other.page.getByRole("button", { name: /^上线/ }).first().click();
      await other.says("浏览器拒绝了麦克风");
      await other.says("没有麦克风，客户听不到您");
      await other.stateIs("离线");
      await screenshot(other.page, "trouble-microphone");
      await other.browser.context.grantPermissions(["microphone"]);
      await other.button("重试").click();
      await other.says("浏览器拒绝了麦克风", "hidden");
      await other.goOnline();
    } finally {
      await other.close();
    }
  });

  it("when the password is wrong, then the page says so and keeps the name, the right one opens it, and after five it says to wait", async () => {
    const other = await AgentDesk.atTheDoor(hotline, AGENT_HERTZ);
    const wrong = "用户名或密码不对。请检查大小写后再试。";
    const wait = "尝试次数太多，暂时不能登录。请等一分钟再试；忘记密码请找管理员重置。";
    try {
      const oneTime = oneTimePasswordOf(hotline, "wu-xia");
      await other.signIn("wu-xia", `${oneTime}x`);
      await other.says(wrong);
      expect(await other.page.getByLabel("用户名").inputValue()).toBe("wu-xia");
      expect(await other.page.getByLabel("密码", { exact: true }).inputValue()).toBe("");
      await screenshot(other.page, "trouble-password");
      for (let failures = 1; failures < 5; failures += 1) await other.signsInInVain("nobody-of-that-name", oneTime);
      await other.says(wrong);
      await other.signsInInVain("nobody-of-that-name", oneTime);
      await other.signsInInVain("nobody-of-that-name", oneTime);
      await other.says(wait);
      await other.says(wrong, "hidden");
      await other.signIn("wu-xia", oneTime);
      await other.page.getByRole("heading", { name: "设置新密码" }).waitFor();
    } finally {
      await other.close();
    }
  });

  it("when the server is killed in a talk and started again, then the bar says so, the talk goes on, and hanging up works", async () => {
    const customer = await talk();
    await hotline.kill();
    await desk.says("连接中断，正在重连（通话不受影响）");
    await bothHear(customer);
    await screenshot(desk.page, "trouble-socket");
    await hotline.up();
    await desk.says("连接中断，正在重连（通话不受影响）", "hidden");
    await desk.talks();
    await bothHear(customer);
    await desk.button("静音").click();
    await customer.hearsNothingOf(AGENT_HERTZ);
    await desk.button("挂断").click();
    await customer.isHungUpOn();
    expect(await segmentsOfLatestCall()).toHaveLength(1);
  });

  it("when the switch refuses the phone, then the page says that calls go to others, and 重试 registers it", async () => {
    const { page } = desk;
    await page.route(CREDENTIALS, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), password: "another phone's secret" } });
    });
    await page.reload();
    await desk.says("话机没有注册上");
    await desk.says("来电暂时到不了这里，会分给其他坐席。");
    await screenshot(page, "trouble-registration");
    await page.unrouteAll({ behavior: "wait" });
    await desk.button("重试").click();
    await desk.phoneIsReady();
    await desk.says("话机没有注册上", "hidden");
  });

  it("when the session is over in a talk, then the talk goes on at the sign-in page and its buttons are back afterwards", async () => {
    const customer = await talk();
    await desk.browser.context.clearCookies();
    await desk.page.getByRole("link", { name: "通话记录", exact: true }).click();
    await desk.says("登录已过期，请重新登录；之后回到刚才的页面。通话不受影响。");
    await bothHear(customer);
    await screenshot(desk.page, "trouble-session");
    await desk.signIn("zhang-wei", OWN_PASSWORD);
    await desk.page.getByRole("link", { name: "通话记录", exact: true }).waitFor();
    await expect.poll(() => new URL(desk.page.url()).pathname, { timeout: SOON_MS }).toBe("/calls");
    await desk.talks();
    await bothHear(customer);
    await desk.button("挂断").click();
    await customer.isHungUpOn();
    await desk.page.getByRole("link", { name: "工作台", exact: true }).click();
  });

  it("A3: when the page is loaded anew in a talk, then the talk comes back by itself as the same segment", async () => {
    const customer = await talk();
    await desk.page.reload();
    await desk.talks();
    await bothHear(customer);
    expect(customer.hungUpOn).toBe(false);
    await desk.button("挂断").click();
    await customer.isHungUpOn();
    expect(await segmentsOfLatestCall()).toHaveLength(1);
  });

  it("A3: when the page is closed in a talk, then the customer stays on the line and gets the agent back with the next page", async () => {
    const customer = await talk();
    await desk.page.close();
    await customer.hearsNothingOf(AGENT_HERTZ);
    desk.page = await desk.browser.newPage();
    await desk.page.goto("/");
    await desk.talks();
    await bothHear(customer);
    expect(await segmentsOfLatestCall()).toHaveLength(1);
  });

  it("when a second tab is open, then one of the two holds the phone, says so, and the other may take it over", async () => {
    const tab = await desk.nextTab();
    await tab.says("话机在另一个页面里");
    await screenshot(tab.page, "trouble-tabs");
    const first = await someoneCalls();
    await desk.answer();
    await bothHear(first);
    first.hangUp();
    await desk.stateIs("在线");
    await tab.button("在此接管").click();
    await desk.says("话机在另一个页面里");
    await tab.phoneIsReady();
    const second = await someoneCalls();
    await tab.answer();
    await bothHear(second, tab);
    second.hangUp();
    await tab.stateIs("在线");
    await tab.page.close();
    await desk.says("话机在另一个页面里", "hidden");
  });

  it("when the agent signs in at another computer, then the first page says so and calls ring at the other, and back again", async () => {
    const other = await AgentDesk.atTheDoor(hotline, AGENT_HERTZ);
    try {
      await other.signIn("zhang-wei", OWN_PASSWORD);
      await other.stateIs("在线");
      await desk.says("您已在另一处登录，这里的登录已结束。");
      await other.phoneIsReady();
      const customer = await someoneCalls();
      await other.answer();
      await bothHear(customer, other);
      customer.hangUp();
      await other.stateIs("在线");
      await desk.signIn("zhang-wei", OWN_PASSWORD);
      await desk.stateIs("在线");
      await other.says("您已在另一处登录，这里的登录已结束。");
      await desk.phoneIsReady();
      const next = await someoneCalls();
      await desk.answer();
      await bothHear(next);
    } finally {
      await other.close();
    }
  });
});
