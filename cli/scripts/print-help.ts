import { fileURLToPath } from "node:url";
import { Config } from "@oclif/core";
import { settings } from "@oclif/core/settings";
import HotlineHelp from "../src/help/hotline-help.ts";

/** The help of the commands named, one after the other, each ended by U+0000; `--lang` as for any command. */
settings.enableAutoTranspile = false;
const config = await Config.load({ root: fileURLToPath(new URL("..", import.meta.url)) });
for (const name of process.argv.slice(2).filter((word) => !word.startsWith("--lang="))) {
  await new HotlineHelp(config).showHelp([...name.split(" "), "--help"]);
  process.stdout.write("\0");
}
