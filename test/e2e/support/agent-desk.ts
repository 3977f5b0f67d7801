import { expect, vi } from "vitest";
import type { Locator, Page } from "playwright-core";
import type { HotlineProcess } from "../../support/hotline-process.ts";
import { DeskBrowser } from "./browser.ts";
import { heardBy } from "./heard.ts";

export const OWN_PASSWORD = "a long enough passphrase 7";
/** Generous: two cores are shared with whatever else runs. */
export const SOON_MS = 30_000;

/** One agent at a browser of their own, as a person works with it: by the words on the buttons. */
export class AgentDesk {
  readonly browser: DeskBrowser;
  page: Page;

  /** Signs in with the one-time password, sets an own one, and waits until the phone is registered. */
  static async open(hotline: HotlineProcess, user: string, toneHertz: number): Promise<AgentDesk> {
    const desk = await AgentDesk.atTheDoor(hotline, toneHertz);
    await desk.signIn(user, oneTimePasswordOf(hotline, user));
    await desk.changePassword(oneTimePasswordOf(hotline, user));
    await desk.phoneIsReady();
    return desk;
  }

  /** A browser that shows the sign-in page. */
  static async atTheDoor(
    hotline: HotlineProcess,
    toneHertz: number,
    options: { microphone?: boolean } = {},
  ): Promise<AgentDesk> {
    const browser = await DeskBrowser.open(hotline.url, toneHertz, options);
    const page = await browser.newPage();
    await page.goto("/");
    await page.getByRole("heading", { name: "登录" }).waitFor();
    return new AgentDesk(browser, page);
  }

  private constructor(browser: DeskBrowser, page: Page) {
    this.browser = browser;
    this.page = page;
  }

  /** The same person's next tab in the same browser. */
  async nextTab(): Promise<AgentDesk> {
    const page = await this.browser.newPage();
    await page.goto("/");
    const tab = new AgentDesk(this.browser, page);
    await tab.pill.waitFor();
    return tab;
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name });
  }

  /** The pill of the agent's state in the top bar. */
  get pill(): Locator {
    return this.page.getByRole("button", { name: /^更改状态/ });
  }

  async signIn(user: string, password: string): Promise<void> {
    await this.page.getByLabel("用户名").fill(user);
    await this.page.getByLabel("密码", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "登录", exact: true }).click();
  }

  /** Resolves with the server's answer, whatever the page makes of it. */
  async signsInInVain(user: string, password: string): Promise<void> {
    const answered = this.page.waitForResponse((response) => new URL(response.url()).pathname === "/api/v1/session");
    await this.signIn(user, password);
    expect((await answered).ok()).toBe(false);
  }

  async changePassword(current: string, next = OWN_PASSWORD): Promise<void> {
    await this.page.getByRole("heading", { name: "设置新密码" }).waitFor();
    await this.page.getByLabel("一次性密码").fill(current);
    await this.page.getByLabel("新密码", { exact: true }).fill(next);
    await this.page.getByLabel("再输入一次").fill(next);
    await this.button("保存并进入").click();
    await this.pill.waitFor();
  }

  phoneIsReady(): Promise<void> {
    return this.button("耳机就绪").waitFor({ timeout: SOON_MS });
  }

  /** By the button of the workbench; a caller who waits makes it ring at once. */
  async goOnline(then: "在线" | "振铃" = "在线"): Promise<void> {
    await this.page.getByRole("button", { name: /^上线/ }).first().click();
    await this.stateIs(then);
  }

  /** From the pill's menu: a state, or a reason for a break. */
  async choose(item: string): Promise<void> {
    await this.pill.click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  async stateIs(state: string): Promise<void> {
    await this.page.getByRole("button", { name: `更改状态，现在是${state}` }).waitFor({ timeout: SOON_MS });
  }

  async rings(): Promise<void> {
    await this.page.getByRole("heading", { name: /^来电/ }).waitFor({ timeout: SOON_MS });
  }

  async answer(): Promise<void> {
    await this.rings();
    await this.button("接听").click();
    await this.talks();
  }

  /** Answers, and says how long it was from the click until the page showed the talk. */
  async answerMeasured(): Promise<number> {
    await this.rings();
    await this.page.evaluate(() => {
      let clickedAt = 0;
      const talk = /^通话 · /;
      addEventListener("click", () => (clickedAt = performance.now()), { capture: true, once: true });
      new MutationObserver((_, observer) => {
        if (!talk.test(document.querySelector("h1")?.textContent ?? "")) return;
        observer.disconnect();
        document.body.dataset["answeredInMs"] = String(Math.round(performance.now() - clickedAt));
      }).observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    await this.answer();
    return Number(await this.page.evaluate(() => document.body.dataset["answeredInMs"]));
  }

  /** Waits until the page says this, or no longer says it. */
  async says(text: string, state: "visible" | "hidden" = "visible"): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state, timeout: SOON_MS });
  }

  async talks(): Promise<void> {
    await this.page.getByRole("heading", { name: /^通话 · / }).waitFor({ timeout: SOON_MS });
  }

  async hears(hertz: number): Promise<void> {
    const listen = async () => expect((await heardBy(this.page, [hertz])).tones[0]).toBeGreaterThan(0.1);
    await vi.waitFor(listen, { timeout: SOON_MS });
  }

  async hearsNothingOf(hertz: number): Promise<void> {
    await expect
      .poll(async () => (await heardBy(this.page, [hertz])).tones[0], { timeout: SOON_MS })
      .toBeLessThan(0.01);
  }

  async endAcw(): Promise<void> {
    await this.button("结束话后").click();
    await this.page.getByRole("heading", { name: "话后处理" }).waitFor({ state: "detached" });
  }

  /** In a talk, by keys alone: 咨询 rings the colleague found by what is typed. */
  async asksColleague(typed: string, label: string): Promise<void> {
    await this.page.locator("body").press("c");
    await this.page.getByTestId("transfer-panel").waitFor();
    await this.page.keyboard.type(typed);
    await this.page.getByRole("option", { selected: true }).getByText(label).waitFor();
    await this.page.keyboard.press("Enter");
    await this.stateIs("咨询");
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

export function oneTimePasswordOf(hotline: HotlineProcess, user: string): string {
  const password = hotline.oneTimePasswords.get(user);
  if (password === undefined) throw new Error(`no one-time password for ${user}`);
  return password;
}
