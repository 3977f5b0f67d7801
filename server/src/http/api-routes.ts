import type { RouteDeps } from "./route-deps.ts";
import { agentsRoutes } from "./routes/agents.routes.ts";
import { callsRoutes } from "./routes/calls.routes.ts";
import { deploymentsRoutes } from "./routes/deployments.routes.ts";
import { listeningRoutes } from "./routes/listening.routes.ts";
import { recordingsRoutes } from "./routes/recordings.routes.ts";
import { recordsRoutes } from "./routes/records.routes.ts";
import { sessionRoutes } from "./routes/session.routes.ts";
import { statusRoutes } from "./routes/status.routes.ts";
import { supervisionRoutes } from "./routes/supervision.routes.ts";
import { tokensRoutes } from "./routes/tokens.routes.ts";
import { usersRoutes } from "./routes/users.routes.ts";
import { addressBookRoutes } from "./routes/address-book.routes.ts";
import { transferTargetsRoutes } from "./routes/transfer-targets.routes.ts";
import type { App } from "./type-provider.ts";

export const apiPrefix = "/api/v1";

/** Every route that is in the OpenAPI document. */
export function apiRoutes(app: App, deps: RouteDeps): void {
  sessionRoutes(app, deps);
  agentsRoutes(app, deps);
  callsRoutes(app, deps);
  transferTargetsRoutes(app, deps);
  addressBookRoutes(app, deps);
  supervisionRoutes(app, deps);
  listeningRoutes(app, deps);
  recordsRoutes(app, deps);
  recordingsRoutes(app, deps);
  usersRoutes(app, deps);
  tokensRoutes(app, deps);
  deploymentsRoutes(app, deps);
  statusRoutes(app, deps);
}
