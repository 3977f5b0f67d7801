import type { Lang, Words } from "../words.ts";
import { catalogue, type ProblemCode } from "./catalogue.ts";
import type { Finding, Param, Place } from "./finding.ts";
import { fillIn } from "./fill-in.ts";
import { makeLocator, type Locator } from "./locate.ts";

export interface Problem {
  /** Relative to the configuration folder, with forward slashes. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  column: number;
  code: ProblemCode;
  message: string;
  hint?: string;
}

/** Puts findings into words, with line and column, in the order of files and lines. */
export function toProblems(findings: readonly Finding[], texts: ReadonlyMap<string, string>, lang: Lang): Problem[] {
  const locate = makeLocator(texts);
  return findings.map((finding) => toProblem(finding, locate, lang)).sort(byPlace);
}

/** One line as the CLI prints it: `file:line:col  code  message`. */
export function formatProblem(problem: Problem): string {
  return `${oneLine(problem.file)}:${problem.line}:${problem.column}  ${problem.code}  ${oneLine(problem.message)}`;
}

function toProblem(finding: Finding, locate: Locator, lang: Lang): Problem {
  const entry = catalogue[finding.code];
  const hint: Words | undefined = finding.hint ?? ("hint" in entry ? entry.hint : undefined);
  const fill = (text: string): string =>
    fillIn(text, lang, (name) => {
      const param = finding.params[name];
      return param === undefined ? undefined : inWords(param, locate, lang);
    });
  return {
    file: finding.at.file,
    ...locate(finding.at),
    code: finding.code,
    message: fill(entry[lang]),
    ...(hint && { hint: fill(hint[lang]) }),
  };
}

function inWords(param: Param, locate: Locator, lang: Lang): string {
  if (typeof param !== "object") return String(param);
  if (isPlace(param)) return `${param.file}:${locate(param).line}`;
  return param[lang];
}

function isPlace(param: Words | Place): param is Place {
  return "file" in param;
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names and values come from files anyone may write: nothing in them may end a line or steer a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
