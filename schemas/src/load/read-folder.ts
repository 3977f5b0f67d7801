import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import { isUtf8 } from "node:buffer";
import { join, sep } from "node:path";
import type { PromptState } from "../check/entries.ts";
import { finding, type Finding } from "../problems/finding.ts";
import { maxFileBytes, tooLarge, type SourceFile } from "./source-file.ts";
import { wavFault } from "./wav-header.ts";

/** A WAV file of the folder prompts. */
export interface PromptFile {
  /** As documents name it, such as `garden.wav`. */
  name: string;
  /** Absolute. */
  path: string;
}

export interface FolderContents {
  files: SourceFile[];
  prompts: PromptFile[];
  promptStates: Map<string, PromptState>;
  findings: Finding[];
}

const promptFolder = "prompts";
const yamlName = /\.ya?ml$/i;
const wavName = /\.wav$/i;
/** Room enough for the chunks some editors put before `fmt `. */
const wavHeadBytes = 65_536;

/** Everything of a configuration folder that matters, read; whatever cannot be is a finding. */
export function readFolder(folder: string): FolderContents {
  const contents: FolderContents = { files: [], prompts: [], promptStates: new Map(), findings: [] };
  let root: string;
  try {
    root = realpathSync(folder);
    if (!statSync(root).isDirectory()) throw new Error("not a folder");
  } catch {
    contents.findings.push(finding("folder.missing", { file: ".", offset: 0 }, { folder }));
    return contents;
  }
  try {
    walk({ root, seen: new Set([root]), contents }, root, "");
  } catch (error) {
    contents.findings.push(unreadable(".", error));
  }
  if (contents.files.length === 0 && contents.findings.length === 0) {
    contents.findings.push(finding("folder.empty", { file: ".", offset: 0 }, {}));
  }
  return contents;
}

interface Walk {
  root: string;
  /** Real paths of folders entered: links inside the folder may make a circle. */
  seen: Set<string>;
  contents: FolderContents;
}

function walk(state: Walk, folder: string, relative: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
    const wanted = yamlName.test(entry.name) || (relative === promptFolder && wavName.test(entry.name));
    if (!wanted && !entry.isDirectory() && !entry.isSymbolicLink()) continue;
    try {
      visit(state, join(folder, entry.name), path, { wanted, link: entry.isSymbolicLink() });
    } catch (error) {
      // It is there, only unreadable: no need to call it missing as well.
      if (wavName.test(path)) state.contents.promptStates.set(path.slice(promptFolder.length + 1), {});
      state.contents.findings.push(unreadable(path, error));
    }
  }
}

function unreadable(file: string, error: unknown): Finding {
  const reason = error instanceof Error ? ("code" in error ? String(error.code) : error.message) : String(error);
  return finding("file.unreadable", { file, offset: 0 }, { reason });
}

function visit(state: Walk, path: string, relative: string, entry: { wanted: boolean; link: boolean }): void {
  const { root, seen, contents } = state;
  const real = entry.link ? realpathSync(path) : path;
  if (entry.link && real !== root && !real.startsWith(root + sep)) {
    contents.findings.push(finding("file.outside", { file: relative, offset: 0 }, {}));
    return;
  }
  if (statSync(real).isDirectory()) {
    const realFolder = realpathSync(real);
    if (seen.has(realFolder)) return;
    seen.add(realFolder);
    walk(state, real, relative);
  } else if (entry.wanted) {
    if (wavName.test(relative)) readPrompt(contents, real, relative);
    else readYaml(contents, real, relative);
  }
}

function readYaml(contents: FolderContents, path: string, relative: string): void {
  const bytes = readRegularFile(path, (descriptor, size) => {
    if (size > maxFileBytes) return size;
    return readFileSync(descriptor);
  });
  if (typeof bytes === "number") {
    contents.findings.push(tooLarge(relative, bytes));
    return;
  }
  const text = bytes.toString("utf8");
  if (isUtf8(bytes)) {
    contents.files.push({ path: relative, text });
    return;
  }
  // Where decoding put its first replacement character is where the first bad byte is.
  contents.files.push({ path: relative, text, undecodable: true });
  contents.findings.push(finding("file.encoding", { file: relative, offset: Math.max(0, text.indexOf("\ufffd")) }, {}));
}

function readPrompt(contents: FolderContents, path: string, relative: string): void {
  const name = relative.slice(promptFolder.length + 1);
  const head = readRegularFile(path, (descriptor) => {
    const buffer = Buffer.alloc(wavHeadBytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, wavHeadBytes, 0));
  });
  const wrong = wavFault(head);
  contents.promptStates.set(name, wrong ? { wrong } : {});
  contents.prompts.push({ name, path });
}

/** Opened without waiting, so that a pipe that nobody writes to cannot stop us. */
function readRegularFile<Result>(path: string, read: (descriptor: number, size: number) => Result): Result {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error("not a regular file");
    return read(descriptor, stat.size);
  } finally {
    closeSync(descriptor);
  }
}
