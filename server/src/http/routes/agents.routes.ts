import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { HotlineError } from "../../errors/index.ts";
import { principalOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Named, problems, Time } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { AgentStateAnswer, agentStateAnswer, ChosenStateSchema } from "./agents.schemas.ts";

const access = { roles: "any" } as const;
const tags = ["agents"];

const PhoneCredentials = named(
  "PhoneCredentials",
  Type.Object({
    wsUrl: Type.String(),
    uri: Type.String(),
    authUser: Type.String(),
    password: Type.String(),
    expiresAt: Time,
    iceServers: Type.Array(
      Type.Object({
        urls: Type.String(),
        username: Type.Optional(Type.String()),
        credential: Type.Optional(Type.String()),
      }),
    ),
  }),
);

export function agentsRoutes(app: App, { services, phoneUrl }: RouteDeps): void {
  app.post(
    "/agents/me/state",
    {
      config: { access },
      schema: {
        tags,
        summary: "Choose one's state (A1)",
        body: Type.Object(
          { state: ChosenStateSchema, breakReason: Type.Optional(Type.String({ maxLength: 200 })) },
          { additionalProperties: false },
        ),
        response: { 200: AgentStateAnswer, ...problems },
      },
    },
    (request) => {
      const { state, breakReason } = request.body;
      return agentStateAnswer(services.agents.chooseState(principalOf(request), state, breakReason));
    },
  );

  app.post(
    "/agents/me/acw/end",
    {
      config: { access },
      schema: { tags, summary: "End one's after-call work", response: { 204: Empty, ...problems } },
    },
    async (request, reply) => {
      services.agents.endAcw(principalOf(request));
      return reply.status(204).send(undefined);
    },
  );

  app.get(
    "/break-reasons",
    {
      config: { access },
      schema: { tags, summary: "Reasons a break may have", response: { 200: Type.Array(Named), ...problems } },
    },
    () => services.agents.breakReasons(),
  );

  app.post(
    "/phone/credentials",
    {
      config: { access },
      schema: {
        tags,
        summary: "A new secret for one's browser phone; the former one registers no more",
        response: { 200: PhoneCredentials, ...problems },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      if (!URL.canParse(`http://${request.host}`))
        throw new HotlineError("request.invalid", { detail: "No such host." });
      const { name, extension } = services.agents.getOrThrow(principal);
      const expiresAt = principal.sessionExpiresAt ?? 0;
      return {
        wsUrl: phoneUrl({ host: request.host, secure: request.protocol === "https" }),
        uri: `sip:${extension}@hotline`,
        authUser: extension,
        password: await services.phoneSecrets.issue(name, extension, expiresAt),
        expiresAt: new Date(expiresAt).toISOString(),
        iceServers: [],
      };
    },
  );
}
