import { Composer, isScalar, Parser, visit, type Document, type ErrorCode, type YAMLError } from "yaml";
import { finding, type Finding } from "../problems/finding.ts";
import { yamlOptions } from "./yaml-options.ts";
import { maxDepth, readValue } from "./read-value.ts";

export interface ParsedDocument {
  /** Its place among the documents of the file, from 0. */
  index: number;
  value: unknown;
  /** The value lacks what could not be read; good enough to learn names from. */
  broken: boolean;
}

export interface ParsedFile {
  documents: ParsedDocument[];
  findings: Finding[];
  /** Some of the file could not be made out, so it may hold more than `documents`. */
  incomplete: boolean;
}

/** The library calls itself for every level, so absurd nesting ends like this: thrown, or as one of its own errors. */
const fullStack = "Maximum call stack size exceeded";

/** Reads all documents of a file, keeping only plain values: positions are looked up again where a problem needs them. */
export function parseYaml(file: string, text: string): ParsedFile {
  const parsed: ParsedFile = { documents: [], findings: [], incomplete: false };
  let documentStart = 0;
  try {
    let index = 0;
    for (const document of new Composer(yamlOptions).compose(new Parser().parse(text))) {
      readDocument(parsed, file, document, index++);
      documentStart = document.range[2];
    }
  } catch (error) {
    if (!(error instanceof RangeError && error.message === fullStack)) throw error;
    parsed.findings.push(finding("yaml.too-deep", { file, offset: documentStart }, { limit: maxDepth }));
    parsed.incomplete = true;
  }
  return parsed;
}

function readDocument(parsed: ParsedFile, file: string, document: Document.Parsed, index: number): void {
  // One slip often makes a dozen errors after it; the first one is where the slip is.
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    parsed.findings.push(syntaxFinding(file, document, syntaxError));
    parsed.incomplete = true;
    return;
  }
  const { value, findings } = readValue(file, document);
  for (const found of findings) parsed.findings.push(found);
  // The first of two equal keys counts, so such a document can be checked further.
  const broken = findings.some(({ code }) => code !== "yaml.duplicate-key");
  if (value !== null || broken) parsed.documents.push({ index, value, broken });
}

function syntaxFinding(file: string, document: Document.Parsed, error: YAMLError): Finding {
  const at = { file, offset: error.pos[0] };
  if (error.code === "TAB_AS_INDENT") return finding("yaml.tab", at, {});
  const english = error.message;
  if (english.includes(fullStack)) return finding("yaml.too-deep", at, { limit: maxDepth });
  if (/^Missing closing .*quote/.test(english)) {
    const offset = openingQuote(document, error.pos[0]) ?? at.offset;
    return finding("yaml.syntax", { file, offset }, { reason: { zh: "引号没有合上", en: english } });
  }
  const zh = / end with a [\]}]/.test(english) ? "方括号或花括号没有合上" : (syntaxWords[error.code] ?? english);
  return finding("yaml.syntax", at, { reason: { zh, en: english } });
}

/** The library points at the end of the text that the open quote has swallowed; people need its beginning. */
function openingQuote(document: Document.Parsed, errorOffset: number): number | undefined {
  let offset: number | undefined;
  visit(document, (_key, node) => {
    if (!isScalar(node) || !node.type?.startsWith("QUOTE_") || !node.range) return;
    const [start, end] = node.range;
    if (start <= errorOffset && errorOffset <= end + 1) offset = start;
  });
  return offset;
}

const syntaxWords: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "引用（*）上不能再加锚点或标签",
  BAD_ALIAS: "锚点或引用的写法不对",
  BAD_COLLECTION_TYPE: "标签与内容不符",
  BAD_DIRECTIVE: "以 % 开头的指令不对",
  BAD_DQ_ESCAPE: "双引号里的反斜线转义不对，Windows 路径请用单引号",
  BAD_INDENT: "缩进不对，与上下行没有对齐",
  BAD_PROP_ORDER: "锚点和标签要写在 - ? : 之后",
  BAD_SCALAR_START: "文字不能以这个字符开头，请加引号",
  BLOCK_AS_IMPLICIT_KEY: "这里不能写成多行的内容，多半是同一行有两个冒号，请加引号",
  BLOCK_IN_FLOW: "方括号、花括号里不能用缩进写法",
  IMPOSSIBLE: "无法识别",
  KEY_OVER_1024_CHARS: "字段名太长",
  MISSING_CHAR: "缺少冒号、引号、括号或空格",
  MULTILINE_IMPLICIT_KEY: "字段名不能跨行，多半是缺了冒号",
  MULTIPLE_ANCHORS: "一处有多个锚点",
  MULTIPLE_DOCS: "文档之间的 --- 不对",
  MULTIPLE_TAGS: "一处有多个标签",
  TAG_RESOLVE_FAILED: "标签（!）与内容不符",
  UNEXPECTED_TOKEN: "这里多出了不该有的内容",
};
