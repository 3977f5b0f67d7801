import { Type } from "@sinclair/typebox";
import { principalOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";

const access = { roles: "any" } as const;
const tags = ["calls"];
const params = Type.Object({ callId: Id });
const Target = Type.Union([
  Type.Object({ kind: Type.Literal("agent"), agent: Id }, { additionalProperties: false }),
  Type.Object({ kind: Type.Literal("group"), group: Id }, { additionalProperties: false }),
]);
const ConsultStep = Type.Union(
  (["retrieve", "swap", "complete", "conference"] as const).map((step) => Type.Literal(step)),
);
const response = { 202: Empty, ...problems };

/** What an agent does with the call in hand. */
export function callsRoutes(app: App, { services }: RouteDeps): void {
  app.post(
    "/calls/:callId/answer",
    { config: { access }, schema: { tags, summary: "Lift one's simulated phone", params, response } },
    async (request, reply) => {
      services.calls.answer(principalOf(request), request.params.callId);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/reject",
    { config: { access }, schema: { tags, summary: "Refuse a call that rings here", params, response } },
    async (request, reply) => {
      services.calls.reject(principalOf(request), request.params.callId);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/hang-up",
    { config: { access }, schema: { tags, summary: "End one's talk, or refuse what rings", params, response } },
    async (request, reply) => {
      services.calls.hangUp(principalOf(request), request.params.callId);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/mute",
    {
      config: { access },
      schema: {
        tags,
        summary: "Nobody in the call hears the agent, or everybody does again (A5)",
        params,
        body: Type.Object({ on: Type.Boolean() }, { additionalProperties: false }),
        response,
      },
    },
    async (request, reply) => {
      services.calls.mute(principalOf(request), request.params.callId, request.body.on);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/hold",
    {
      config: { access },
      schema: {
        tags,
        summary: "The customer hears music, or both hear each other again (A6)",
        params,
        body: Type.Object({ on: Type.Boolean() }, { additionalProperties: false }),
        response,
      },
    },
    async (request, reply) => {
      services.calls.hold(principalOf(request), request.params.callId, request.body.on);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/transfer",
    {
      config: { access },
      schema: { tags, summary: "Pass the customer on and leave (A7)", params, body: Target, response },
    },
    async (request, reply) => {
      services.calls.transfer(principalOf(request), request.params.callId, request.body);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/consult",
    {
      config: { access },
      schema: {
        tags,
        summary: "Talk with somebody else while the customer hears music (A8)",
        params,
        body: Target,
        response,
      },
    },
    async (request, reply) => {
      services.calls.consult(principalOf(request), request.params.callId, request.body);
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/calls/:callId/consult/:step",
    {
      config: { access },
      schema: {
        tags,
        summary: "Back to the customer or without the third, to and fro, leave, or all three together (A8, A9)",
        params: Type.Object({ callId: Id, step: ConsultStep }),
        body: Type.Union([
          Type.Object(
            {
              to: Type.Optional(
                Type.Union([Type.Literal("customer"), Type.Literal("target")], {
                  description: "Of a swap, whom to talk with; without it, to and fro",
                }),
              ),
            },
            { additionalProperties: false },
          ),
          Type.Null(),
        ]),
        response,
      },
    },
    async (request, reply) => {
      const { callId, step } = request.params;
      services.calls.consultStep(principalOf(request), callId, { step, to: request.body?.to });
      return reply.status(202).send(undefined);
    },
  );

  app.post(
    "/demo/calls",
    {
      config: { access, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Have the switch call one of our own numbers, as a carrier would",
        body: Type.Union([
          Type.Object({ to: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false }),
          Type.Null(),
        ]),
        response: { 202: Type.Object({ legId: Type.String() }), ...problems },
      },
    },
    async (request, reply) => {
      const legId = await services.calls.placeDemoCall(principalOf(request), request.body?.to);
      return reply.status(202).send({ legId });
    },
  );
}
