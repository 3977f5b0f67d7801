import { isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import { yamlOptions } from "../load/yaml-options.ts";
import type { FieldPath, Place } from "./finding.ts";

export interface Position {
  line: number;
  column: number;
}

export type Locator = (place: Place) => Position;

/**
 * Finds lines and columns by parsing once more, and only those files that have problems: a folder
 * without problems never pays for positions.
 */
export function makeLocator(texts: ReadonlyMap<string, string>): Locator {
  const parsed = new Map<string, Document[]>();
  const lineStarts = new Map<string, number[]>();

  return (place) => {
    const text = texts.get(place.file);
    if (text === undefined) return { line: 1, column: 1 };
    const offset =
      "offset" in place
        ? place.offset
        : offsetOf(
            remember(parsed, place.file, () => parse(text)),
            place,
          );
    return positionAt(
      remember(lineStarts, place.file, () => findLineStarts(text)),
      offset,
    );
  };
}

function parse(text: string): Document[] {
  const documents = parseAllDocuments(text, yamlOptions);
  return Array.isArray(documents) ? documents : [];
}

function offsetOf(documents: readonly Document[], place: Exclude<Place, { offset: number }>): number {
  const document = documents[place.document];
  if (!document) return 0;
  return nodeOffset(document.contents, place.path, place.on) ?? document.range?.[0] ?? 0;
}

/** The offset of the field at the path, or of the nearest thing around it that is written down. */
function nodeOffset(root: Node | null, path: FieldPath, on: "value" | "key"): number | undefined {
  let offset = root?.range?.[0];
  let node: unknown = root;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(step));
      if (!pair) return offset;
      const keyOffset = (pair.key as Node).range?.[0];
      const valueOffset = (pair.value as Node | null)?.range?.[0];
      // A map or list begins on the line after its key; people look for the key.
      const wantsKey = (last && on === "key") || isMap(pair.value) || isSeq(pair.value);
      offset = (wantsKey ? keyOffset : (valueOffset ?? keyOffset)) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

const pairs = new WeakMap<YAMLMap, Map<string, Pair>>();

/** Thousands of problems in one map must not each go through all of it. */
function pairsOf(map: YAMLMap): Map<string, Pair> {
  const known = pairs.get(map);
  if (known) return known;
  const byKey = new Map<string, Pair>();
  for (const item of map.items) {
    const key = isScalar(item.key) ? String(item.key.value) : undefined;
    // Of equal keys the first counts, as when the values were read.
    if (key !== undefined && !byKey.has(key)) byKey.set(key, item);
  }
  pairs.set(map, byKey);
  return byKey;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function remember<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
