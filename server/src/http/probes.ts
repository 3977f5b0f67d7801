import type { EnginePort } from "../runtime/engine-port.ts";
import { identify } from "./authentication.ts";
import { isLocal } from "./local-listener.ts";
import type { Metrics } from "./metrics.ts";
import { requireAccess } from "../sessions/principal.ts";
import type { Services } from "./services.ts";
import type { App } from "./type-provider.ts";

/** For process managers and Prometheus. */
export function probeRoutes(app: App, parts: { services: Services; engine: EnginePort; metrics: Metrics }): void {
  const { services, engine, metrics } = parts;
  const schema = { hide: true };

  app.get("/healthz", { schema, logLevel: "warn" }, () => ({ ok: true }));

  // Ready means that a call would be decided: configuration and switch are there. The database may be away for a while.
  app.get("/readyz", { schema, logLevel: "warn" }, async (_request, reply) => {
    const found = {
      configuration: engine.deployment() !== undefined,
      switch: engine.switchStatus().connected,
      database: await services.status.databaseAnswers(),
    };
    return reply.status(found.configuration && found.switch ? 200 : 503).send(found);
  });

  app.get("/metrics", { schema, logLevel: "warn" }, async (request, reply) => {
    const sameMachine = isLocal(request.raw) || ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.ip);
    if (!sameMachine) {
      requireAccess(await identify(request, services), { roles: ["admin", "operator"], scope: "status:read" });
    }
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}
