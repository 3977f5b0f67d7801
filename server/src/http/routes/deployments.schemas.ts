import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import { Time, Words } from "../schemas.ts";

const maxFiles = 5_000;

export const Files = Type.Array(
  Type.Object(
    { path: Type.String({ minLength: 1, maxLength: 500 }), text: Type.String() },
    { additionalProperties: false },
  ),
  { maxItems: maxFiles },
);

export const ChangeSchema = named(
  "Change",
  Type.Object({
    op: Type.Union([Type.Literal("create"), Type.Literal("update"), Type.Literal("delete")]),
    kind: Type.String(),
    name: Type.String(),
    label: Type.String(),
    fields: Type.Array(Type.Object({ path: Type.String(), before: Type.Unknown(), after: Type.Unknown() })),
    sentences: Type.Array(Words),
  }),
);

const Counts = named("Counts", Type.Object({ create: Type.Integer(), update: Type.Integer(), delete: Type.Integer() }));
const MaybeHash = Type.Union([Type.String(), Type.Null()]);

export const PlanAnswer = named(
  "Plan",
  Type.Object({
    base: MaybeHash,
    next: Type.String(),
    changes: Type.Array(ChangeSchema),
    counts: Counts,
  }),
);

export const ApplyBody = Type.Object(
  {
    files: Files,
    base: MaybeHash,
    message: Type.String({ maxLength: 10_000 }),
    author: Type.Optional(Type.String({ maxLength: 200 })),
    commit: Type.Optional(Type.String({ maxLength: 64, pattern: "^[0-9a-f]+$" })),
  },
  { additionalProperties: false },
);

export const AppliedAnswer = Type.Object({
  id: Type.String(),
  hash: Type.String(),
  changes: Type.Array(ChangeSchema),
});

export const DeploymentItem = named(
  "Deployment",
  Type.Object({
    id: Type.String(),
    hash: Type.String(),
    state: Type.Union([Type.Literal("in-force"), Type.Literal("replaced"), Type.Literal("failed")]),
    appliedAt: Time,
    author: Type.Optional(Type.String()),
    appliedBy: Type.String(),
    message: Type.String(),
    commit: Type.Optional(Type.String()),
    counts: Counts,
    failure: Type.Optional(Type.String()),
  }),
);

export const CurrentAnswer = Type.Object({
  id: Type.Optional(Type.String()),
  hash: Type.Optional(Type.String()),
  files: Type.Array(Type.Object({ path: Type.String(), text: Type.String() })),
});
