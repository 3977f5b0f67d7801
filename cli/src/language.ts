import type { Lang, Words } from "@hotline/schemas";

/** Chinese unless the person's locale or `--lang` says English. */
export const lang: Lang = chooseLang(process.argv.slice(2), process.env);

export function say(words: Words): string {
  return words[lang];
}

export function chooseLang(argv: readonly string[], env: NodeJS.ProcessEnv): Lang {
  const asked = flagValue(argv);
  if (asked === "zh" || asked === "en") return asked;
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.toLowerCase().startsWith("en") ? "en" : "zh";
}

function flagValue(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word.includes("=") ? word.slice("--lang=".length) : argv[at + 1];
}
