import { answer, connect } from "../api/client.ts";
import { HotlineCommand } from "../hotline-command.ts";
import { say } from "../language.ts";
import { statusLines } from "../status/status-lines.ts";
import { safeDeep } from "../terminal/safe-text.ts";

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
    this.print(...statusLines(safeDeep(status), new Date()));
    return status;
  }
}
