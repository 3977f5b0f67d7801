import { documentsOf, type AnyDocument, type Deployment } from "../deployment.ts";
import { fieldAt, fieldSchemas } from "../kind-schemas.ts";
import { kinds, kindWord, type Kind } from "../kinds.ts";
import type { Words } from "../words.ts";
import type { Change, FieldChange } from "./change.ts";
import { diffFields, type Labels } from "./field-diff.ts";
import { inBrackets, join, labelsIn, listComma, named, valueWords, type LabelOf } from "./value-words.ts";

/** What tells documents of a kind apart at a glance, for the sentence that one is new or gone. */
const summaries: Record<Kind, readonly (readonly string[])[]> = {
  Organization: [["spec", "timeZone"]],
  Calendar: [],
  Trunk: [["spec", "host"]],
  CallerIdGroup: [["spec", "numbers"]],
  SkillGroup: [["spec", "direction"]],
  BreakReasons: [],
  Agent: [["spec", "extension"]],
  AccessNumber: [
    ["spec", "number"],
    ["spec", "route", "group"],
  ],
  AddressBook: [],
};

/** What changes when `after` takes the place of `before` (undefined: nothing was there), by kind and name. */
export function diffDeployments(before: Deployment | undefined, after: Deployment): Change[] {
  const labels = { before: labelsIn([before, after]), after: labelsIn([after, before]) };
  return kinds.flatMap((kind) => {
    const old = byName(before, kind);
    const now = byName(after, kind);
    const names = [...new Set([...old.keys(), ...now.keys()])].sort();
    return names.flatMap((name) => changeOf(kind, old.get(name), now.get(name), labels) ?? []);
  });
}

function byName(deployment: Deployment | undefined, kind: Kind): Map<string, AnyDocument> {
  return new Map(deployment ? documentsOf(deployment, kind).map((document) => [document.name, document]) : []);
}

function changeOf(kind: Kind, old: AnyDocument | undefined, now: AnyDocument | undefined, labels: Labels) {
  if (old && now) return update(kind, old, now, labels);
  if (now) return whole("create", kind, now, labels.after);
  return old && whole("delete", kind, old, labels.before);
}

function update(kind: Kind, old: AnyDocument, now: AnyDocument, labels: Labels): Change | undefined {
  const differences = diffFields("", { ...old }, { ...now }, fieldSchemas[kind], labels);
  if (differences.length === 0) return undefined;
  const word = kindWord(kind);
  return {
    op: "update",
    kind,
    name: now.name,
    label: now.label,
    fields: differences.map(({ path, before, after }) => ({ path, before, after })),
    sentences: differences.map(({ words }) => ({
      zh: `${word.zh} ${old.label}：${words.zh}`,
      en: `${capital(word.en)} ${old.label}: ${words.en}`,
    })),
  };
}

function whole(op: "create" | "delete", kind: Kind, document: AnyDocument, labelOf: LabelOf): Change {
  const fields = Object.entries(document.spec).map(([name, value]: [string, unknown]): FieldChange => {
    const path = `spec.${name}`;
    return op === "create" ? { path, before: null, after: value } : { path, before: value, after: null };
  });
  const what = withSummary(kind, document, labelOf);
  const word = kindWord(kind);
  const does = op === "create" ? { zh: "新增", en: "New" } : { zh: "删除", en: "Delete" };
  const sentence = { zh: `${does.zh}${word.zh} ${what.zh}`, en: `${does.en} ${word.en} ${what.en}` };
  return { op, kind, name: document.name, label: document.label, fields, sentences: [sentence] };
}

function withSummary(kind: Kind, document: AnyDocument, labelOf: LabelOf): Words {
  const details = summaries[kind].flatMap((path) => {
    const value = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
    const schema = fieldAt(kind, path);
    return value === undefined || schema === undefined ? [] : [named(schema, valueWords(value, schema, labelOf))];
  });
  const label = { zh: document.label, en: document.label };
  return details.length === 0 ? label : inBrackets(label, join(details, listComma));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
