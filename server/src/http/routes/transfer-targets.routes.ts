import { Type } from "@sinclair/typebox";
import type { Target } from "../../calls/transfer-targets.ts";
import { principalOf } from "../authentication.ts";
import { named } from "../named-schema.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Named, problems, Time } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { AgentStateWord } from "./agents.schemas.ts";

const Refusal = Type.Optional(
  Type.String({ description: "Why a transfer to there would be refused now: the error's code without `call.`" }),
);

const TransferTarget = named(
  "TransferTarget",
  Type.Union([
    Type.Object({
      kind: Type.Literal("group"),
      group: Type.String(),
      label: Type.String(),
      free: Type.Integer(),
      waiting: Type.Integer(),
      refusal: Refusal,
    }),
    Type.Object({
      kind: Type.Literal("agent"),
      agent: Type.String(),
      label: Type.String(),
      extension: Type.String(),
      groups: Type.Array(Named),
      signedIn: Type.Boolean(),
      state: AgentStateWord,
      stateSince: Time,
      refusal: Refusal,
    }),
  ]),
);

/** Whom an agent can pass a customer on to, or ask. */
export function transferTargetsRoutes(app: App, { services }: RouteDeps): void {
  app.get(
    "/transfer-targets",
    {
      config: { access: { roles: "any" } },
      schema: {
        tags: ["calls"],
        summary: "Groups and colleagues a customer can be passed on to, those within reach first (A7)",
        querystring: Type.Object(
          {
            q: Type.Optional(
              Type.String({ maxLength: 100, description: "Part of a label, name or extension, or pinyin initials" }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(TransferTarget),
            more: Type.Integer({ description: "How many fit besides; look for something narrower" }),
          }),
          ...problems,
        },
      },
    },
    (request) => {
      const { items, more } = services.calls.transferTargets(principalOf(request), request.query.q ?? "");
      return { items: items.map(targetAnswer), more };
    },
  );
}

function targetAnswer(target: Target) {
  const { refusal: why, ...rest } = target;
  const refusal = why === undefined ? {} : { refusal: why };
  if (rest.kind === "group") return { ...rest, ...refusal };
  const { stateSince, groups, ...agent } = rest;
  return { ...agent, groups: [...groups], stateSince: new Date(stateSince).toISOString(), ...refusal };
}
