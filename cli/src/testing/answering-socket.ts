import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

export interface Asked {
  readonly request: string;
  readonly body: unknown;
}

export interface AnsweringSocket {
  /** For HOTLINE_HOME: a folder whose socket gives the answers. */
  readonly home: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** Gives fixed answers over a socket such as the server's, for what a well-meaning server would never say. */
export async function answerOnSocket(answers: Readonly<Record<string, Answer>>): Promise<AnsweringSocket> {
  const home = mkdtempSync(join(tmpdir(), "hotline-cli-"));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      const text = Buffer.concat(chunks).toString();
      asked.push({ request: line, body: text === "" ? undefined : JSON.parse(text) });
      const { status = 200, body } = answers[line] ?? {
        status: 404,
        body: { code: "test.no-answer", title: `no answer for ${line}` },
      };
      response.writeHead(status, { "content-type": status < 400 ? "application/json" : "application/problem+json" });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(join(home, "hotline.sock"), resolve));
  return {
    home,
    asked,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(home, { recursive: true, force: true });
    },
  };
}
