import { Type } from "@sinclair/typebox";
import { named } from "../named-schema.ts";
import type { RouteDeps } from "../route-deps.ts";
import { problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";

const Contact = named(
  "Contact",
  Type.Object({
    name: Type.String(),
    number: Type.String(),
    department: Type.Optional(Type.String()),
    book: Type.String({ description: "Label of the address book" }),
  }),
);

/** Outside numbers by name. */
export function addressBookRoutes(app: App, { services }: RouteDeps): void {
  app.get(
    "/address-book",
    {
      config: { access: { roles: "any" } },
      schema: {
        tags: ["calls"],
        summary: "Numbers of the address books whose name, pinyin initials, department or number fits (A10)",
        querystring: Type.Object(
          { q: Type.Optional(Type.String({ maxLength: 100 })) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(Contact),
            more: Type.Integer({ description: "How many fit besides; look for something narrower" }),
          }),
          ...problems,
        },
      },
    },
    (request) => {
      const { items, more } = services.addressBooks.find(request.query.q ?? "");
      return {
        items: items.map(({ department, ...contact }) => ({
          ...contact,
          ...(department !== undefined && { department }),
        })),
        more,
      };
    },
  );
}
