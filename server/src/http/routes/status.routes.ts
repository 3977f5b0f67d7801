import { examine } from "../../status/doctor.ts";
import type { RouteDeps } from "../route-deps.ts";
import { problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { DoctorReport, StatusSchema } from "./status.schemas.ts";

const tags = ["status"];

export function statusRoutes(app: App, { services }: RouteDeps): void {
  app.get(
    "/status",
    {
      config: { access: { roles: ["leader", "admin", "senior-manager", "operator"], scope: "status:read" } },
      schema: { tags, summary: "How the whole is", response: { 200: StatusSchema, ...problems } },
    },
    async () => {
      const { switch: link, queues, startedAt, deployment, ...status } = await services.status.read();
      const { kind, connected, legs, version, address, trouble } = link;
      return {
        ...status,
        startedAt: startedAt.toISOString(),
        switch: {
          kind,
          connected,
          legs,
          ...(version !== undefined && { version }),
          ...(address !== undefined && { address }),
          ...(trouble !== undefined && { trouble }),
        },
        queues: queues.map(({ oldestJoinedAt, ...queue }) => ({
          ...queue,
          ...(oldestJoinedAt !== undefined && { oldestJoinedAt: new Date(oldestJoinedAt).toISOString() }),
        })),
        ...(deployment && { deployment: { hash: deployment.hash, appliedAt: deployment.appliedAt.toISOString() } }),
      };
    },
  );

  app.get(
    "/doctor",
    {
      config: { access: { roles: ["admin", "operator"], scope: "status:read" } },
      schema: { tags, summary: "Each check with its cause and cure", response: { 200: DoctorReport, ...problems } },
    },
    async () => ({ checks: await examine(services.probes) }),
  );
}
