import { Type } from "@sinclair/typebox";
import type { Lang } from "@hotline/schemas";
import { auditContextOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { AppliedAnswer, ApplyBody, CurrentAnswer, DeploymentItem, Files, PlanAnswer } from "./deployments.schemas.ts";

const mayRead = { roles: ["admin", "operator", "senior-manager"], scope: "config:read" } as const;
const mayWrite = { roles: ["admin"], scope: "config:write" } as const;
const tags = ["deployments"];
/** A large hospital's configuration is a few megabytes. */
const bodyLimit = 64 * 1024 * 1024;

export function deploymentsRoutes(app: App, { services }: RouteDeps): void {
  app.post(
    "/deployments/plan",
    {
      bodyLimit,
      config: { access: mayRead },
      schema: {
        tags,
        summary: "What these files would change (K3)",
        body: Type.Object({ files: Files }, { additionalProperties: false }),
        response: { 200: PlanAnswer, ...problems },
      },
    },
    async (request) => services.deployments.plan(request.body.files, languageOf(request.headers["accept-language"])),
  );

  app.post(
    "/deployments",
    {
      bodyLimit,
      config: { access: mayWrite },
      schema: {
        tags,
        summary: "Bring these files into force, all or nothing (K3)",
        body: ApplyBody,
        response: {
          200: Type.Object({ unchanged: Type.Literal(true), hash: Type.String() }),
          201: AppliedAnswer,
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { files, base, message, author, commit } = request.body;
      const lang = languageOf(request.headers["accept-language"]);
      const applied = await services.deployments.apply(
        { files, base, message, author, commit, lang },
        auditContextOf(request),
      );
      if (applied.unchanged) return reply.status(200).send(applied);
      const { id, hash, changes } = applied;
      return reply.status(201).send({ id: String(id), hash, changes });
    },
  );

  app.get(
    "/deployments",
    {
      config: { access: mayRead },
      schema: {
        tags,
        summary: "What was applied, newest first (K4)",
        response: { 200: Type.Array(DeploymentItem), ...problems },
      },
    },
    async () =>
      (await services.deployments.history()).map(
        ({ id, appliedAt, author, commit, failure, baseHash: _base, ...row }) => ({
          ...row,
          id: String(id),
          appliedAt: appliedAt.toISOString(),
          ...(author !== null && { author }),
          ...(commit !== null && { commit }),
          ...(failure !== null && { failure }),
        }),
      ),
  );

  app.get(
    "/deployments/current",
    {
      config: { access: mayRead },
      schema: {
        tags,
        summary: "The files in force; none before the first apply",
        response: { 200: CurrentAnswer, ...problems },
      },
    },
    async () => {
      const current = await services.deployments.inForce();
      return current === undefined
        ? { files: [] }
        : { id: String(current.id), hash: current.hash, files: current.files.map((file) => ({ ...file })) };
    },
  );
}

function languageOf(header: string | undefined): Lang {
  return header?.trim().toLowerCase().startsWith("en") === true ? "en" : "zh";
}
