import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { Time } from "../schemas.ts";

const SwitchKind = Type.Union([Type.Literal("freeswitch"), Type.Literal("simulated")]);

export const SwitchSummary = Type.Object({ kind: SwitchKind, connected: Type.Boolean() });

export const StatusSchema = named(
  "Status",
  Type.Object({
    version: Type.String(),
    startedAt: Time,
    switch: Type.Object({
      kind: SwitchKind,
      connected: Type.Boolean(),
      version: Type.Optional(Type.String()),
      legs: Type.Integer(),
      address: Type.Optional(Type.String()),
      trouble: Type.Optional(Type.String()),
    }),
    database: Type.Object({
      kind: Type.Union([Type.Literal("embedded"), Type.Literal("external")]),
      ok: Type.Boolean(),
      spooledEntries: Type.Integer(),
    }),
    queues: Type.Array(
      Type.Object({
        group: Type.String(),
        label: Type.String(),
        waiting: Type.Integer(),
        oldestJoinedAt: Type.Optional(Time),
        signedIn: Type.Integer(),
        free: Type.Integer(),
        talking: Type.Integer(),
        today: Type.Optional(
          Type.Object(
            {
              entries: Type.Integer({ description: "Callers who joined this queue today." }),
              answered: Type.Integer(),
              answeredInTime: Type.Integer({ description: "Of these, within Organization.answerWithinSeconds." }),
            },
            { description: "Since midnight of the organization's zone; missing while the database is away." },
          ),
        ),
      }),
    ),
    agents: Type.Object({ signedIn: Type.Integer(), free: Type.Integer(), talking: Type.Integer() }),
    calls: Type.Object({ live: Type.Integer(), waiting: Type.Integer() }),
    deployment: Type.Optional(Type.Object({ hash: Type.String(), appliedAt: Time })),
  }),
);

const Check = named(
  "Check",
  Type.Object({
    name: Type.String(),
    ok: Type.Boolean(),
    level: Type.Union([Type.Literal("ok"), Type.Literal("warn"), Type.Literal("fail")]),
    found: Type.String(),
    cause: Type.Optional(Type.String()),
    cure: Type.Optional(Type.String()),
  }),
);

export const DoctorReport = Type.Object({ checks: Type.Array(Check) });
