import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { scopes } from "../../sessions/principal.ts";
import { auditContextOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, problems, Time, timeGiven } from "../schemas.ts";
import type { App } from "../type-provider.ts";

// No scope: a token must not make tokens.
const access = { roles: ["admin"] } as const;
const tags = ["tokens"];
const Scopes = Type.Array(Type.Union(scopes.map((scope) => Type.Literal(scope))), { minItems: 1, uniqueItems: true });

const Token = named(
  "Token",
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    scopes: Type.Array(Type.String()),
    createdBy: Type.String(),
    createdAt: Time,
    expiresAt: Type.Optional(Time),
    lastUsedAt: Type.Optional(Time),
  }),
);

export function tokensRoutes(app: App, { services }: RouteDeps): void {
  app.get(
    "/tokens",
    {
      config: { access },
      schema: { tags, summary: "Tokens in force", response: { 200: Type.Array(Token), ...problems } },
    },
    async () => (await services.tokens.list()).map((token) => ({ ...token, scopes: [...token.scopes] })),
  );

  app.post(
    "/tokens",
    {
      config: { access },
      schema: {
        tags,
        summary: "A token for a machine, in this answer only",
        body: Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\u0000-\\u001f]+$" }),
            scopes: Scopes,
            expiresAt: Type.Optional(timeGiven("ISO-8601, UTC")),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Type.String(), token: Type.String() }), ...problems },
      },
    },
    async (request, reply) => {
      const { name, scopes: granted, expiresAt } = request.body;
      const expiry = expiresAt === undefined ? undefined : new Date(expiresAt);
      const made = await services.tokens.create({ name, scopes: granted, expiresAt: expiry }, auditContextOf(request));
      return reply.header("cache-control", "no-store").status(201).send(made);
    },
  );

  app.delete(
    "/tokens/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "Revoke a token at once",
        params: Type.Object({ id: Id }),
        response: { 204: Empty, ...problems },
      },
    },
    async (request, reply) => {
      await services.tokens.revoke(request.params.id, auditContextOf(request));
      return reply.status(204).send(undefined);
    },
  );
}
