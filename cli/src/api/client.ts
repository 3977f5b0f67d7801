import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import { Failure, failure } from "../errors/failure.ts";
import { serverWords } from "../errors/server-words.ts";
import { lang, say } from "../language.ts";
import type { paths } from "./schema.gen.ts";
import { socketFetch } from "./socket-fetch.ts";
import { chooseTransport, placeOf } from "./transport.ts";
import type { Transport } from "./transport.ts";

const ANSWER_WITHIN_MS = 30_000;

export interface Api {
  readonly http: Client<paths>;
  readonly transport: Transport;
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

export function connect(): Api {
  const transport = chooseTransport();
  const http = createClient<paths>({
    baseUrl: transport.kind === "socket" ? "http://hotline.local" : transport.origin,
    headers: {
      "accept-language": lang,
      ...(transport.kind === "url" && { authorization: `Bearer ${transport.token}` }),
    },
    ...(transport.kind === "socket" && { fetch: socketFetch(transport.path) }),
  });
  http.use({
    onRequest: ({ request }) => new Request(request, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
  });
  return { http, transport };
}

/**
 * The data of an answer, or a Failure that says why there is none.
 * @throws Failure with the server's own code, or server.unreachable, server.timeout, server.not-hotline
 */
export async function answer<T>(api: Api, call: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await reach(api, call);
  // An answer without a body (204) has no data to give and none is asked of it.
  if (response.ok) return data as NonNullable<T>;
  throw toFailure(api, error, response.status);
}

/** The data, or undefined where the server refuses; for what is nice to have. @throws Failure when there is no server */
export async function answerIfAllowed<T>(api: Api, call: Promise<Answer<T>>): Promise<T | undefined> {
  const { data } = await reach(api, call);
  return data;
}

async function reach<T>(api: Api, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const where = placeOf(api.transport);
    if (error instanceof DOMException && error.name === "TimeoutError") {
      throw failure("server.timeout", { where, seconds: ANSWER_WITHIN_MS / 1000 });
    }
    if (error instanceof SyntaxError) throw failure("server.not-hotline", { where, status: 200 });
    throw failure("server.unreachable", { where, reason: reasonOf(error) });
  }
}

/** What Node says of a failed connection, in words where it is one of the usual reasons. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  switch (code) {
    case "ENOENT":
      return say({ zh: "套接字不存在，服务器没有在这里运行", en: "there is no socket, so no server runs here" });
    case "ECONNREFUSED":
      return say({ zh: "没有程序在听", en: "nothing listens" });
    case "EACCES":
      return say({ zh: "当前用户无权使用它", en: "this user may not use it" });
    case "ENOTFOUND":
      return say({ zh: "找不到主机名", en: "the host name is unknown" });
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldError[];
}

interface FieldError {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
}

function toFailure(api: Api, body: unknown, status: number): Failure {
  if (!isProblem(body)) return failure("server.not-hotline", { where: placeOf(api.transport), status });
  const { code, title, detail, requestId, errors } = body;
  const known = lang === "zh" && Object.hasOwn(serverWords, code) ? serverWords[code] : undefined;
  return new Failure({
    code,
    message: known?.message ?? detail ?? title,
    cause: known?.withDetail ? detail : undefined,
    hint: known?.hint ?? body.hint,
    requestId,
    data: errors && { problems: errors.map(placed) },
  });
}

/** A place in a file of the configuration, as the loader here names it; a place in the request stays as it is. */
function placed(error: FieldError): object {
  const { path, ...rest } = error;
  return rest.line === undefined ? error : { file: path, ...rest };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body;
}
