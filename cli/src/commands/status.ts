import { answer, connect } from "../api/client.ts";
import { askTimeZone } from "../api/time-zone.ts";
import { HotlineCommand } from "../hotline-command.ts";
import { say } from "../language.ts";
import { statusLines } from "../status/status-lines.ts";
import { safeDeep } from "../terminal/safe-text.ts";
import { Clock } from "../terminal/times.ts";

export default class Status extends HotlineCommand {
  static override summary = say({
    zh: "一屏看清：交换机、数据库、坐席、通话、各组排队",
    en: "switch, database, agents, calls and queues at a glance",
  });
  static override examples = ["<%= config.bin %> status", "<%= config.bin %> status --json"];

  async run(): Promise<object> {
    await this.parse(Status);
    const api = connect();
    const status = await answer(api, api.http.GET("/api/v1/status"));
    if (this.jsonEnabled()) return status;
    const now = new Date();
    this.print(...statusLines(safeDeep(status), new Clock(await askTimeZone(api), now), now));
    return status;
  }
}
