import { finding, type FieldPath, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entry } from "./entries.ts";
import { fieldWords } from "./schema-findings.ts";

/** Entries of a list that stand in it twice; `property` is where in each entry the value stands, if entries are maps. */
export function repeated(entry: Entry, list: FieldPath, values: readonly string[], property?: string): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [index, value] of values.entries()) {
    if (seen.has(value)) {
      const at = placeIn(entry, property === undefined ? [...list, index] : [...list, index, property]);
      findings.push(finding("list.duplicate", at, { field: fieldWords(entry.kind, list), value: quote(value) }));
    }
    seen.add(value);
  }
  return findings;
}
