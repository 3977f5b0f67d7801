import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { isDatabaseDown } from "../db/index.ts";
import { HotlineError, type ErrorPlace } from "../errors/index.ts";
import type { ProblemBody } from "./schemas.ts";

/** The one place where errors become answers; what we did not expect is logged whole and answered with the request id only. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = toHotlineError(error);
  if (known.code === "internal.unexpected") request.log.error({ err: error }, "unexpected error");
  else if (known.status >= 500) request.log.warn({ code: known.code, err: error }, known.message);
  else request.log.info({ code: known.code }, known.message);
  if (known.retryAfterSeconds !== undefined) void reply.header("retry-after", known.retryAfterSeconds);
  if (known.status === 401 && request.headers.authorization !== undefined) {
    void reply.header("www-authenticate", 'Bearer realm="hotline"');
  }
  // As a string, so that a route's own schemas for its answers do not apply.
  void reply.status(known.status).type("application/problem+json").serializer(String);
  void reply.send(JSON.stringify(problemOf(known, request.id)));
}

export function problemOf(error: HotlineError, requestId: string): ProblemBody {
  return {
    type: `https://hotline.invalid/errors#${error.code}`,
    title: error.title,
    status: error.status,
    code: error.code,
    detail: error.message,
    hint: error.hint,
    requestId,
    ...(error.errors && { errors: error.errors.map((place) => ({ ...place })) }),
  };
}

function toHotlineError(error: unknown): HotlineError {
  if (error instanceof HotlineError) return error;
  if (isDatabaseDown(error)) return new HotlineError("database.unavailable", { cause: error });
  const { code, validation, validationContext, statusCode, message } = error as Partial<FastifyError>;
  if (validation !== undefined) {
    const place = validationContext === undefined || validationContext === "body" ? "" : `/${validationContext}`;
    const errors = validation.map((fault): ErrorPlace => ({
      path: `${place}${fault.instancePath}`,
      message: wordsOf(fault),
    }));
    return new HotlineError("request.invalid", { errors });
  }
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new HotlineError("request.too-large");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new HotlineError("request.unsupported-media-type");
  // What else Fastify refuses by itself: JSON that is none, a path that cannot be decoded, a wrong content length.
  if (code?.startsWith("FST_ERR_") === true && statusCode !== undefined && statusCode < 500) {
    return new HotlineError("request.invalid", message === undefined ? {} : { detail: message });
  }
  if (error instanceof SyntaxError && statusCode === 400)
    return new HotlineError("request.invalid", { detail: "The body is not JSON." });
  return new HotlineError("internal.unexpected", { cause: error });
}

function wordsOf(fault: { message?: string; params: Record<string, unknown> }): string {
  const extra = fault.params["additionalProperty"];
  return `${fault.message ?? "is not as required"}${typeof extra === "string" ? `: ${extra.slice(0, 100)}` : ""}`;
}
