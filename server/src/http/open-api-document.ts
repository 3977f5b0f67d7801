import Fastify from "fastify";
import { apiPrefix, apiRoutes } from "./api-routes.ts";
import { addOpenApi } from "./open-api.ts";
import type { RouteDeps } from "./route-deps.ts";
import type { App, TypeBoxProvider } from "./type-provider.ts";

/** The document alone, for the generated clients; no route is ever called, so they get nothing to work with. */
export async function openApiDocument(): Promise<ReturnType<App["swagger"]>> {
  const app: App = Fastify().withTypeProvider<TypeBoxProvider>();
  await addOpenApi(app, "1");
  await app.register(
    (api: App, _options, done) => {
      apiRoutes(api, {} as RouteDeps);
      done();
    },
    { prefix: apiPrefix },
  );
  await app.ready();
  return app.swagger();
}
