import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Principal } from "../../sessions/principal.ts";
import { auditContextOf, principalOf, sessionCookie } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Named, problems, RoleSchema } from "../schemas.ts";
import { SwitchSummary } from "./status.schemas.ts";
import type { App } from "../type-provider.ts";

const SessionInfo = named(
  "SessionInfo",
  Type.Object({
    user: Type.String(),
    label: Type.String(),
    roles: Type.Array(RoleSchema),
    agent: Type.Optional(Type.Object({ name: Type.String(), extension: Type.String(), groups: Type.Array(Named) })),
    mustChangePassword: Type.Boolean(),
    organization: Type.Object({ label: Type.String(), timeZone: Type.String() }),
    switch: SwitchSummary,
  }),
);

const anybody = { roles: "any", beforePasswordChange: true } as const;
const tags = ["session"];
/** By address, right and wrong ones: a shift of a hundred begins at once behind one address. */
const signInsPerMinute = 300;

export function sessionRoutes(app: App, { services, engine }: RouteDeps): void {
  app.post(
    "/session",
    {
      config: { access: "public", rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Sign in",
        body: Type.Object(
          { user: Type.String({ maxLength: 10_000 }), password: Type.String({ maxLength: 10_000 }) },
          { additionalProperties: false },
        ),
        response: { 200: SessionInfo, ...problems },
      },
    },
    async (request, reply) => {
      const { cookie, principal } = await services.sessions.signIn({
        ...request.body,
        address: request.ip,
        userAgent: request.headers["user-agent"],
        requestId: request.id,
      });
      setCookie(request, reply, cookie);
      // With a one-time password nobody is at work yet.
      if (!principal.mustChangePassword) services.presence.signedIn(principal.name);
      return infoOf(principal);
    },
  );

  app.get(
    "/session",
    {
      config: { access: anybody },
      schema: { tags, summary: "Who is signed in", response: { 200: SessionInfo, ...problems } },
    },
    (request) => infoOf(principalOf(request)),
  );

  app.delete(
    "/session",
    { config: { access: anybody }, schema: { tags, summary: "Sign out", response: { 204: Empty, ...problems } } },
    async (request, reply) => {
      await services.sessions.signOut(principalOf(request), auditContextOf(request));
      return reply.clearCookie(sessionCookie, { path: "/" }).status(204).send(undefined);
    },
  );

  app.post(
    "/session/password",
    {
      config: { access: anybody },
      schema: {
        tags,
        summary: "Set a new password; other sessions of the person end",
        body: Type.Object(
          { current: Type.String({ maxLength: 10_000 }), next: Type.String({ maxLength: 10_000 }) },
          { additionalProperties: false },
        ),
        response: { 204: Empty, ...problems },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { current, next } = request.body;
      await services.sessions.changePassword(principal, current, next, auditContextOf(request));
      services.presence.signedIn(principal.name);
      return reply.status(204).send(undefined);
    },
  );

  function infoOf(principal: Principal) {
    const deployment = engine.deployment();
    const organization = deployment?.organization;
    const agent = principal.kind === "person" ? deployment?.agents[principal.name] : undefined;
    const { kind, connected } = engine.switchStatus();
    return {
      user: principal.name,
      label: principal.label,
      roles: [...principal.roles],
      ...(agent?.spec.extension !== undefined && {
        agent: {
          name: agent.name,
          extension: agent.spec.extension,
          groups: agent.spec.groups.map(({ group }) => ({
            name: group,
            label: deployment?.groups[group]?.label ?? group,
          })),
        },
      }),
      mustChangePassword: principal.mustChangePassword,
      organization: { label: organization?.label ?? "Hotline", timeZone: organization?.spec.timeZone ?? "UTC" },
      switch: { kind, connected },
    };
  }
}

function setCookie(request: FastifyRequest, reply: FastifyReply, cookie: string): void {
  const secure = request.protocol === "https";
  // Without an age: it goes with the browser; how long it holds is the server's to say.
  void reply.setCookie(sessionCookie, cookie, { path: "/", httpOnly: true, sameSite: "strict", secure });
}
