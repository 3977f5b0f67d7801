import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCli } from "../src/testing/run-cli.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const docs = [
  { file: path("../../docs/cli.md"), lang: "zh" },
  { file: path("../../docs/cli.en.md"), lang: "en" },
] as const;

const BEGIN = "<!-- help: begin (npm run -w cli generate) -->";
const END = "<!-- help: end -->";

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
  const sections: string[] = [];
  for (const name of commandNames()) sections.push(await section(name, lang));
  return `${before}${BEGIN}\n\n${sections.join("\n")}\n${END}${after}`;
}

async function section(name: string, lang: "zh" | "en"): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli([...name.split(" "), "--help", "--lang", lang], {
    OCLIF_COLUMNS: "100",
  });
  if (exitCode !== 0) throw new Error(`hotline ${name} --help failed: ${stderr}`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => line.trimEnd());
  return `### hotline ${name}\n\n\`\`\`text\n${lines.join("\n")}\n\`\`\`\n`;
}
