import { HotlineProcess } from "../../support/hotline-process.ts";
import { AgentDesk, SOON_MS } from "./agent-desk.ts";
import { Customer } from "./customer.ts";
import { closeHospital, hospitalWith } from "./hospital.ts";
import { nothingIsLeft } from "./rest.ts";

/** 张伟, who is 在线 and takes the calls, and 李娜, who comes when a test needs her; each at a browser, and customers who call. */
export class TwoDesks {
  static readonly zhangHertz = 500;
  static readonly liHertz = 700;
  readonly hotline: HotlineProcess;
  readonly customers: Customer[] = [];
  zhang: AgentDesk;
  li: AgentDesk;
  readonly #config: string;

  static async open(times: Parameters<typeof hospitalWith>[0]): Promise<TwoDesks> {
    const config = hospitalWith(times);
    const hotline = await HotlineProcess.start({ config });
    const zhang = await AgentDesk.open(hotline, "zhang-wei", TwoDesks.zhangHertz);
    const li = await AgentDesk.open(hotline, "li-na", TwoDesks.liHertz);
    await zhang.goOnline();
    return new TwoDesks(config, hotline, zhang, li);
  }

  private constructor(config: string, hotline: HotlineProcess, zhang: AgentDesk, li: AgentDesk) {
    this.#config = config;
    this.hotline = hotline;
    this.zhang = zhang;
    this.li = li;
  }

  async someoneCalls(number = "13800138000", name = "王护士"): Promise<Customer> {
    const customer = await Customer.calls(this.hotline, number, name);
    this.customers.push(customer);
    return customer;
  }

  /** 王护士 talks with 张伟; 李娜 is not there yet, so that the call cannot be hers. */
  async talkWithZhang(): Promise<Customer> {
    const customer = await this.someoneCalls();
    await this.zhang.answer();
    await customer.hears(TwoDesks.zhangHertz);
    return customer;
  }

  async liComes(): Promise<void> {
    await this.li.choose("在线");
    await this.li.stateIs("在线");
  }

  /** 张伟 consults her, and she answers by Enter, as soon as it would: before her phone rings the key belongs to whatever has the focus. */
  async liAnswersConsult(): Promise<void> {
    const { page } = this.li;
    await page.getByRole("heading", { name: "张伟 咨询您" }).waitFor({ timeout: SOON_MS });
    await page.locator("button:focus", { hasText: "接听" }).waitFor({ timeout: SOON_MS });
    await page.keyboard.press("Enter");
  }

  /** As each test begins: 张伟 在线 alone, nobody waiting. */
  async rest(): Promise<void> {
    for (const customer of this.customers) await customer.leave();
    await this.li.choose("离线");
    await this.li.stateIs("离线");
    await this.zhang.stateIs("在线");
    await nothingIsLeft(this.hotline);
  }

  async close(): Promise<void> {
    await this.li.close();
    await this.zhang.close();
    for (const customer of this.customers) customer.close();
    await this.hotline.dispose();
    closeHospital(this.#config);
  }
}
