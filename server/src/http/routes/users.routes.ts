import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { auditContextOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, problems, RoleSchema, Time } from "../schemas.ts";
import type { App } from "../type-provider.ts";

const access = { roles: ["admin"], scope: "users:write" } as const;
const tags = ["users"];
const params = Type.Object({ user: Id });

const User = named(
  "User",
  Type.Object({
    user: Type.String(),
    label: Type.String(),
    roles: Type.Array(RoleSchema),
    hasPassword: Type.Boolean(),
    mustChangePassword: Type.Boolean(),
    disabled: Type.Boolean(),
    lastSignInAt: Type.Optional(Time),
  }),
);

export function usersRoutes(app: App, { services }: RouteDeps): void {
  app.get(
    "/users",
    {
      config: { access },
      schema: { tags, summary: "People and their accounts (D6)", response: { 200: Type.Array(User), ...problems } },
    },
    async () => (await services.users.list()).map((user) => ({ ...user, roles: [...user.roles] })),
  );

  app.post(
    "/users/:user/password-reset",
    {
      config: { access },
      schema: {
        tags,
        summary: "A password for one sign-in, in this answer only; the person's sessions end",
        params,
        response: { 200: Type.Object({ oneTimePassword: Type.String() }), ...problems },
      },
    },
    async (request, reply) => {
      void reply.header("cache-control", "no-store");
      return { oneTimePassword: await services.users.resetPassword(request.params.user, auditContextOf(request)) };
    },
  );

  app.post(
    "/users/:user/disable",
    {
      config: { access },
      schema: { tags, summary: "Nobody signs in with it; sessions end", params, response: { 204: Empty, ...problems } },
    },
    async (request, reply) => {
      await services.users.disable(request.params.user, auditContextOf(request));
      return reply.status(204).send(undefined);
    },
  );

  app.post(
    "/users/:user/enable",
    {
      config: { access },
      schema: { tags, summary: "May sign in again", params, response: { 204: Empty, ...problems } },
    },
    async (request, reply) => {
      await services.users.enable(request.params.user, auditContextOf(request));
      return reply.status(204).send(undefined);
    },
  );
}
