import { Type, type Static } from "@sinclair/typebox";
import { named } from "./named-schema.ts";

/** Ids and names of ours are printable ASCII; anything else in their place is a wrong request, not a lookup. */
export const Id = Type.String({ minLength: 1, maxLength: 200, pattern: "^[\\x21-\\x7e]+$" });
export const Time = Type.String({ format: "date-time", description: "ISO-8601, UTC" });
/** A time somebody else wrote: RFC 3339 allows a leap second, JavaScript's dates do not. */
export const timeGiven = (description: string) =>
  Type.String({ format: "date-time", pattern: "^[^:]+:[0-5]\\d:[0-5]\\d", description });
export const Milliseconds = Type.Integer({ minimum: 0 });
export const Named = Type.Object({ name: Type.String(), label: Type.String() });
export const Words = Type.Object({ zh: Type.String(), en: Type.String() });
export const Empty = Type.Unsafe<undefined>({ type: "null", description: "No content" });

export const RoleSchema = Type.Union([
  Type.Literal("agent"),
  Type.Literal("leader"),
  Type.Literal("admin"),
  Type.Literal("senior-manager"),
  Type.Literal("operator"),
]);

export const Problem = named(
  "Problem",
  Type.Object(
    {
      type: Type.String(),
      title: Type.String(),
      status: Type.Integer(),
      code: Type.String(),
      detail: Type.String(),
      hint: Type.Optional(Type.String()),
      requestId: Type.String(),
      errors: Type.Optional(
        Type.Array(
          Type.Object({
            path: Type.String(),
            message: Type.String(),
            code: Type.Optional(Type.String()),
            line: Type.Optional(Type.Integer()),
            column: Type.Optional(Type.Integer()),
            hint: Type.Optional(Type.String()),
          }),
        ),
      ),
    },
    { description: "RFC 9457 problem" },
  ),
);

export type ProblemBody = Static<typeof Problem>;

/** Every route may answer so; `docs/errors.md` has the codes. */
const problem = { description: "Refused or failed", content: { "application/problem+json": { schema: Problem } } };
export const problems = { "4xx": problem, "5xx": problem };
