import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { AgentDesk, OWN_PASSWORD, SOON_MS } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";

const ZHANG_HERTZ = 500;
const LI_HERTZ = 700;
const MUSIC_WITHIN_MS = 10_000;

describe.skipIf(noSwitch || noBrowser)("an agent's browser that is killed in a call", () => {
  let config: string;
  let hotline: HotlineProcess;
  let zhang: AgentDesk;
  let li: AgentDesk;
  const customers: Customer[] = [];

  beforeAll(async () => {
    config = hospitalWith({ ringSeconds: 15, afterCallWorkSeconds: 1 });
    hotline = await HotlineProcess.start({ config });
    zhang = await AgentDesk.open(hotline, "zhang-wei", ZHANG_HERTZ);
    li = await AgentDesk.open(hotline, "li-na", LI_HERTZ);
    await zhang.goOnline();
  });
  // Back to where each test begins: 张伟 在线 alone at a browser of their own, nobody waiting.
  afterEach(async () => {
    for (const customer of customers) await customer.leave();
    await li.choose("离线");
    await li.stateIs("离线");
    await zhang.close();
    zhang = await AgentDesk.atTheDoor(hotline, ZHANG_HERTZ);
    await zhang.signIn("zhang-wei", OWN_PASSWORD);
    await zhang.stateIs("在线");
    await zhang.phoneIsReady();
    await nothingIsLeft(hotline);
  });
  afterAll(async () => {
    await li?.close();
    await zhang?.close();
    for (const customer of customers) customer.close();
    await hotline?.dispose();
    closeHospital(config);
  });

  async function talk(): Promise<Customer> {
    const customer = await Customer.calls(hotline, "13800138000", "王护士");
    customers.push(customer);
    await zhang.answer();
    await customer.hears(ZHANG_HERTZ);
    await li.choose("在线");
    await li.stateIs("在线");
    return customer;
  }

  /** 张伟 talks with 李娜, and the customer hears music. */
  async function consult(): Promise<Customer> {
    const customer = await talk();
    await zhang.asksColleague("1003", "李娜");
    await li.page.getByRole("heading", { name: "张伟 咨询您" }).waitFor({ timeout: SOON_MS });
    await li.page.keyboard.press("Enter");
    await li.hears(ZHANG_HERTZ);
    return customer;
  }

  /** @returns how long after the kill the customer heard music and nothing else */
  async function musicAfterKill(customer: Customer): Promise<number> {
    const killedAt = zhang.browser.kill();
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hearsMusic();
    return Date.now() - killedAt;
  }

  it("A3: in a talk, then the customer hears music within 10 s of the last packet, no survey, and the next agent gets the call", async () => {
    const customer = await talk();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await li.answer();
    await customer.hears(LI_HERTZ);
    await li.hears(Customer.toneHertz);
  });

  it("A6: while the customer is on hold, then the music goes on and the next agent gets the call", async () => {
    const customer = await talk();
    await zhang.page.locator("body").press("h");
    await zhang.stateIs("保持");
    await customer.hearsMusic();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await li.answer();
    await customer.hears(LI_HERTZ);
  });

  it("A8: in a consult, then the music goes on, the colleague is let go, and gets the call as the next agent", async () => {
    const customer = await consult();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await li.answer();
    await customer.hears(LI_HERTZ);
    await li.hears(Customer.toneHertz);
  });

  it("A8: the colleague's in a consult, then agent and customer talk again", async () => {
    const customer = await consult();
    li.browser.kill();
    await zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await zhang.hears(Customer.toneHertz);
    await li.close();
    li = await AgentDesk.atTheDoor(hotline, LI_HERTZ);
    await li.signIn("li-na", OWN_PASSWORD);
    await li.phoneIsReady();
  });

  it("A9: in a conference, then the customer and the third talk on", async () => {
    const customer = await consult();
    await zhang.button("三方会议").click();
    await customer.hears(LI_HERTZ);
    await customer.hears(ZHANG_HERTZ);
    zhang.browser.kill();
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hears(LI_HERTZ);
    await li.talks();
    await li.hears(Customer.toneHertz);
  });
});
