import { Args } from "@oclif/core";
import { HotlineCommand } from "../hotline-command.ts";
import { say } from "../language.ts";
import { problemsOf } from "./ask-plan.ts";
import { DEFAULT_FOLDER, problemLines } from "./read-config.ts";

export const folderArg = Args.string({
  name: "dir",
  default: DEFAULT_FOLDER,
  description: say({ zh: "配置文件夹", en: "the configuration folder" }),
});

/** A command on a configuration folder: its problems are printed as lines before the failure that counts them. */
export abstract class ConfigCommand extends HotlineCommand {
  protected folder = DEFAULT_FOLDER;

  protected override catch(error: Error): Promise<void> {
    const lines = problemLines(this.folder, problemsOf(error));
    if (lines.length > 0) this.print(...lines);
    return super.catch(error);
  }
}
