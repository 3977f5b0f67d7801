import { createReadStream } from "node:fs";
import { Type } from "@sinclair/typebox";
import { HotlineError } from "../../errors/index.ts";
import { byteRange } from "../../recordings/byte-range.ts";
import { sightOf } from "../../sessions/sight.ts";
import { auditContextOf, principalOf } from "../authentication.ts";
import type { RouteDeps } from "../route-deps.ts";
import { Empty, Id, problems } from "../schemas.ts";
import type { App } from "../type-provider.ts";
import { recordingListAnswer } from "./recordings.answers.ts";
import { RecordingCheckSchema, RecordingPage, RecordingsQuery } from "./recordings.schemas.ts";

const Audio = Type.Unsafe<NodeJS.ReadableStream>({ type: "string", format: "binary" });

const seeing = { roles: "any", scope: "calls:read" } as const;
const defaultLimit = 50;

export function recordingsRoutes(app: App, { services, engine }: RouteDeps): void {
  app.get(
    "/recordings",
    {
      config: { access: seeing },
      schema: {
        tags: ["recordings"],
        summary: "Recordings, newest first, of the calls one may see (D4, R14)",
        querystring: RecordingsQuery,
        response: { 200: RecordingPage, ...problems },
      },
    },
    async (request) => {
      const { from, to, callId, cursor, limit } = request.query;
      const filter = {
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        callId,
        after: cursor,
        limit: limit ?? defaultLimit,
      };
      const sight = sightOf(principalOf(request), engine.deployment());
      return recordingListAnswer(await services.recordings.list(filter, sight));
    },
  );

  app.get(
    "/recordings/:recordingId/check",
    {
      config: { access: seeing },
      schema: {
        tags: ["recordings"],
        summary: "Whether the file is still what it was when it was closed, by its SHA-256 (D4)",
        params: Type.Object({ recordingId: Id }),
        response: { 200: RecordingCheckSchema, ...problems },
      },
    },
    async (request) => {
      const sight = sightOf(principalOf(request), engine.deployment());
      return services.recordings.check(request.params.recordingId, sight);
    },
  );

  app.get(
    "/recordings/:recordingId/audio",
    {
      config: { access: { roles: "any" } },
      schema: {
        tags: ["recordings"],
        summary: "The sound, or the range of it that is asked for; every listening is logged (R14)",
        produces: ["audio/wav"],
        params: Type.Object({ recordingId: Id }),
        response: { 200: Audio, 206: Audio, 304: Empty, ...problems },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const sight = sightOf(principal, engine.deployment());
      const { recordingId } = request.params;
      const file = await services.recordings.hear(recordingId, principal, sight, auditContextOf(request));
      const etag = `"${file.bytes.toString(36)}-${file.changedAt.getTime().toString(36)}"`;
      void reply.headers({
        "accept-ranges": "bytes",
        "content-type": "audio/wav",
        "cache-control": "private, no-cache",
        etag,
        "last-modified": file.changedAt.toUTCString(),
      });
      if (request.headers["if-none-match"] === etag) return reply.status(304).send(undefined);
      // RFC 9110 section 13.1.5: of a file that has changed since, the whole is sent instead of a range.
      const ifRange = request.headers["if-range"];
      const wanted = ifRange === undefined || ifRange === etag ? request.headers.range : undefined;
      const range = byteRange(wanted, file.bytes);
      if (range === "outside") {
        void reply.header("content-range", `bytes */${file.bytes}`).removeHeader("etag").removeHeader("last-modified");
        throw new HotlineError("recording.range-not-satisfiable");
      }
      if (range === undefined) {
        void reply.header("content-length", file.bytes);
        return reply.send(createReadStream(file.path));
      }
      void reply.headers({
        "content-range": `bytes ${range.first}-${range.last}/${file.bytes}`,
        "content-length": range.last - range.first + 1,
      });
      return reply.status(206).send(createReadStream(file.path, { start: range.first, end: range.last }));
    },
  );
}
