import { kinds, kindWord, singleKinds, type Kind } from "../kinds.ts";
import { finding, type Finding } from "../problems/finding.ts";
import { quote } from "../problems/show.ts";
import { placeIn, type Entries } from "./entries.ts";

/** Names are unique within a kind; some kinds have exactly one document. */
export function checkNames(entries: Entries): Finding[] {
  return [
    ...kinds.flatMap((kind) => duplicateNames(entries, kind)),
    ...singleKinds.flatMap((kind) => single(entries, kind)),
  ];
}

function duplicateNames(entries: Entries, kind: Kind): Finding[] {
  const findings: Finding[] = [];
  for (const entry of entries.all(kind)) {
    const first = entries.find(kind, entry.name);
    // An unreadable name is the schema check's to report.
    if (first === undefined || first === entry || entry.name === "") continue;
    findings.push(
      finding("name.duplicate", placeIn(entry, ["name"]), {
        word: kindWord(kind),
        name: quote(entry.name),
        first: placeIn(first, ["name"]),
      }),
    );
  }
  return findings;
}

function single(entries: Entries, kind: (typeof singleKinds)[number]): Finding[] {
  const [first, ...others] = entries.all(kind);
  if (first === undefined) {
    if (entries.incomplete) return [];
    return [finding("kind.required", { file: ".", offset: 0 }, { kind, word: kindWord(kind) })];
  }
  return others.map((other) =>
    finding("kind.only-one", placeIn(other, ["kind"]), {
      kind,
      word: kindWord(kind),
      first: placeIn(first, ["kind"]),
    }),
  );
}
