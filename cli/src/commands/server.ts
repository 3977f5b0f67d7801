import { ConfigCommand, folderArg } from "../config/config-command.ts";
import { say } from "../language.ts";
import { safeJson } from "../terminal/safe-text.ts";
import { start, untilAskedToStop } from "../up/run-server.ts";
import Up from "./up.ts";

export default class Server extends ConfigCommand {
  static override summary = say({
    zh: "给服务管理器（systemd 等）用的启动方式：只打印就绪行",
    en: "the way a service manager (such as systemd) starts it: prints the ready line only",
  });
  static override description = say({
    zh: "与 up 相同，但不打印密码：标准输出会进日志。第一次启动后用 users reset 给每人一次性密码。",
    en: "The same as up, without passwords: standard output ends up in logs. After a first start give one-time passwords with users reset.",
  });
  static override examples = ["<%= config.bin %> server"];
  static override args = { dir: folderArg };
  static override flags = Up.flags;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Server);
    this.folder = args.dir;
    const { serverOptions } = await import("../up/server-options.ts");
    const stopping = untilAskedToStop();
    const running = await start({ ...serverOptions(args.dir, flags, process.env), onProgress: () => undefined });
    if (this.jsonEnabled()) process.stdout.write(`${safeJson({ ready: running.url, switch: running.switchKind })}\n`);
    this.print(`hotline ready ${running.url}`);
    await stopping;
    await running.stop();
    // Nothing is left to do; a forgotten timer must not keep a stopped server alive.
    process.exit();
  }
}
