import { meant, schemaFindings } from "../check/schema-findings.ts";
import { schemaErrors } from "../check/schema-validators.ts";
import { nearest } from "../check/nearest.ts";
import type { Entry } from "../check/entries.ts";
import type { AnyDocument } from "../deployment.ts";
import { isKind, isSettledKind, kinds, kindWord, settledKinds } from "../kinds.ts";
import { finding, type Finding } from "../problems/finding.ts";
import { quote, show, showTyped } from "../problems/show.ts";
import type { ParsedDocument } from "./parse-yaml.ts";

export interface ReadEntry {
  entry?: Entry;
  findings: Finding[];
}

/** One document of a file: what kind it is, and whether it follows that kind's schema. */
export function readEntry(file: string, { index, value, broken }: ParsedDocument): ReadEntry {
  const place = (path: string[], on: "value" | "key" = "value") => ({ file, document: index, path, on });
  if (!isMap(value)) {
    return { findings: broken ? [] : [finding("document.not-map", place([]), { actual: showTyped(value) })] };
  }
  const kind = value["kind"];
  if (!isKind(kind)) return { findings: broken ? [] : [kindFinding(place, kind)] };

  const errors = broken ? [] : schemaErrors(kind, value);
  const valid = !broken && errors.length === 0;
  const name = typeof value["name"] === "string" ? value["name"] : "";
  const content = valid ? (value as unknown as AnyDocument) : undefined;
  return {
    entry: { kind, name, file, document: index, content, joins: kind === "Agent" ? joinedGroups(value) : [] },
    findings: schemaFindings({ kind, file, document: index, name }, errors),
  };
}

function kindFinding(
  place: (
    path: string[],
    on?: "value" | "key",
  ) => { file: string; document: number; path: string[]; on: "value" | "key" },
  kind: unknown,
): Finding {
  if (kind === undefined || kind === null) return finding("kind.missing", place([]), {});
  if (isSettledKind(kind)) {
    return finding("kind.not-available", place(["kind"]), { value: quote(kind), word: kindWord(kind) });
  }
  const guess = typeof kind === "string" ? nearest(kind, settledKinds) : undefined;
  return finding("kind.unknown", place(["kind"]), { value: show(kind) }, meant(guess, kinds));
}

function joinedGroups(agent: Record<string, unknown>): string[] {
  const spec = agent["spec"];
  const groups = isMap(spec) ? spec["groups"] : undefined;
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((item: unknown) => {
    const group = isMap(item) ? item["group"] : item;
    return typeof group === "string" ? [group] : [];
  });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
