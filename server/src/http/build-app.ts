import { randomUUID } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifyWebsocket from "@fastify/websocket";
import Fastify, { LogController, type FastifyBaseLogger } from "fastify";
import type { Logger } from "pino";
import { HotlineError } from "../errors/index.ts";
import { LiveHub } from "../live/hub.ts";
import { liveRoute } from "../live/live.routes.ts";
import { isPagesFault } from "../live/socket-errors.ts";
import { apiPrefix, apiRoutes } from "./api-routes.ts";
import { addAuthentication } from "./authentication.ts";
import { isLocal } from "./local-listener.ts";
import { Metrics } from "./metrics.ts";
import { addOpenApi, openApiRoute } from "./open-api.ts";
import { probeRoutes } from "./probes.ts";
import { answerError } from "./problem.ts";
import type { RouteDeps } from "./route-deps.ts";
import { addSecurityHeaders } from "./security-headers.ts";
import { makeServices, type ServiceParts, type Services } from "./services.ts";
import type { App, TypeBoxProvider } from "./type-provider.ts";
import { addWebPages, findWebPages } from "./web-pages.ts";

export interface AppParts extends ServiceParts {
  readonly log: Logger;
  /** `web/build`; may be missing, the API works without. */
  readonly webFolder: string;
  readonly phoneUrl: RouteDeps["phoneUrl"];
  readonly metrics?: Metrics;
}

export interface BuiltApp {
  readonly app: App;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly hub: LiveHub;
}

const bodyLimit = 1024 * 1024;
/** A whole hospital may come through one address; this only stops a program run wild. */
const requestsPerMinute = 6_000;
/** What is being answered when the server is asked to stop may take this long. */
const lastRequestsMs = 2_000;

/** The HTTP server without its listening: `app.listen`, `listenLocally(app, path)`, or `app.inject` in tests. */
export async function buildApp(parts: AppParts): Promise<BuiltApp> {
  const { engine, log } = parts;
  const services = makeServices(parts);
  const metrics = parts.metrics ?? new Metrics(engine);
  const hub = new LiveHub({ engine, services, log, onSockets: (count) => metrics.liveSockets(count) });
  const httpLog: FastifyBaseLogger = log.child({ part: "http" });
  const app: App = Fastify({
    loggerInstance: httpLog,
    genReqId: () => randomUUID(),
    // A proxy on this machine may speak for others; nobody else may.
    trustProxy: "loopback",
    bodyLimit,
    routerOptions: { maxParamLength: 300 },
    ajv: { customOptions: { removeAdditional: false, allErrors: false } },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
    frameworkErrors: answerError,
  }).withTypeProvider<TypeBoxProvider>();

  app.addHook("preClose", (done) => {
    // A browser opens connections ahead of need; one that never asked anything counts as busy to Node and would hold us for a minute.
    setTimeout(() => app.server.closeAllConnections(), lastRequestsMs).unref();
    done();
  });
  app.setErrorHandler(answerError);
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    // The local socket has no address.
    keyGenerator: (request) => (isLocal(request.raw) ? "local" : request.ip),
    allowList: (request) => isLocal(request.raw) || !request.url.startsWith("/api/"),
    errorResponseBuilder: (_request, context) =>
      new HotlineError("request.too-many", { retryAfterSeconds: Math.ceil(context.ttl / 1_000) }),
  });
  await app.register(fastifyWebsocket, {
    options: { maxPayload: 16 * 1024 },
    errorHandler: (error, socket, request) => {
      // A page's message that breaks the protocol or the line is no fault of ours; the hub notes it.
      if (!isPagesFault(error)) request.log.error({ err: error }, "live socket failed");
      socket.terminate();
    },
  });
  await addOpenApi(app, parts.version);
  const pages = findWebPages(parts.webFolder);
  addSecurityHeaders(app, pages?.scriptHashes ?? []);
  addAuthentication(app, services);
  addRequestLog(app, metrics);

  const deps: RouteDeps = { services, engine, phoneUrl: parts.phoneUrl };
  await app.register(
    (api: App, _options, done) => {
      apiRoutes(api, deps);
      openApiRoute(api);
      liveRoute(api, { hub });
      done();
    },
    { prefix: apiPrefix },
  );
  probeRoutes(app, { services, engine, metrics });
  await addWebPages(app, pages);

  app.addHook("onReady", () => hub.start());
  app.addHook("preClose", () => hub.stop());
  return { app, services, metrics, hub };
}

function addRequestLog(app: App, metrics: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions, principal } = request;
    const route = routeOptions.url ?? "none";
    metrics.observeRequest(method, route, reply.statusCode, reply.elapsedTime);
    if (!route.startsWith("/api/")) return;
    const ms = Math.round(reply.elapsedTime);
    const callId = (request.params as { callId?: string } | undefined)?.callId;
    const about = { method, route, status: reply.statusCode, ms, ...(callId !== undefined && { callId }) };
    request.log.info(
      { ...about, who: principal === null ? undefined : `${principal.kind}:${principal.name}` },
      "request",
    );
  });
}
