import { fieldSchemas, type FieldSchema } from "../kind-schemas.ts";
import { kinds, kindWord, type Kind } from "../kinds.ts";
import { finding, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entries } from "./entries.ts";
import { nearest } from "./nearest.ts";
import { meant } from "./schema-findings.ts";

interface Reference {
  /** Steps to the field; `*` stands for every entry of a list. */
  steps: readonly string[];
  to: Kind;
}

/** Every field the schemas mark as the name of another document must name one that exists. */
export function checkReferences(entries: Entries): Finding[] {
  if (entries.incomplete) return [];
  const guesses = new Map<string, string | undefined>();
  const guess = (kind: Kind, name: string): string | undefined => {
    const key = `${kind} ${name}`;
    if (!guesses.has(key)) guesses.set(key, nearest(name, entries.names(kind)));
    return guesses.get(key);
  };
  const findings: Finding[] = [];
  for (const kind of kinds) {
    const references = referencesOf(fieldSchemas[kind], []);
    if (references.length === 0) continue;
    for (const entry of entries.valid(kind)) {
      for (const { steps, to } of references) {
        for (const { path, value } of valuesAt(entry.content, steps, [])) {
          if (typeof value !== "string" || entries.find(to, value) !== undefined) continue;
          const params = { word: kindWord(to), name: quote(value) };
          findings.push(
            finding(
              "ref.unknown",
              placeIn(entry, path),
              params,
              meant(guess(to, value), [...entries.names(to)].slice(0, 8)),
            ),
          );
        }
      }
    }
  }
  return findings;
}

function referencesOf(schema: FieldSchema, steps: readonly string[]): Reference[] {
  const to = schema["x-field"]?.ref;
  if (to !== undefined) return [{ steps, to }];
  if (schema.items !== undefined) return referencesOf(schema.items, [...steps, "*"]);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    referencesOf(property, [...steps, name]),
  );
}

function* valuesAt(
  value: unknown,
  steps: readonly string[],
  path: readonly (string | number)[],
): Generator<{ path: readonly (string | number)[]; value: unknown }> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield { path, value };
  } else if (step === "*") {
    for (const [index, item] of (value as unknown[]).entries()) yield* valuesAt(item, rest, [...path, index]);
  } else {
    const next = (value as Record<string, unknown>)[step];
    if (next !== undefined) yield* valuesAt(next, rest, [...path, step]);
  }
}
