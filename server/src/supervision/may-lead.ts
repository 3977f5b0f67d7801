import type { Deployment } from "@hotline/schemas";
import { hasRole, type Principal } from "../sessions/principal.ts";
import { sightOf } from "../sessions/sight.ts";

/** Whom somebody leads (W15): everybody, or the members of the groups that name the person as a leader. */
export interface Lead {
  readonly all: boolean;
  readonly groups: ReadonlySet<string>;
}

/** Running the system gives no power over people; whoever is at the server's own machine has it anyway. */
export function leadOf(principal: Principal, deployment: Deployment | undefined): Lead {
  const all = principal.kind === "cli" || hasRole(principal, "senior-manager");
  return { all, groups: sightOf(principal, deployment).ledGroups };
}

export function leadsGroup(lead: Lead, group: string | undefined): boolean {
  return lead.all || (group !== undefined && lead.groups.has(group));
}

export function leadsAgent(lead: Lead, groups: readonly string[]): boolean {
  return lead.all || groups.some((group) => lead.groups.has(group));
}
