import { readFileSync, writeFileSync } from "node:fs";
import { docs, withHelp } from "./command-docs.ts";

/** `npm run -w cli generate`: the help of every command into docs/cli.md and docs/cli.en.md. */
for (const { file, lang } of docs) {
  writeFileSync(file, await withHelp(readFileSync(file, "utf8"), lang));
}
