import { checkAddressBooks } from "../check/address-books.ts";
import { checkAgents } from "../check/agents.ts";
import { checkCalendars } from "../check/calendars.ts";
import { checkCallerIds } from "../check/caller-ids.ts";
import { Entries, type Entry, type PromptState } from "../check/entries.ts";
import { checkGroups } from "../check/groups.ts";
import { checkNames } from "../check/names.ts";
import { checkNumbers } from "../check/numbers.ts";
import { checkPrompts } from "../check/prompts.ts";
import { checkReferences } from "../check/references.ts";
import { checkSecrets } from "../check/secrets.ts";
import { checkSurvey } from "../check/survey.ts";
import { checkTrunks } from "../check/trunks.ts";
import type { Deployment } from "../deployment.ts";
import type { Finding } from "../problems/finding.ts";
import { toProblems, type Problem } from "../problems/problem.ts";
import type { Environment } from "../secrets.ts";
import type { Lang } from "../words.ts";
import { buildDeployment } from "./build-deployment.ts";
import { parseYaml } from "./parse-yaml.ts";
import { readEntry } from "./read-entries.ts";
import { readFolder, type FolderContents, type PromptFile } from "./read-folder.ts";
import { maxFileBytes, tooLarge, type SourceFile } from "./source-file.ts";

export interface LoadOptions {
  /** The language of messages and hints; Chinese unless told otherwise. */
  lang?: Lang;
  /** Prompt names that need no file in the folder. */
  builtinPrompts?: readonly string[];
  /** Given, every ${env:NAME} must be in it (before an apply); left out, secrets are not looked up. */
  env?: Environment;
}

export interface ConfigFile {
  /** Relative to the configuration folder, with forward slashes. */
  path: string;
  text: string;
}

export interface LoadResult {
  /** Only there when there is no problem at all. */
  deployment?: Deployment;
  /** In order of file and line. */
  problems: Problem[];
  files: ConfigFile[];
  /** The WAV files of the folder prompts; none when loaded from texts. */
  prompts: PromptFile[];
}

/** Loads and checks a configuration folder. Never throws for what is in it: all that is wrong is in `problems`. */
export async function loadFolder(folder: string, options: LoadOptions = {}): Promise<LoadResult> {
  return load(readFolder(folder), options);
}

/** The same for texts that are already in memory, such as those of an apply request. */
export function loadFiles(files: readonly ConfigFile[], options: LoadOptions = {}): LoadResult {
  return load({ files: [...files], prompts: [], promptStates: new Map(), findings: [] }, options);
}

function load(contents: FolderContents, options: LoadOptions): LoadResult {
  const found: (readonly Finding[])[] = [contents.findings];
  const texts = new Map<string, string>();
  const all: Entry[][] = [];
  // A folder that is not there lacks everything; saying so once is enough.
  let incomplete = contents.findings.length > 0;
  for (const file of contents.files) {
    const text = withoutByteOrderMark(file.text);
    texts.set(file.path, text);
    const read = readFile({ ...file, text });
    all.push(read.entries);
    found.push(read.findings);
    incomplete ||= read.incomplete;
  }
  const entries = new Entries(all.flat(), promptStates(contents, options), incomplete);
  const findings = [...found, crossChecks(entries, options)].flat();
  const result = {
    problems: toProblems(findings, texts, options.lang ?? "zh"),
    files: contents.files.map(({ path, text }) => ({ path, text })),
    prompts: contents.prompts,
  };
  return findings.length === 0 ? { ...result, deployment: buildDeployment(entries) } : result;
}

function readFile(file: SourceFile): { entries: Entry[]; findings: Finding[]; incomplete: boolean } {
  // Its encoding is reported already, and what stands in it cannot be trusted.
  if (file.undecodable) return { entries: [], findings: [], incomplete: true };
  const bytes = Buffer.byteLength(file.text);
  if (bytes > maxFileBytes) return { entries: [], findings: [tooLarge(file.path, bytes)], incomplete: true };
  const parsed = parseYaml(file.path, file.text);
  const read = parsed.documents.map((document) => readEntry(file.path, document));
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    findings: [parsed.findings, ...read.map(({ findings }) => findings)].flat(),
    incomplete: parsed.incomplete,
  };
}

function crossChecks(entries: Entries, options: LoadOptions): Finding[] {
  return [
    ...checkNames(entries),
    ...checkReferences(entries),
    ...checkAgents(entries),
    ...checkGroups(entries),
    ...checkCalendars(entries),
    ...checkNumbers(entries),
    ...checkTrunks(entries),
    ...checkCallerIds(entries),
    ...checkAddressBooks(entries),
    ...checkPrompts(entries),
    ...checkSurvey(entries),
    ...(options.env ? checkSecrets(entries, options.env) : []),
  ];
}

function promptStates(contents: FolderContents, options: LoadOptions): Map<string, PromptState> {
  const builtin = (options.builtinPrompts ?? ["default"]).map((name) => [name, {}] as const);
  return new Map<string, PromptState>([...builtin, ...contents.promptStates]);
}

/** Windows editors put one in front; it is no part of the text. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
