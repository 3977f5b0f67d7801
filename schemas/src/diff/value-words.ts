import type { Deployment, DocumentOf } from "../deployment.ts";
import { documentsOf } from "../deployment.ts";
import type { FieldSchema } from "../kind-schemas.ts";
import type { Kind } from "../kinds.ts";
import type { Lang, Words } from "../words.ts";

/** The label a document of a deployment goes by. */
export type LabelOf = (kind: Kind, name: string) => string;

export function same(text: string): Words {
  return { zh: text, en: text };
}

export function join(parts: readonly Words[], comma: Words): Words {
  return { zh: parts.map(({ zh }) => zh).join(comma.zh), en: parts.map(({ en }) => en).join(comma.en) };
}

/** Between things in a list. */
export const listComma: Words = { zh: "、", en: ", " };

/** Looks labels up in the deployments in turn; a name none of them knows stands for itself. */
export function labelsIn(deployments: readonly (Deployment | undefined)[]): LabelOf {
  const labels = new Map<string, string>();
  const add = (document: DocumentOf[Kind]): void => {
    const key = `${document.kind} ${document.name}`;
    if (!labels.has(key)) labels.set(key, document.label);
  };
  for (const deployment of deployments) {
    if (!deployment) continue;
    for (const kind of ["Calendar", "Trunk", "CallerIdGroup", "SkillGroup", "Agent"] as const)
      documentsOf(deployment, kind).forEach(add);
  }
  return (kind, name) => labels.get(`${kind} ${name}`) ?? name;
}

/** The word of a field; a test keeps every field of every kind supplied with one. */
export function fieldWord(schema: FieldSchema): Words {
  const notes = schema["x-field"];
  if (notes === undefined) throw new Error("a field in schemas/kinds has no x-field words");
  return notes;
}

const none: Words = { zh: "无", en: "none" };

/** A value as people say it: labels for names, units for numbers. */
export function valueWords(value: unknown, schema: FieldSchema, labelOf: LabelOf): Words {
  if (value === undefined || value === null) return none;
  const notes = schema["x-field"];
  if (typeof value === "boolean") return value ? { zh: "开", en: "on" } : { zh: "关", en: "off" };
  if (typeof value === "number") return notes?.unit === "seconds" ? secondsWords(value) : same(String(value));
  if (typeof value === "string") {
    if (notes?.ref !== undefined) return same(labelOf(notes.ref, value));
    return notes?.values?.[value] ?? same(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? none : listWords(value, schema, labelOf);
  return itemWords(value as Record<string, unknown>, schema, undefined, labelOf);
}

/** An entry of a list: by its label or key, the rest in brackets: 王工（号码 13800010001、日历 夜班）. */
export function itemWords(
  item: Record<string, unknown>,
  schema: FieldSchema,
  key: string | undefined,
  labelOf: LabelOf,
): Words {
  const text = schema["x-field"]?.text;
  if (text !== undefined) return filledIn(text, item, schema, labelOf);
  const title = item["label"] === undefined ? key : "label";
  const rest = Object.entries(schema.properties ?? {})
    .filter(([name, property]) => name !== title && item[name] !== undefined && item[name] !== property.default)
    .map(([name, property]) => named(property, valueWords(item[name], property, labelOf)));
  if (title === undefined) return join(rest, { zh: "，", en: "; " });
  const name = valueWords(item[title], schema.properties?.[title] ?? {}, labelOf);
  return rest.length === 0 ? name : inBrackets(name, join(rest, listComma));
}

function filledIn(text: Words, item: Record<string, unknown>, schema: FieldSchema, labelOf: LabelOf): Words {
  const fill = (lang: Lang): string =>
    text[lang].replace(/\{(\w+)\}/g, (_braced, name: string) => {
      return valueWords(item[name], schema.properties?.[name] ?? {}, labelOf)[lang];
    });
  return { zh: fill("zh"), en: fill("en") };
}

function listWords(list: readonly unknown[], schema: FieldSchema, labelOf: LabelOf): Words {
  const items = schema.items ?? {};
  const runs = schema["x-field"]?.runs;
  const parts: Words[] = [];
  for (const run of runs ? consecutive(list, items.enum ?? []) : list.map((item) => [item])) {
    const words = run.map((item) => valueWords(item, items, labelOf));
    const [first, last] = [words[0], words.at(-1)];
    if (runs && first && last && words.length > 2) parts.push(join([first, last], runs));
    else parts.push(...words);
  }
  return join(parts, listComma);
}

/** Cuts a list into stretches that follow each other in the order of the enum. */
function consecutive(list: readonly unknown[], order: readonly unknown[]): unknown[][] {
  const stretches: unknown[][] = [];
  for (const item of list) {
    const last = stretches.at(-1);
    if (last && order.indexOf(item) === order.indexOf(last.at(-1)) + 1) last.push(item);
    else stretches.push([item]);
  }
  return stretches;
}

export function named(schema: FieldSchema, value: Words): Words {
  const word = fieldWord(schema);
  return { zh: `${word.zh} ${value.zh}`, en: `${word.en} ${value.en}` };
}

export function inBrackets(name: Words, details: Words): Words {
  return { zh: `${name.zh}（${details.zh}）`, en: `${name.en} (${details.en})` };
}

function secondsWords(seconds: number): Words {
  if (seconds >= 3600 && seconds % 3600 === 0) return count(seconds / 3600, "小时", "hour");
  if (seconds >= 60 && seconds % 60 === 0) return count(seconds / 60, "分钟", "minute");
  return count(seconds, "秒", "second");
}

function count(number: number, zh: string, en: string): Words {
  return { zh: `${number} ${zh}`, en: `${number} ${en}${number === 1 ? "" : "s"}` };
}
