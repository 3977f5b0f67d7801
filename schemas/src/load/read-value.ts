import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type YAMLMap } from "yaml";
import { finding, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";

/** No document of ours is a tenth as deep; deeper ones are mistakes or attacks. */
export const maxDepth = 40;

/** How many nodes all aliases of a document may add; the classic bomb would add billions. */
const maxAliasedNodes = 10_000;

const standardTags = /^(tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)|!)$/;

interface Anchored {
  value: unknown;
  nodes: number;
}

interface Walk {
  file: string;
  findings: Finding[];
  anchors: Map<string, Anchored>;
  aliasedNodes: number;
  nodes: number;
}

/**
 * The plain value of a parsed document. Ours in place of the library's `toJS`, because here are known the places of
 * duplicate keys, of aliases that expand too far, of nesting that goes too deep.
 */
export function readValue(file: string, document: Document.Parsed): { value: unknown; findings: Finding[] } {
  const walk: Walk = { file, findings: [], anchors: new Map(), aliasedNodes: 0, nodes: 0 };
  return { value: readNode(walk, document.contents, 0), findings: walk.findings };
}

function readNode(walk: Walk, node: Node | null, depth: number): unknown {
  if (node === null) return null;
  if (isAlias(node)) return readAlias(walk, node);
  const nodesBefore = walk.nodes++;
  const { tag } = node;
  if (tag !== undefined && !standardTags.test(tag)) {
    report(walk, node, (at) => finding("yaml.tag", at, { tag: quote(tag.replace(/^tag:yaml\.org,2002:/, "!!")) }));
  }
  let value: unknown = null;
  if (depth > maxDepth) {
    report(walk, node, (at) => finding("yaml.too-deep", at, { limit: maxDepth }));
  } else if (isScalar(node)) {
    value = node.value;
  } else if (isMap(node)) {
    value = readMap(walk, node, depth);
  } else if (isSeq(node)) {
    value = node.items.map((item) => readNode(walk, item as Node | null, depth + 1));
  }
  const anchor = "anchor" in node ? node.anchor : undefined;
  if (anchor !== undefined) walk.anchors.set(anchor, { value, nodes: walk.nodes - nodesBefore });
  return value;
}

function readMap(walk: Walk, map: YAMLMap, depth: number): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  const keyOffsets = new Map<string, number>();
  for (const { key, value: item } of map.items) {
    const keyNode = key as Node | null;
    if (!isScalar(keyNode) || keyNode.value === null || typeof keyNode.value === "object") {
      report(walk, keyNode ?? map, (at) => finding("yaml.key", at, {}));
      continue;
    }
    const name = String(keyNode.value);
    const offset = keyNode.range?.[0] ?? 0;
    const first = keyOffsets.get(name);
    if (first !== undefined) {
      const firstAt = { file: walk.file, offset: first };
      report(walk, keyNode, (at) => finding("yaml.duplicate-key", at, { field: quote(name), first: firstAt }));
      continue;
    }
    keyOffsets.set(name, offset);
    const read = readNode(walk, item as Node | null, depth + 1);
    // Assigning would call a setter for the key __proto__.
    if (name === "__proto__") Object.defineProperty(value, name, { value: read, enumerable: true, writable: true });
    else value[name] = read;
  }
  return value;
}

function readAlias(walk: Walk, alias: Alias): unknown {
  const anchored = walk.anchors.get(alias.source);
  if (anchored === undefined) {
    report(walk, alias, (at) => finding("yaml.alias", at, { anchor: alias.source }));
    return null;
  }
  const within = walk.aliasedNodes <= maxAliasedNodes;
  walk.aliasedNodes += anchored.nodes;
  walk.nodes += anchored.nodes;
  if (walk.aliasedNodes > maxAliasedNodes) {
    if (within) report(walk, alias, (at) => finding("yaml.alias-limit", at, { limit: maxAliasedNodes }));
    return null;
  }
  // A copy, since later steps fill defaults in place.
  return structuredClone(anchored.value);
}

function report(walk: Walk, node: Node, make: (at: { file: string; offset: number }) => Finding): void {
  walk.findings.push(make({ file: walk.file, offset: node.range?.[0] ?? 0 }));
}
