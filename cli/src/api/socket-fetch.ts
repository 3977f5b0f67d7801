import { request } from "node:http";
import { Readable } from "node:stream";

/** `fetch` over a Unix socket, for what the API client needs: a request with a text body, an answer with a body. */
export function socketFetch(socketPath: string): (input: Request) => Promise<Response> {
  return async (input) => {
    const body = input.body === null ? undefined : Buffer.from(await input.arrayBuffer());
    const { pathname, search } = new URL(input.url);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          socketPath,
          path: pathname + search,
          method: input.method,
          headers: { ...Object.fromEntries(input.headers), ...(body && { "content-length": body.length }) },
          signal: input.signal,
          agent: false,
        },
        (incoming) => {
          const status = incoming.statusCode ?? 502;
          const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values]) =>
            (values ?? []).map((value): [string, string] => [name, value]),
          );
          // These two may not have a body, and Response insists on it.
          const empty = status === 204 || status === 304;
          if (empty) incoming.resume();
          resolve(new Response(empty ? null : (Readable.toWeb(incoming) as ReadableStream), { status, headers }));
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  };
}
