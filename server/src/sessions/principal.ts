import type { AgentDocument } from "@hotline/schemas";
import { HotlineError } from "../errors/index.ts";

export type Role = AgentDocument["spec"]["roles"][number];

/** What a token may be allowed; each route for machines names the one it needs. */
export const scopes = ["status:read", "calls:read", "config:read", "config:write", "users:write"] as const;
export type Scope = (typeof scopes)[number];

/** Who asks: a signed-in person, a machine with a token, or whoever may open the server's local socket. */
export interface Principal {
  readonly kind: "person" | "token" | "cli";
  readonly name: string;
  readonly label: string;
  readonly roles: ReadonlySet<Role>;
  readonly scopes: ReadonlySet<Scope>;
  /** Set for people: the SHA-256 of the session's id. */
  readonly sessionHash: string | undefined;
  readonly sessionExpiresAt: number | undefined;
  readonly mustChangePassword: boolean;
}

/** As the audit log and the engine name who did something. */
export function actorOf(principal: Principal): string {
  return `${principal.kind}:${principal.name}`;
}

export function hasRole(principal: Principal, ...roles: readonly Role[]): boolean {
  return roles.some((role) => principal.roles.has(role));
}

/** What an HTTP request needs to pass; `roles: "any"` is everybody signed in, a `scope` lets tokens with it pass too. */
export interface Access {
  readonly roles: readonly Role[] | "any";
  readonly scope?: Scope;
  /** Holds while a one-time password still waits to be replaced. */
  readonly beforePasswordChange?: boolean;
}

/** Throws auth.password-must-change or auth.not-allowed. */
export function requireAccess(principal: Principal, access: Access): void {
  if (principal.mustChangePassword && access.beforePasswordChange !== true) {
    throw new HotlineError("auth.password-must-change");
  }
  if (principal.kind === "token") {
    if (access.scope !== undefined && principal.scopes.has(access.scope)) return;
    const needed = access.scope === undefined ? "This is for people only" : `The token lacks the scope ${access.scope}`;
    throw new HotlineError("auth.not-allowed", { detail: needed });
  }
  if (access.roles === "any" || hasRole(principal, ...access.roles)) return;
  throw new HotlineError("auth.not-allowed", { detail: `This needs one of the roles ${access.roles.join(", ")}` });
}
