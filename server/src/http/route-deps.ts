import type { EnginePort } from "../runtime/engine-port.ts";
import type { Services } from "./services.ts";

export interface RouteDeps {
  readonly services: Services;
  readonly engine: EnginePort;
  /** Where a browser's phone connects, for a page that was asked for under this host. */
  readonly phoneUrl: (page: { host: string; secure: boolean }) => string;
}
