import { homeFolder } from "../api/transport.ts";
import type { Check } from "../api/views.ts";
import { ConfigCommand, folderArg } from "../config/config-command.ts";
import { checkLines } from "../doctor/check-lines.ts";
import { checkConfiguration } from "../doctor/configuration.ts";
import { checkClock, checkDisk, checkHome, checkNode, checkPort } from "../doctor/machine.ts";
import { askServer } from "../doctor/server.ts";
import { failure } from "../errors/failure.ts";
import { say } from "../language.ts";

const DEFAULT_PORT = 8080;

export default class Doctor extends ConfigCommand {
  static override summary = say({
    zh: "逐项检查这台机器和服务器，每个毛病都有原因和办法",
    en: "check this machine and the server, each finding with its cause and its cure",
  });
  static override description = say({
    zh: "服务器没有运行时，也检查不靠它的各项。退出码：0 没有不通过的，1 有。",
    en: "With the server down it still checks all that does not depend on it. Exit code: 0 nothing failed, 1 something did.",
  });
  static override examples = ["<%= config.bin %> doctor", "<%= config.bin %> doctor --json"];
  static override args = { dir: folderArg };

  async run(): Promise<object> {
    const { args } = await this.parse(Doctor);
    const checks = await allChecks(args.dir);
    this.print(...checkLines(checks));
    const failed = checks.filter(({ level }) => level === "fail").length;
    if (failed > 0) throw failure("doctor.failed", { count: failed }, { data: { checks } });
    return { checks };
  }
}

async function allChecks(folder: string): Promise<Check[]> {
  const home = homeFolder();
  const server = await askServer();
  const port = Number(process.env["HOTLINE_PORT"]) || DEFAULT_PORT;
  const here = [
    checkNode(),
    checkHome(home),
    await checkDisk(home),
    checkClock(home, new Date()),
    ...(server.reachable ? [] : [await checkPort(port)]),
    ...(await checkConfiguration(folder, server.inForce)),
  ];
  // What both can see, such as the disk, the server sees where it matters.
  const seenThere = new Set(server.checks.map(({ name }) => name));
  return [...here.filter(({ name }) => !seenThere.has(name)), ...server.checks];
}
