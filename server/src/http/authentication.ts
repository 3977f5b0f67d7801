import { userInfo } from "node:os";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AuditContext } from "../audit/audit.service.ts";
import { HotlineError } from "../errors/index.ts";
import { actorOf, requireAccess, scopes, type Access, type Principal } from "../sessions/principal.ts";
import type { Sessions } from "../sessions/sessions.service.ts";
import type { Tokens } from "../tokens/tokens.service.ts";
import type { App } from "./type-provider.ts";
import { isLocal } from "./local-listener.ts";

export const sessionCookie = "hotline_session";
const csrfHeader = "x-hotline-csrf";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may use the route; every route under /api/v1 must say so. */
    access?: Access | "public";
  }
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** Finds out who asks and whether they may, before the body is read. */
export function addAuthentication(app: App, services: { sessions: Sessions; tokens: Tokens }): void {
  app.decorateRequest("principal", null);
  app.addHook("onRoute", (route) => {
    // HEAD and OPTIONS routes are made from GET ones and carry their config.
    if (route.url.startsWith("/api/v1/") && route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say who may use it`);
    }
  });
  app.addHook("onRequest", async (request: FastifyRequest, _reply: FastifyReply) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === "public") return;
    const principal = await identify(request, services);
    requireAccess(principal, access);
    request.principal = principal;
  });
}

/** Throws auth.not-signed-in, auth.token-invalid or auth.csrf-header-missing. */
export async function identify(
  request: FastifyRequest,
  services: { sessions: Sessions; tokens: Tokens },
): Promise<Principal> {
  if (isLocal(request.raw)) return localOperator;
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw new HotlineError("auth.token-invalid");
    return services.tokens.authenticate(token);
  }
  const cookie = request.cookies[sessionCookie];
  if (cookie === undefined || cookie === "") throw new HotlineError("auth.not-signed-in");
  const principal = await services.sessions.authenticate(cookie);
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && request.headers[csrfHeader] !== "1") throw new HotlineError("auth.csrf-header-missing");
  return principal;
}

/** Of a route with access that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error(`${request.url} has no principal: its route is public`);
  return request.principal;
}

export function auditContextOf(request: FastifyRequest): AuditContext {
  return { actor: actorOf(principalOf(request)), address: request.ip, requestId: request.id };
}

const { username } = userInfo();

/** Who can open the socket could read the database's password too: the file system has let them in. */
const localOperator: Principal = {
  kind: "cli",
  name: username,
  label: username,
  roles: new Set(["operator", "admin"]),
  scopes: new Set(scopes),
  sessionHash: undefined,
  sessionExpiresAt: undefined,
  mustChangePassword: false,
};
