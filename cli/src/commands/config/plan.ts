import { connect } from "../../api/client.ts";
import { askPlan } from "../../config/ask-plan.ts";
import { ConfigCommand, folderArg } from "../../config/config-command.ts";
import { nothingToDo, planLines } from "../../config/plan-lines.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";

/** Scripts tell "nothing to do" from "something would change" from "it failed" by these. */
const EXIT_WITH_CHANGES = 2;

export default class ConfigPlan extends ConfigCommand {
  static override summary = say({
    zh: "用话说出应用这个文件夹会改变什么；不改任何东西",
    en: "say in words what applying the folder would change; changes nothing",
  });
  static override description = say({
    zh: "退出码：0 没有变化，2 有变化，1 失败。",
    en: "Exit code: 0 nothing to do, 2 changes, 1 failed.",
  });
  static override examples = ["<%= config.bin %> config plan", "<%= config.bin %> config plan DIR --json"];
  static override args = { dir: folderArg };

  async run(): Promise<object> {
    const { args } = await this.parse(ConfigPlan);
    this.folder = args.dir;
    const { plan } = await askPlan(connect(), args.dir);
    if (plan.changes.length === 0) {
      this.print(nothingToDo());
    } else {
      const { changes, counts } = safeDeep(plan);
      this.print(...planLines(changes, counts));
      process.exitCode = EXIT_WITH_CHANGES;
    }
    return plan;
  }
}
