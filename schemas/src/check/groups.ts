import { finding, type Finding } from "../problems/finding.ts";
import { neverOpen } from "./calendars.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";
import { repeated } from "./repeated.ts";

/** Skill groups: somebody belongs to them, their leaders may lead, and their callers reach a person in the end. */
export function checkGroups(entries: Entries): Finding[] {
  const joined = joinedGroups(entries);
  return entries.valid("SkillGroup").flatMap((group) => {
    const findings = [
      ...repeated(group, ["spec", "dutyList"], dutyNumbersOf(group), "number"),
      ...leadersWithoutRole(entries, group),
      ...checkDuty(entries, group),
    ];
    if (!joined.has(group.name) && !entries.incomplete) {
      findings.push(finding("group.no-members", placeIn(group, ["name"]), { label: group.content.label }));
    }
    return findings;
  });
}

/** Agents with other problems count too: one mistake should not be reported as two. */
function joinedGroups(entries: Entries): Set<string> {
  return new Set(entries.all("Agent").flatMap(({ joins }) => joins));
}

function dutyNumbersOf(group: ValidEntry<"SkillGroup">): string[] {
  return group.content.spec.dutyList.map(({ number }) => number);
}

function leadersWithoutRole(entries: Entries, group: ValidEntry<"SkillGroup">): Finding[] {
  return group.content.spec.leaders.flatMap((name, index) => {
    const leader = entries.find("Agent", name)?.content;
    if (leader === undefined || leader.spec.roles.includes("leader")) return [];
    const at = placeIn(group, ["spec", "leaders", index]);
    return [finding("group.leader-role", at, { leader: leader.label, label: group.content.label })];
  });
}

function checkDuty(entries: Entries, group: ValidEntry<"SkillGroup">): Finding[] {
  const { label, spec } = group.content;
  if (spec.direction !== "inbound") return [];
  const at = placeIn(group, ["spec", "dutyList"], "key");
  if (spec.dutyList.length === 0) {
    const organizations = entries.all("Organization");
    const known = organizations.length > 0 && organizations.every(({ content }) => content !== undefined);
    const noneAnywhere = entries.valid("Organization").every(({ content }) => content.spec.dutyNumbers.length === 0);
    return known && noneAnywhere ? [finding("group.no-duty", at, { label })] : [];
  }
  const closed = spec.dutyList.every(({ calendar }) => {
    const content = calendar === undefined ? undefined : entries.find("Calendar", calendar)?.content;
    return content !== undefined && neverOpen(content);
  });
  return closed ? [finding("group.duty-never-open", at, { label })] : [];
}
