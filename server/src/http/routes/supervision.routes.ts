import { Type } from "@sinclair/typebox";
import type { Deployment } from "@hotline/schemas";
import { hasRole, type Principal } from "../../sessions/principal.ts";
import type { LedAgent } from "../../supervision/supervision.service.ts";
import { auditContextOf, principalOf } from "../authentication.ts";
import { named } from "../named-schema.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, Milliseconds, Named, problems, Time } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { AgentStateAnswer, agentStateAnswer, ChosenStateSchema } from "./agents.schemas.ts";

const tags = ["supervision"];
const leaders = { roles: ["leader", "senior-manager", "admin", "operator"] } as const;
const lookers = { ...leaders, scope: "calls:read" } as const;
const params = Type.Object({ agent: Id });
/** Longer than any write-up; a slip of the keyboard must not keep an agent away for a day. */
const longestExtensionSeconds = 3_600;

const LedAgentSchema = named(
  "LedAgent",
  Type.Intersect([
    AgentStateAnswer,
    Type.Object({
      groups: Type.Array(Named),
      acwUntil: Type.Optional(Time),
      customer: Type.Optional(Type.Object({ number: Type.String(), name: Type.Optional(Type.String()) })),
      today: Type.Object({ calls: Type.Integer({ minimum: 0 }), talkMs: Milliseconds }),
    }),
  ]),
);

/** What a team leader sees of its agents and does to them (W15). */
export function supervisionRoutes(app: App, { services, engine }: RouteDeps): void {
  app.get(
    "/agents",
    {
      config: { access: lookers },
      schema: {
        tags,
        summary: "The agents of the groups one leads, with state, current customer and today's calls (W15)",
        response: { 200: Type.Array(LedAgentSchema), ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const agents = await services.supervision.agents(principal, mayLookAtAll(principal));
      return agents.map((agent) => ledAgentAnswer(agent, engine.deployment()));
    },
  );

  app.post(
    "/agents/:agent/state",
    {
      config: { access: leaders },
      schema: {
        tags,
        summary: "Force an agent's state (W15)",
        params,
        body: Type.Object(
          { state: ChosenStateSchema, breakReason: Type.Optional(Type.String({ maxLength: 200 })) },
          { additionalProperties: false },
        ),
        response: { 200: AgentStateAnswer, ...problems },
      },
    },
    async (request) => {
      const { state, breakReason } = request.body;
      const ask = { agent: request.params.agent, state, breakReason };
      return agentStateAnswer(
        await services.supervision.forceState(principalOf(request), auditContextOf(request), ask),
      );
    },
  );

  app.post(
    "/agents/:agent/acw/end",
    {
      config: { access: leaders },
      schema: { tags, summary: "End an agent's after-call work (W15)", params, response: { 204: Empty, ...problems } },
    },
    async (request, reply) => {
      await services.supervision.endAcw(principalOf(request), auditContextOf(request), request.params.agent);
      return reply.status(204).send(undefined);
    },
  );

  app.post(
    "/agents/:agent/acw/extend",
    {
      config: { access: leaders },
      schema: {
        tags,
        summary: "Give an agent more time for its after-call work (W15)",
        params,
        body: Type.Object(
          { seconds: Type.Integer({ minimum: 1, maximum: longestExtensionSeconds }) },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ acwUntil: Time }), ...problems },
      },
    },
    async (request) => {
      const { agent } = request.params;
      const { seconds } = request.body;
      const view = await services.supervision.extendAcw(principalOf(request), auditContextOf(request), agent, seconds);
      return { acwUntil: new Date(view.acwUntil ?? engine.now()).toISOString() };
    },
  );
}

function mayLookAtAll(principal: Principal): boolean {
  return principal.kind === "token" || hasRole(principal, "admin", "operator");
}

function ledAgentAnswer({ view, call, today }: LedAgent, deployment: Deployment | undefined) {
  return {
    ...agentStateAnswer(view),
    groups: view.groups.map((name) => ({ name, label: deployment?.groups[name]?.label ?? name })),
    today,
    ...(view.acwUntil !== undefined && { acwUntil: new Date(view.acwUntil).toISOString() }),
    ...(call !== undefined && {
      customer: { number: call.from.number, ...(call.from.name !== undefined && { name: call.from.name }) },
    }),
  };
}
