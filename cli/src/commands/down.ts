import { connect as connectTo } from "node:net";
import { join } from "node:path";
import { Flags } from "@oclif/core";
import { homeFolder } from "../api/transport.ts";
import { failure } from "../errors/failure.ts";
import { HotlineCommand } from "../hotline-command.ts";
import { say } from "../language.ts";
import { portOf } from "../up/ports-from-env.ts";

export default class Down extends HotlineCommand {
  static override summary = say({
    zh: "服务器停下以后，把它留着的交换机和数据库也停掉",
    en: "after the server was stopped, stop the switch and the database it left running",
  });
  static override description = say({
    zh: "服务器停下时通话不断，所以 FreeSWITCH 一直在运行；服务器被杀掉时 PostgreSQL 也在。还有通话时什么都不停，除非加 --force。",
    en: "A stopped server cuts no talk, so FreeSWITCH runs on; after a kill PostgreSQL does too. With calls on the switch nothing is stopped, unless --force is given.",
  });
  static override examples = ["<%= config.bin %> down", "<%= config.bin %> down --force"];
  static override flags = {
    force: Flags.boolean({ description: say({ zh: "有通话也停", en: "stop even with calls on the switch" }) }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(Down);
    const home = homeFolder();
    if (await answers(join(home, "hotline.sock"))) throw failure("down.server-running");
    const { stopLeftRunning } = await import("@hotline/server");
    const switchPorts = portOf(process.env, "HOTLINE_SWITCH_PORTS");
    const stopped = await stopLeftRunning({ home, switchPorts, force: flags.force });
    if (stopped.switch === "silent") throw failure("down.switch-silent");
    if (stopped.switch === "in-calls") throw failure("down.in-calls", { legs: stopped.legs });
    const words = {
      stopped: { zh: "已停下", en: "stopped" },
      "not-running": { zh: "没有在运行", en: "was not running" },
    };
    const wordsOf = (state: string): string => say(state === "stopped" ? words.stopped : words["not-running"]);
    this.print(
      `${say({ zh: "交换机", en: "switch" })}  ${wordsOf(stopped.switch)}`,
      `${say({ zh: "数据库", en: "database" })}  ${wordsOf(stopped.database)}`,
    );
    return stopped;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
}
