import { answer, connect } from "../../api/client.ts";
import { askTimeZone } from "../../api/time-zone.ts";
import type { Deployment } from "../../api/views.ts";
import { HotlineCommand } from "../../hotline-command.ts";
import { say } from "../../language.ts";
import { paint } from "../../terminal/paint.ts";
import { safeDeep } from "../../terminal/safe-text.ts";
import { table } from "../../terminal/table.ts";
import { Clock } from "../../terminal/times.ts";

export default class ConfigHistory extends HotlineCommand {
  static override summary = say({
    zh: "生效过的配置：时间、作者、提交、说明，最近的在前",
    en: "what was in force: time, author, commit, message; latest first",
  });
  static override examples = ["<%= config.bin %> config history"];

  async run(): Promise<object> {
    await this.parse(ConfigHistory);
    const api = connect();
    const deployments = await answer(api, api.http.GET("/api/v1/deployments"));
    const clock = new Clock(await askTimeZone(api), new Date());
    this.print(
      ...table(safeDeep(deployments), [
        { title: say({ zh: "哈希", en: "hash" }), cell: ({ hash }) => hash.slice(0, 12) },
        { title: say({ zh: "生效时间", en: "applied" }), cell: ({ appliedAt }) => clock.at(appliedAt) },
        { title: "+", cell: ({ counts }) => String(counts.create) },
        { title: "~", cell: ({ counts }) => String(counts.update) },
        { title: "-", cell: ({ counts }) => String(counts.delete) },
        { title: say({ zh: "作者", en: "author" }), cell: ({ author, appliedBy }) => author ?? appliedBy },
        { title: say({ zh: "提交", en: "commit" }), cell: ({ commit }) => commit?.slice(0, 10) ?? "–" },
        { title: say({ zh: "说明", en: "message" }), cell: messageOf },
      ]),
    );
    return deployments;
  }
}

/** A deployment that was refused stays in the history with the reason. */
function messageOf({ message, state, failure }: Deployment): string {
  if (state !== "failed") return message;
  return `${message}  ${paint("red", say({ zh: "没有生效", en: "refused" }))}${failure ? `: ${failure}` : ""}`;
}
