import { Command, Flags } from "@oclif/core";
import { reportFailure } from "./errors/report.ts";
import { say } from "./language.ts";
import { safeJson } from "./terminal/safe-text.ts";

/** What all commands share: `--json`, `--lang`, one way to print and one way to fail. */
export abstract class HotlineCommand extends Command {
  static override enableJsonFlag = true;
  static override baseFlags = {
    json: Flags.boolean({
      description: say({ zh: "结果和失败都以 JSON 输出", en: "print result and failure as JSON" }),
      helpGroup: "GLOBAL",
    }),
    lang: Flags.option({
      options: ["zh", "en"] as const,
      description: say({ zh: "语言；不写则看 LANG，默认中文", en: "language; else by LANG, Chinese by default" }),
      helpGroup: "GLOBAL",
    })(),
  };

  /** Lines for a person; silent in JSON mode. Text from outside must have been through safeText or safeDeep. */
  protected print(...lines: readonly string[]): void {
    if (!this.jsonEnabled()) process.stdout.write(`${lines.join("\n")}\n`);
  }

  protected override logJson(json: unknown): void {
    process.stdout.write(`${safeJson(json)}\n`);
  }

  protected override catch(error: Error): Promise<void> {
    reportFailure(error, this.jsonEnabled());
    process.exitCode = 1;
    return Promise.resolve();
  }
}
