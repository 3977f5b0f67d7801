import { Type } from "@sinclair/typebox";
import { sightOf } from "../../sessions/sight.ts";
import { principalOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Id, problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { callDetailAnswer, callItemAnswer } from "./records.answers.ts";
import { CallDetailSchema, CallPage, CallsQuery } from "./records.schemas.ts";

const access = { roles: "any", scope: "calls:read" } as const;
const tags = ["records"];
const defaultLimit = 50;

export function recordsRoutes(app: App, { services, engine }: RouteDeps): void {
  app.get(
    "/calls",
    {
      config: { access },
      schema: {
        tags,
        summary: "Call records, newest first (R13); who sees which is R14",
        querystring: CallsQuery,
        response: { 200: CallPage, ...problems },
      },
    },
    async (request) => {
      const { from, to, number, direction, agent, group, outcome, cursor, limit } = request.query;
      const sight = sightOf(principalOf(request), engine.deployment());
      const { items, nextCursor } = await services.records.list(
        {
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
          number,
          direction,
          agent,
          group,
          outcome,
          cursor,
          limit: limit ?? defaultLimit,
        },
        sight,
      );
      return { items: items.map(callItemAnswer), ...(nextCursor !== undefined && { nextCursor }) };
    },
  );

  app.get(
    "/calls/:callId",
    {
      config: { access },
      schema: {
        tags,
        summary: "One call with everything that happened to it and why (D2)",
        params: Type.Object({ callId: Id }),
        response: { 200: CallDetailSchema, ...problems },
      },
    },
    async (request) => {
      const sight = sightOf(principalOf(request), engine.deployment());
      return callDetailAnswer(await services.records.get(request.params.callId, sight));
    },
  );
}
