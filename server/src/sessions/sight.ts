import type { Deployment } from "@hotline/schemas";
import { hasRole, type Principal } from "./principal.ts";

/** Whose calls, agents and groups somebody may see (R14): everybody's, or one's own and those of the groups one leads. */
export interface Sight {
  readonly all: boolean;
  /** The agent whose own calls are seen. */
  readonly agent: string | undefined;
  /** Groups whose state and members are seen. */
  readonly groups: ReadonlySet<string>;
  /** Groups whose every call is seen. */
  readonly ledGroups: ReadonlySet<string>;
}

export function sightOf(principal: Principal, deployment: Deployment | undefined): Sight {
  const all =
    principal.kind === "cli" ||
    (principal.kind === "token" && principal.scopes.has("calls:read")) ||
    hasRole(principal, "senior-manager", "admin", "operator");
  const person = principal.kind === "person" ? principal.name : undefined;
  const own = person === undefined ? undefined : deployment?.agents[person]?.spec.groups;
  const led = Object.values(deployment?.groups ?? {}).filter(({ spec }) =>
    spec.leaders.some((name) => name === person),
  );
  const ledGroups = new Set(led.map(({ name }) => name));
  return { all, agent: person, groups: new Set([...(own ?? []).map(({ group }) => group), ...ledGroups]), ledGroups };
}

/** Listening is narrower than seeing: running the system gives no ear into talks. */
export function mayHearAll(principal: Principal): boolean {
  return hasRole(principal, "senior-manager") || principal.kind === "cli";
}
