import { finding, type Finding } from "../problems/finding.ts";
import { placeIn, type Entries, type ValidEntry } from "./entries.ts";
import { repeated } from "./repeated.ts";

/** Agents: extensions, groups and roles that fit together. */
export function checkAgents(entries: Entries): Finding[] {
  const agents = entries.valid("Agent");
  return [...agents.flatMap((agent) => checkAgent(agent)), ...sharedExtensions(agents)];
}

function checkAgent(agent: ValidEntry<"Agent">): Finding[] {
  const { label, spec } = agent.content;
  const findings: Finding[] = [];
  if (spec.groups.length > 0 && spec.extension === undefined) {
    findings.push(finding("agent.extension-missing", placeIn(agent, ["spec"], "key"), { label }));
  }
  if (spec.roles.includes("agent") && spec.groups.length === 0) {
    findings.push(finding("agent.no-groups", placeIn(agent, ["spec", "roles"], "key"), { label }));
  }
  const groups = spec.groups.map(({ group }) => group);
  findings.push(...repeated(agent, ["spec", "groups"], groups, "group"));
  if (spec.primaryGroup !== undefined && !groups.includes(spec.primaryGroup)) {
    const at = placeIn(agent, ["spec", "primaryGroup"]);
    findings.push(finding("agent.primary-not-member", at, { label, group: spec.primaryGroup }));
  }
  return findings;
}

function sharedExtensions(agents: readonly ValidEntry<"Agent">[]): Finding[] {
  const findings: Finding[] = [];
  const owners = new Map<string, ValidEntry<"Agent">>();
  for (const agent of agents) {
    const { extension } = agent.content.spec;
    if (extension === undefined) continue;
    const owner = owners.get(extension);
    if (owner === undefined) {
      owners.set(extension, agent);
      continue;
    }
    findings.push(
      finding("agent.extension-duplicate", placeIn(agent, ["spec", "extension"]), {
        extension,
        other: owner.content.label,
        first: placeIn(owner, ["spec", "extension"]),
      }),
    );
  }
  return findings;
}
