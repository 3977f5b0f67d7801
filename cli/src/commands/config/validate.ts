import { ConfigCommand, folderArg } from "../../config/config-command.ts";
import { invalid, readConfig } from "../../config/read-config.ts";
import { say } from "../../language.ts";

export default class ConfigValidate extends ConfigCommand {
  static override summary = say({
    zh: "检查配置文件夹，一次报出全部问题；不需要服务器",
    en: "check a configuration folder, all problems at once; needs no server",
  });
  static override description = say({
    zh: "每个问题一行：文件:行:列  代码  说明。退出码：0 没有问题，1 有问题。",
    en: "One line per problem: file:line:col  code  message. Exit code: 0 no problems, 1 problems.",
  });
  static override examples = ["<%= config.bin %> config validate", "<%= config.bin %> config validate DIR --json"];
  static override args = { dir: folderArg };

  async run(): Promise<object> {
    const { args } = await this.parse(ConfigValidate);
    this.folder = args.dir;
    const { problems, files } = await readConfig(args.dir);
    if (problems.length > 0) throw invalid(problems);
    const count = String(files.length);
    this.print(say({ zh: `${count} 个文件，没有问题`, en: `${count} file(s), no problems` }));
    return { files: files.length, problems };
  }
}
