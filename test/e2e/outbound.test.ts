import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noSwitch } from "../calls/support/switch-rig.ts";
import { HotlineProcess } from "../support/hotline-process.ts";
import { takePorts } from "../support/ports.ts";
import { AgentDesk } from "./support/agent-desk.ts";
import { noBrowser } from "./support/browser.ts";
import { closeHospital, hospitalWith } from "./support/hospital.ts";
import { nothingIsLeft } from "./support/rest.ts";
import { screenshot } from "./support/screenshot.ts";
import { noSipp } from "./support/sipp-caller.ts";
import { SippCarrier } from "./support/sipp-carrier.ts";

const AGENT_HERTZ = 500;
const CUSTOMER_HERTZ = 1_000;
const NUMBER = "139 0000 1111";

describe.skipIf(noSwitch || noBrowser || noSipp)("an agent who calls somebody from the page", () => {
  let config: string;
  let hotline: HotlineProcess;
  let carrier: SippCarrier;
  let zhang: AgentDesk;

  beforeAll(async () => {
    const port = await takePorts(1);
    carrier = new SippCarrier({ port, toneHertz: CUSTOMER_HERTZ });
    config = hospitalWith({ afterCallWorkSeconds: 5 }, { carrierPort: port });
    hotline = await HotlineProcess.start({ config });
    zhang = await AgentDesk.open(hotline, "zhang-wei", AGENT_HERTZ);
    await zhang.choose("外呼");
    await zhang.stateIs("外呼");
  });
  // Back to where each test begins: 张伟 in 外呼, at the workbench, nothing in hand.
  afterEach(async () => {
    await nothingIsLeft(hotline);
    await zhang.page.getByRole("link", { name: "工作台" }).first().click();
    await zhang.choose("外呼");
    await zhang.stateIs("外呼");
    await pad().fill("");
  });
  afterAll(async () => {
    await zhang?.close();
    await hotline?.dispose();
    carrier?.dispose();
    closeHospital(config);
  });

  const pad = () => zhang.page.getByLabel("要拨打的号码或姓名");
  const calling = () => zhang.page.getByRole("heading", { name: /^呼出/ }).waitFor();

  async function hangUp(): Promise<void> {
    await zhang.button("挂断").click();
  }

  it("A10, S19: a number is pasted and called: the card says that it rings, both talk, and after-call work lasts until it is ended by hand", async () => {
    await screenshot(zhang.page, "dial-pad");
    await pad().evaluate((input, text) => {
      const data = new DataTransfer();
      data.setData("text", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, "（139）0000-1111");
    expect(await pad().inputValue()).toBe("13900001111");
    await pad().press("Enter");
    await calling();
    await zhang.says("对方振铃中…");
    await zhang.says("对方看到的号码：");
    await screenshot(zhang.page, "dialling");
    await zhang.talks();
    await zhang.hears(CUSTOMER_HERTZ);
    expect(await zhang.page.getByTestId("caller-number").innerText()).toBe(NUMBER);
    await screenshot(zhang.page, "placed-talk");
    expect(carrier.codecsOffered()).toEqual(["PCMA", "PCMU", "telephone-event", "CN"]);
    await hangUp();
    await zhang.stateIs("话后");
    await zhang.says("不会自动结束");
    await screenshot(zhang.page, "acw-by-hand");
    await zhang.endAcw();
    await zhang.stateIs("外呼");
    await zhang.page.getByRole("list", { name: "通讯录和最近拨打" }).getByText(NUMBER).waitFor();
  });

  it("A10: a number that is busy: the page says so in words, and the agent is free at once", async () => {
    await pad().fill(SippCarrier.busyNumber);
    await zhang.button("拨打 Enter").click();
    await zhang.says("139 0000 0486：对方忙。");
    await zhang.stateIs("外呼");
    await screenshot(zhang.page, "dial-busy");
  });

  it("A10: somebody of the address book is found by pinyin initials and called; the agent hangs up while it rings", async () => {
    await pad().fill("dtwb");
    const found = zhang.page.getByRole("list", { name: "通讯录和最近拨打" }).getByRole("listitem");
    await found.filter({ hasText: "电梯维保" }).waitFor();
    await screenshot(zhang.page, "dial-by-name");
    await found.getByRole("button", { name: "拨打 138 0002 0001" }).click();
    await calling();
    await zhang.says("对方振铃中…");
    await hangUp();
    await zhang.stateIs("外呼");
    await pad().waitFor();
    expect(await zhang.page.getByText("138 0002 0001：").count(), "words about what was given up here").toBe(0);
  });

  it("A10: the keypad and Esc: keys are typed by clicks, and Esc twice gives the call up", async () => {
    for (const key of ["1", "3", "9"]) await zhang.page.getByRole("button", { name: `按键 ${key}` }).click();
    expect(await pad().inputValue()).toBe("139");
    await pad().press("End");
    await zhang.page.keyboard.type("00001111");
    await pad().press("Enter");
    await calling();
    await zhang.says("对方振铃中…");
    await zhang.page.keyboard.press("Escape");
    await zhang.says("再按一次 Esc 挂断");
    await zhang.page.keyboard.press("Escape");
    await zhang.stateIs("外呼");
  });

  it("A11: in 在线, a click on the number of a call record calls it; the record says 呼出", async () => {
    await zhang.choose("在线");
    await zhang.stateIs("在线");
    await zhang.page.getByRole("link", { name: "通话记录" }).first().click();
    const row = zhang.page.getByRole("row").filter({ hasText: NUMBER }).first();
    await row.getByText("呼出").waitFor();
    for (const [number, outcome] of [
      ["139 0000 0486", "对方忙"],
      ["138 0002 0001", "已取消"],
    ] as const) {
      await zhang.page.getByRole("row").filter({ hasText: number }).getByText(outcome).waitFor();
    }
    await screenshot(zhang.page, "records-direction");
    await row.getByRole("button", { name: `拨打 ${NUMBER}` }).click();
    await calling();
    await zhang.talks();
    await zhang.hears(CUSTOMER_HERTZ);
    await hangUp();
    await zhang.endAcw();
    await zhang.stateIs("在线");
  });
});
