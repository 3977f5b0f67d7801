import { request } from "node:http";

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One request over the server's own socket, as the command line makes it: the file system has let it in. */
export function localApi(socketPath: string, method: string, path: string, body?: unknown): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { socketPath, method, path: `/api/v1${path}`, headers: { "content-type": "application/json" } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: text === "" ? undefined : (JSON.parse(text) as unknown) }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
