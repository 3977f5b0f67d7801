import { Type } from "@sinclair/typebox";
import { auditContextOf, principalOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";

const access = { roles: ["leader", "senior-manager"] } as const;
const tags = ["supervision"];
const params = Type.Object({ callId: Id });
const response = { 202: Empty, ...problems };

/** A leader in an agent's talk (W15). Done when the switch confirms it; the live socket says so. */
export function listeningRoutes(app: App, { services }: RouteDeps): void {
  app.post(
    "/calls/:callId/listen",
    {
      config: { access },
      schema: {
        tags,
        summary: "Listen to an agent's talk with one's own phone; whisper is heard by the agent, barge by both (W15)",
        params,
        body: Type.Object(
          { mode: Type.Union([Type.Literal("listen"), Type.Literal("whisper"), Type.Literal("barge")]) },
          { additionalProperties: false },
        ),
        response,
      },
    },
    async (request, reply) => {
      const ask = { callId: request.params.callId, mode: request.body.mode };
      await services.listening.listen(principalOf(request), auditContextOf(request), ask);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/listen/end",
    { config: { access }, schema: { tags, summary: "Leave the talk one listens to (W15)", params, response } },
    async (request, reply) => {
      services.listening.end(principalOf(request), request.params.callId);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/take-over",
    {
      config: { access },
      schema: { tags, summary: "Take the customer over from the agent who talks with it (W15)", params, response },
    },
    async (request, reply) => {
      await services.listening.takeOver(principalOf(request), auditContextOf(request), request.params.callId);
      return reply.status(202).send(undefined);
    },
  );
}
