import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import { addNamedSchemas } from "./named-schema.ts";
import type { App } from "./type-provider.ts";

/** The document is made from the routes' schemas, so this comes before them. */
export async function addOpenApi(app: App, version: string): Promise<void> {
  addNamedSchemas(app);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Hotline", version, description: "Every refusal is an RFC 9457 problem; see docs/errors.md." },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "hotline_session" },
          token: { type: "http", scheme: "bearer" },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => nameOf(schema) ?? `schema-${index}` },
  });
  await app.register(fastifySwaggerUi, { routePrefix: "/api/docs", staticCSP: true });
}

function nameOf(schema: { $id?: unknown }): string | undefined {
  return typeof schema.$id === "string" ? schema.$id : undefined;
}

export function openApiRoute(app: App): void {
  app.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, () => app.swagger());
}
