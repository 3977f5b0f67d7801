import { Type } from "@sinclair/typebox";
import { HotlineError } from "../errors/index.ts";
import { principalOf } from "../http/authentication.ts";
import type { App } from "../http/type-provider.ts";
import type { LiveHub } from "./hub.ts";

const Query = Type.Object({
  epoch: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.Integer({ minimum: 0 })),
});

export function liveRoute(app: App, { hub }: { hub: LiveHub }): void {
  app.get(
    "/live",
    {
      websocket: true,
      config: { access: { roles: "any" } },
      schema: { hide: true, querystring: Query },
      // A page of another site can open sockets here and the browser would send our cookie with them.
      preValidation: async ({ headers }) => {
        const origin = headers.origin;
        const own = origin === undefined || (URL.canParse(origin) && new URL(origin).host === headers.host);
        if (!own)
          throw new HotlineError("auth.csrf-header-missing", { detail: `The page is of another site, ${origin}.` });
      },
    },
    (socket, request) => {
      const { epoch, after } = request.query;
      hub.connect(
        socket,
        principalOf(request),
        epoch === undefined || after === undefined ? undefined : { epoch, after },
      );
    },
  );
}
