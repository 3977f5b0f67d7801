import { join } from "node:path";
import { Flags } from "@oclif/core";
import type { RunningHotline } from "@hotline/server";
import { ConfigCommand, folderArg } from "../config/config-command.ts";
import { say } from "../language.ts";
import { paint } from "../terminal/paint.ts";
import { safeJson } from "../terminal/safe-text.ts";
import { padEnd, textWidth } from "../terminal/width.ts";
import { progressWords } from "../up/progress-words.ts";
import { start, untilAskedToStop } from "../up/run-server.ts";

export default class Up extends ConfigCommand {
  static override summary = say({
    zh: "在这台机器上启动全部：数据库、交换机、服务器和网页",
    en: "start everything on this machine: database, switch, server and pages",
  });
  static override description = say({
    zh: "就绪时打印一行 hotline ready 网址。第一次启动用 DIR 里的配置，并打印一次各人的一次性密码；以后改配置用 config apply。Ctrl-C 停下服务器，通话不断；再启动时接着来。",
    en: "Prints the line hotline ready URL once it is. The first start takes the configuration in DIR and prints everybody's one-time password once; later changes go through config apply. Ctrl-C stops the server, talks go on, and the next start takes them up.",
  });
  static override examples = ["<%= config.bin %> up", "<%= config.bin %> up --port 9000"];
  static override args = { dir: folderArg };
  static override flags = {
    port: Flags.integer({
      min: 1,
      max: 65_535,
      description: say({
        zh: "网页端口；不写则看 HOTLINE_PORT，再则 8080",
        en: "port of the pages; else HOTLINE_PORT, else 8080",
      }),
    }),
    host: Flags.string({
      description: say({
        zh: "监听地址；不写则看 HOTLINE_HOST，再则只限本机",
        en: "address to listen on; else HOTLINE_HOST, else this machine only",
      }),
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Up);
    this.folder = args.dir;
    const { serverOptions } = await import("../up/server-options.ts");
    const options = serverOptions(args.dir, flags, process.env);
    const stopping = untilAskedToStop();
    // The terminal belongs to the person; the log goes where it can be read at leisure.
    const logFile = options.logFile ?? join(options.home, "hotline.log");
    const running = await start({
      ...options,
      logFile,
      onProgress: (step) => {
        this.print(paint("dim", `· ${progressWords(step)}`));
      },
    });
    this.print(paint("dim", say({ zh: `· 日志：${logFile}`, en: `· log: ${logFile}` })));
    this.#announce(running);
    await stopping;
    this.print(say({ zh: "正在停下；通话不受影响", en: "stopping; talks go on" }));
    await running.stop();
    // Nothing is left to do; a forgotten timer must not keep a stopped server alive.
    process.exit();
  }

  #announce(running: RunningHotline): void {
    const { url, switchKind, oneTimePasswords } = running;
    if (this.jsonEnabled()) {
      process.stdout.write(`${safeJson({ ready: url, switch: switchKind, oneTimePasswords })}\n`);
      return;
    }
    this.print(...passwordLines(oneTimePasswords), `hotline ready ${url}`);
  }
}

function passwordLines(passwords: RunningHotline["oneTimePasswords"]): string[] {
  if (passwords.length === 0) return [];
  const userWidth = Math.max(...passwords.map(({ user }) => textWidth(user)));
  const labelWidth = Math.max(...passwords.map(({ label }) => textWidth(label)));
  return [
    "",
    paint(
      "bold",
      say({
        zh: "一次性密码，只显示这一次，登录后要改：",
        en: "one-time passwords, shown this once, to be changed at sign-in:",
      }),
    ),
    ...passwords.map(
      ({ user, label, password }) => `  ${padEnd(user, userWidth)}  ${padEnd(label, labelWidth)}  ${password}`,
    ),
    "",
  ];
}
