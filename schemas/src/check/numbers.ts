import { finding, type FieldPath, type Finding } from "../problems/finding.ts";
import { placeIn, type Entries, type Entry, type ValidEntry } from "./entries.ts";
import { repeated } from "./repeated.ts";

type AccessNumbers = ReadonlyMap<string, ValidEntry<"AccessNumber">>;

/** Access numbers lead to groups that take calls, and no number means two things. */
export function checkNumbers(entries: Entries): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, ValidEntry<"AccessNumber">>();
  for (const access of entries.valid("AccessNumber")) {
    const { number } = access.content.spec;
    const owner = owners.get(number);
    if (owner === undefined) owners.set(number, access);
    else {
      const at = placeIn(access, ["spec", "number"]);
      findings.push(finding("access-number.duplicate", at, { number, ...ownerParams(owner) }));
    }
    findings.push(...outboundRoute(entries, access));
  }
  return [...findings, ...extensionClashes(entries, owners), ...dutyLoops(entries, owners)];
}

function outboundRoute(entries: Entries, access: ValidEntry<"AccessNumber">): Finding[] {
  const group = entries.find("SkillGroup", access.content.spec.route.group)?.content;
  if (group?.spec.direction !== "outbound") return [];
  const at = placeIn(access, ["spec", "route", "group"]);
  return [finding("access-number.outbound-group", at, { label: access.content.label, group: group.label })];
}

function extensionClashes(entries: Entries, owners: AccessNumbers): Finding[] {
  return entries.valid("Agent").flatMap((agent) => {
    const number = agent.content.spec.extension;
    const owner = number === undefined ? undefined : owners.get(number);
    if (number === undefined || owner === undefined) return [];
    const at = placeIn(agent, ["spec", "extension"]);
    return [finding("number.extension-clash", at, { number, agent: agent.content.label, ...ownerParams(owner) })];
  });
}

function dutyLoops(entries: Entries, owners: AccessNumbers): Finding[] {
  const loop = (entry: Entry, path: FieldPath, number: string): Finding[] => {
    const owner = owners.get(number);
    return owner ? [finding("number.duty-loop", placeIn(entry, path), { number, ...ownerParams(owner) })] : [];
  };
  return [
    ...entries.valid("Organization").flatMap((organization) => {
      const { dutyNumbers } = organization.content.spec;
      const list = ["spec", "dutyNumbers"];
      return [
        ...repeated(organization, list, dutyNumbers),
        ...dutyNumbers.flatMap((number, index) => loop(organization, [...list, index], number)),
      ];
    }),
    ...entries
      .valid("SkillGroup")
      .flatMap((group) =>
        group.content.spec.dutyList.flatMap(({ number }, index) =>
          loop(group, ["spec", "dutyList", index, "number"], number),
        ),
      ),
  ];
}

function ownerParams(owner: ValidEntry<"AccessNumber">) {
  return { other: owner.content.label, first: placeIn(owner, ["spec", "number"]) };
}
