import type { DocumentOf } from "../deployment.ts";
import { finding, type Finding } from "../problems/finding.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";
import { repeated } from "./repeated.ts";

type Group = ValidEntry<"CallerIdGroup">;

/** Caller-ID groups: every number is one some trunk may show, and the rule has what it needs and nothing it ignores. */
export function checkCallerIds(entries: Entries): Finding[] {
  const trunks = entries.all("Trunk");
  // A trunk with other problems may be the one that shows the number.
  const known = !entries.incomplete && trunks.every(({ content }) => content !== undefined);
  const shown = new Set(entries.valid("Trunk").flatMap(({ content }) => callerIdsOf(content)));
  return entries.valid("CallerIdGroup").flatMap((group) => [
    ...(known ? notShown(group, shown) : []),
    ...repeated(
      group,
      ["spec", "prefixes"],
      group.content.spec.prefixes.map(({ prefix }) => prefix),
      "prefix",
    ),
    ...prefixesFit(group),
  ]);
}

/** What the carrier lets the trunk show. */
function callerIdsOf({ spec }: DocumentOf["Trunk"]): string[] {
  return [spec.callerId, ...spec.callerIds];
}

function notShown(group: Group, shown: ReadonlySet<string>): Finding[] {
  return group.content.spec.numbers.flatMap((number, index) => {
    if (shown.has(number)) return [];
    const at = placeIn(group, ["spec", "numbers", index]);
    return [finding("caller-id.no-trunk", at, { label: group.content.label, number })];
  });
}

function prefixesFit(group: Group): Finding[] {
  const { label, spec } = group.content;
  if (spec.rule === "by-prefix" && spec.prefixes.length === 0) {
    return [finding("caller-id.prefixes-missing", placeIn(group, ["spec", "rule"]), { label })];
  }
  if (spec.rule !== "by-prefix" && spec.prefixes.length > 0) {
    return [finding("caller-id.prefixes-unused", placeIn(group, ["spec", "prefixes"], "key"), { label })];
  }
  return spec.prefixes.flatMap(({ number }, index) => {
    if (spec.numbers.includes(number)) return [];
    const at = placeIn(group, ["spec", "prefixes", index, "number"]);
    return [finding("caller-id.not-in-group", at, { label, number })];
  });
}
