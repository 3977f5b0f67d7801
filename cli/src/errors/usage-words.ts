import { say } from "../language.ts";

/** What the argument parser says, in the reader's language; a sentence it is not known for stays English. */
export function usageWords(message: string): string {
  const lines = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("See more help"));
  const text = lines.join(" ");
  for (const [pattern, words] of sentences) {
    const found = pattern.exec(text);
    if (found) return words(found[1] ?? "", found[2] ?? "");
  }
  return text;
}

type Sentence = readonly [RegExp, (first: string, second: string) => string];

const sentences: readonly Sentence[] = [
  [/^Nonexistent flags?: (.+)$/, (flags) => say({ zh: `没有 ${flags} 这个选项`, en: `there is no flag ${flags}` })],
  [/^Missing \d+ required args?: (.+)$/, (args) => say({ zh: `缺少参数 ${args}`, en: `missing ${args}` })],
  [/Missing required flag (\S+)/, (flag) => say({ zh: `缺少选项 --${flag}`, en: `missing flag --${flag}` })],
  [/^Unexpected arguments?: (.+)$/, (args) => say({ zh: `多出了 ${args}`, en: `${args} is one word too many` })],
  [/^Flag (--\S+) expects a value$/, (flag) => say({ zh: `${flag} 后面要有值`, en: `${flag} needs a value` })],
  [
    /^Expected (--\S+?)=(\S*) to be one of: .+$/,
    (flag, value) => say({ zh: `${flag} 不能是 ${value}`, en: `${flag} cannot be ${value}` }),
  ],
];
