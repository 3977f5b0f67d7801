import type { SessionInfo } from "#lib/api/schema.ts";

/** Who has the monitor page: who leads people, or may look at all of them. */
export function mayMonitor(roles: SessionInfo["roles"]): boolean {
  return roles.includes("leader") || roles.includes("senior-manager");
}
