import { canonicalJson } from "../canonical.ts";
import type { FieldSchema } from "../kind-schemas.ts";
import type { Words } from "../words.ts";
import type { FieldChange } from "./change.ts";
import { fieldWord, itemWords, join, listComma, valueWords, type LabelOf } from "./value-words.ts";

export interface Labels {
  before: LabelOf;
  after: LabelOf;
}

/** A field that differs, and what to say of it after the document's name. */
export interface FieldDifference extends FieldChange {
  words: Words;
}

type Item = Record<string, unknown>;

interface Pair {
  path: string;
  before: unknown;
  after: unknown;
  schema: FieldSchema;
  /** What the field is called here: within a list entry, the entry comes first. */
  word: Words;
}

/** All fields of a map that differ; `within` names the list entry the map is, if it is one. */
export function diffFields(
  path: string,
  before: Item | undefined,
  after: Item | undefined,
  schema: FieldSchema,
  labels: Labels,
  within?: Words,
): FieldDifference[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const own = property.const === undefined && property.properties === undefined ? fieldWord(property) : undefined;
    const word = own && within ? { zh: `${within.zh} 的${own.zh}`, en: `${within.en}: ${own.en}` } : own;
    const fieldPath = path === "" ? name : `${path}.${name}`;
    const pair = { path: fieldPath, before: before?.[name], after: after?.[name], schema: property };
    if (canonicalJson(pair.before) === canonicalJson(pair.after)) return [];
    if (property.properties) {
      return diffFields(fieldPath, pair.before as Item | undefined, pair.after as Item | undefined, property, labels);
    }
    return word ? diffField({ ...pair, word }, labels) : [];
  });
}

function diffField(pair: Pair, labels: Labels): FieldDifference[] {
  const { schema } = pair;
  if (schema.type !== "array") return [difference(pair, fromTo(pair, labels))];
  const key = schema["x-field"]?.key;
  if (key !== undefined) return diffKeyedList(pair, key, labels);
  if (schema["x-field"]?.order === "none") return [difference(pair, addedAndRemoved(pair, labels))];
  return [difference(pair, fromTo(pair, labels))];
}

function diffKeyedList(pair: Pair, key: string, labels: Labels): FieldDifference[] {
  const items = pair.schema.items ?? {};
  const before = keyed(pair.before, key);
  const after = keyed(pair.after, key);
  const differences: FieldDifference[] = [];
  for (const [name, item] of before) {
    const path = `${pair.path}[${name}]`;
    const left = after.get(name);
    if (left === undefined) {
      const what = itemWords(item, items, key, labels.before);
      differences.push({ path, before: item, after: null, words: verb(pair.word, removes, what) });
    } else {
      const entry = itemTitle(item, items, key, labels.before);
      const within = { zh: `${fieldWord(items).zh} ${entry.zh}`, en: `${fieldWord(items).en} ${entry.en}` };
      differences.push(...diffFields(path, item, left, items, labels, within));
    }
  }
  for (const [name, item] of after) {
    if (before.has(name)) continue;
    const what = itemWords(item, items, key, labels.after);
    differences.push({ path: `${pair.path}[${name}]`, before: null, after: item, words: verb(pair.word, adds, what) });
  }
  return [...differences, ...reordered(pair, before, after, key, labels)];
}

function reordered(
  pair: Pair,
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  key: string,
  labels: Labels,
): FieldDifference[] {
  if (pair.schema["x-field"]?.order === "none") return [];
  const old = [...before.keys()];
  const now = [...after.keys()];
  const stayed = now.filter((name) => before.has(name));
  // Appending or taking away leaves no order to speak of; anything else does.
  const expected = [...old.filter((name) => after.has(name)), ...now.filter((name) => !before.has(name))];
  if (stayed.length === 0 || expected.every((name, index) => name === now[index])) return [];
  const title = (item: Item, labelOf: LabelOf): Words => itemTitle(item, pair.schema.items ?? {}, key, labelOf);
  const order = { zh: `${pair.word.zh}的顺序`, en: `order of ${pair.word.en}` };
  const from = join(
    [...before.values()].map((item) => title(item, labels.before)),
    listComma,
  );
  const to = join(
    [...after.values()].map((item) => title(item, labels.after)),
    listComma,
  );
  return [{ path: pair.path, before: old, after: now, words: arrow(order, from, to) }];
}

function addedAndRemoved(pair: Pair, labels: Labels): Words {
  const items = pair.schema.items ?? {};
  const before = listed(pair.before);
  const after = listed(pair.after);
  const known = (list: readonly unknown[]): Set<string> => new Set(list.map(canonicalJson));
  const [had, has] = [known(before), known(after)];
  const gone = before
    .filter((item) => !has.has(canonicalJson(item)))
    .map((item) => valueWords(item, items, labels.before));
  const added = after
    .filter((item) => !had.has(canonicalJson(item)))
    .map((item) => valueWords(item, items, labels.after));
  // Lists that came from elsewhere than the loader may be in another order, which still deserves a sentence.
  if (added.length === 0 && gone.length === 0) return fromTo(pair, labels);
  const parts: Words[] = [];
  if (added.length > 0) parts.push(verb(pair.word, adds, join(added, listComma)));
  if (gone.length > 0) parts.push(verb(pair.word, removes, join(gone, listComma)));
  return join(parts, { zh: "，", en: "; " });
}

function fromTo(pair: Pair, labels: Labels): Words {
  const from = valueWords(pair.before, pair.schema, labels.before);
  return arrow(pair.word, from, valueWords(pair.after, pair.schema, labels.after));
}

const adds: Words = { zh: "增加", en: "added" };
const removes: Words = { zh: "去掉", en: "removed" };

function verb(word: Words, does: Words, what: Words): Words {
  return { zh: `${word.zh}${does.zh} ${what.zh}`, en: `${word.en}: ${does.en} ${what.en}` };
}

function arrow(word: Words, from: Words, to: Words): Words {
  return { zh: `${word.zh} ${from.zh} → ${to.zh}`, en: `${word.en} ${from.en} → ${to.en}` };
}

function itemTitle(item: Item, schema: FieldSchema, key: string, labelOf: LabelOf): Words {
  const title = item["label"] === undefined ? key : "label";
  return valueWords(item[title], schema.properties?.[title] ?? {}, labelOf);
}

function difference({ path, before, after }: Pair, words: Words): FieldDifference {
  return { path, before: before ?? null, after: after ?? null, words };
}

function keyed(list: unknown, key: string): Map<string, Item> {
  return new Map((listed(list) as Item[]).map((item) => [String(item[key]), item]));
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
