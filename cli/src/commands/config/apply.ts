import { Flags } from "@oclif/core";
import { answer, connect } from "../../api/client.ts";
import type { Plan } from "../../api/views.ts";
import { askPlan } from "../../config/ask-plan.ts";
import { ConfigCommand, folderArg } from "../../config/config-command.ts";
import { confirm } from "../../config/confirm.ts";
import { fromGit } from "../../config/from-git.ts";
import { countWords, nothingToDo, planLines } from "../../config/plan-lines.ts";
import { failure } from "../../errors/failure.ts";
import { say } from "../../language.ts";
import { safeDeep } from "../../terminal/safe-text.ts";

export default class ConfigApply extends ConfigCommand {
  static override summary = say({
    zh: "让文件夹里的配置生效：要么全部，要么不变，不掉任何通话",
    en: "put the folder into force: all or nothing, without dropping a call",
  });
  static override description = say({
    zh: "作者、提交号和说明取自文件夹的 git（已全部提交时）。会删除东西时，在终端上问一次，在脚本里要加 --yes。退出码：0 已生效或没有变化，1 失败且什么都没改。",
    en: "Author, commit and message come from the folder's git when everything is committed. Deletions are asked about once on a terminal; a script needs --yes. Exit code: 0 in force or nothing to do, 1 failed and nothing was changed.",
  });
  static override examples = [
    "<%= config.bin %> config apply",
    '<%= config.bin %> config apply --message "报修组延长振铃" --yes',
  ];
  static override args = { dir: folderArg };
  static override flags = {
    message: Flags.string({
      char: "m",
      description: say({ zh: "为什么改；记进历史", en: "why; goes into the history" }),
    }),
    base: Flags.string({
      description: say({
        zh: "只在生效的配置仍是这个哈希时才应用（plan --json 给出）",
        en: "apply only if this hash is still in force (see plan --json)",
      }),
    }),
    yes: Flags.boolean({
      char: "y",
      description: say({ zh: "会删除东西时也不问", en: "do not ask before deletions" }),
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(ConfigApply);
    this.folder = args.dir;
    const api = connect();
    const { files, plan } = await askPlan(api, args.dir);
    const base = flags.base ?? plan.base;
    if (plan.changes.length === 0 && base === plan.base) {
      this.print(nothingToDo());
      return { unchanged: true, hash: plan.next };
    }
    const shown = safeDeep(plan);
    this.print(...planLines(shown.changes, shown.counts));
    if (!flags.yes) await this.#confirmDeletions(plan);
    const git = await fromGit(args.dir);
    const applied = await answer(
      api,
      api.http.POST("/api/v1/deployments", {
        body: {
          files,
          base,
          message: flags.message ?? git.message ?? unnamedChange(plan),
          ...(git.author && { author: git.author }),
          ...(git.commit && { commit: git.commit }),
        },
      }),
    );
    this.print(say({ zh: `已生效：${plan.next.slice(0, 12)}`, en: `in force: ${plan.next.slice(0, 12)}` }));
    return applied;
  }

  async #confirmDeletions(plan: Plan): Promise<void> {
    const count = plan.counts.delete;
    if (count === 0) return;
    const question = say({ zh: `其中删除 ${String(count)} 项，继续吗？`, en: `${String(count)} to delete. Continue?` });
    const agreed = !this.jsonEnabled() && (await confirm(question));
    if (!agreed) throw failure("config.not-confirmed", { count });
  }
}

/** A history line must say something even when nobody did. */
function unnamedChange(plan: Plan): string {
  const [first, ...more] = plan.changes.flatMap(({ sentences }) => sentences.map(say));
  if (first === undefined) return countWords(plan.counts);
  if (more.length === 0) return first;
  const count = String(more.length);
  return say({ zh: `${first}，及另外 ${count} 处`, en: `${first}, and ${count} more` });
}
