import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { AgentDesk, OWN_PASSWORD } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { Customer } from "./support/customer.ts";
import { TwoDesks } from "./support/two-desks.ts";

const { zhangHertz: ZHANG_HERTZ, liHertz: LI_HERTZ } = TwoDesks;
const MUSIC_WITHIN_MS = 10_000;

describe.skipIf(noSwitch || noBrowser)("an agent's browser that is killed or loaded anew in a call", () => {
  let desks: TwoDesks;

  beforeAll(async () => {
    desks = await TwoDesks.open({ ringSeconds: 15, afterCallWorkSeconds: 1 });
  });
  afterEach(async () => {
    await atABrowserAgain("zhang", "zhang-wei", ZHANG_HERTZ);
    await desks.rest();
  });
  afterAll(async () => {
    await desks?.close();
  });

  async function atABrowserAgain(desk: "zhang" | "li", user: string, hertz: number): Promise<void> {
    for (const customer of desks.customers) await customer.leave();
    await desks[desk].close();
    desks[desk] = await AgentDesk.atTheDoor(desks.hotline, hertz);
    await desks[desk].signIn(user, OWN_PASSWORD);
    await desks[desk].phoneIsReady();
  }

  async function talk(): Promise<Customer> {
    const customer = await desks.talkWithZhang();
    await desks.liComes();
    return customer;
  }

  /** 张伟 talks with 李娜, and the customer hears music. */
  async function consult(): Promise<Customer> {
    const customer = await talk();
    await desks.zhang.asksColleague("1003", "李娜");
    await desks.liAnswersConsult();
    await desks.li.hears(ZHANG_HERTZ);
    return customer;
  }

  /** @returns how long after the kill the customer heard music and nothing else */
  async function musicAfterKill(customer: Customer): Promise<number> {
    const killedAt = desks.zhang.browser.kill();
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hearsMusic();
    return Date.now() - killedAt;
  }

  it("A3: in a talk, then the customer hears music within 10 s of the last packet, no survey, and the next agent gets the call", async () => {
    const customer = await talk();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await desks.li.answer();
    await customer.hears(LI_HERTZ);
    await desks.li.hears(Customer.toneHertz);
  });

  it("A6: while the customer is on hold, then the music goes on and the next agent gets the call", async () => {
    const customer = await talk();
    await desks.zhang.page.locator("body").press("h");
    await desks.zhang.stateIs("保持");
    await customer.hearsMusic();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await desks.li.answer();
    await customer.hears(LI_HERTZ);
  });

  it("A8: in a consult, then the music goes on, the colleague is let go, and gets the call as the next agent", async () => {
    const customer = await consult();
    expect(await musicAfterKill(customer)).toBeLessThan(MUSIC_WITHIN_MS);
    await desks.li.answer();
    await customer.hears(LI_HERTZ);
    await desks.li.hears(Customer.toneHertz);
  });

  it("A8: whose page is loaded anew in a consult, then the customer is back with the agent, and the colleague is let go", async () => {
    const customer = await consult();
    await desks.zhang.page.reload();
    await desks.zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await desks.zhang.hears(Customer.toneHertz);
    await desks.li.stateIs("在线");
  });

  it("A9: whose page is loaded anew in a conference, then it has left it, and the customer and the third talk on", async () => {
    const customer = await consult();
    await desks.zhang.button("三方会议").click();
    await customer.hears(LI_HERTZ);
    await customer.hears(ZHANG_HERTZ);
    await desks.zhang.page.reload();
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hears(LI_HERTZ);
    await desks.li.talks();
  });

  it("A8: the colleague's in a consult, then agent and customer talk again", async () => {
    const customer = await consult();
    desks.li.browser.kill();
    await desks.zhang.talks();
    await customer.hears(ZHANG_HERTZ);
    await desks.zhang.hears(Customer.toneHertz);
    await atABrowserAgain("li", "li-na", LI_HERTZ);
  });

  it("A9: in a conference, then the customer and the third talk on", async () => {
    const customer = await consult();
    await desks.zhang.button("三方会议").click();
    await customer.hears(LI_HERTZ);
    await customer.hears(ZHANG_HERTZ);
    desks.zhang.browser.kill();
    await customer.hearsNothingOf(ZHANG_HERTZ);
    await customer.hears(LI_HERTZ);
    await desks.li.talks();
    await desks.li.hears(Customer.toneHertz);
  });
});
