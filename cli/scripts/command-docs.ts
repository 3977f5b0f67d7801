import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const docs = [
  { file: path("../../docs/cli.md"), lang: "zh" },
  { file: path("../../docs/cli.en.md"), lang: "en" },
] as const;

const BEGIN = "<!-- help: begin (npm run -w cli generate) -->";
const END = "<!-- help: end -->";
/** Wide enough for one flag per line, narrow enough for a page. */
export const COLUMNS = "100";

/** Every command's words, such as `config plan`, in the order of the alphabet. */
export function commandNames(): string[] {
  return readdirSync(path("../src/commands"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, "").replaceAll("/", " "))
    .sort();
}

/** The page with what stands between its two marks replaced by what `--help` prints now. */
export async function withHelp(page: string, lang: "zh" | "en"): Promise<string> {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the page lacks the marks ${BEGIN} and ${END}`);
  const names = commandNames();
  const helps = await helpOf(names, lang);
  const sections = names.map((name, index) => `### hotline ${name}\n\n\`\`\`text\n${helps[index] ?? ""}\n\`\`\`\n`);
  return `${before}${BEGIN}\n\n${sections.join("\n")}\n${END}${after}`;
}

/** In one process for all, since each start of the command line costs a moment. */
async function helpOf(names: readonly string[], lang: string): Promise<string[]> {
  const { PATH = "" } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [path("print-help.ts"), `--lang=${lang}`, ...names], {
    env: { PATH, OCLIF_COLUMNS: COLUMNS, NODE_ENV: "production" },
  });
  return stdout.split("\0").map(trimmed);
}

/** Without the blanks the framework pads lines with. */
export function trimmed(help: string): string {
  return help
    .trim()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
