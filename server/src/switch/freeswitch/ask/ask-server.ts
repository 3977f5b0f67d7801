import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AskPortError } from "../errors.ts";
import { ASK_USER, type SwitchSettings } from "../settings.ts";
import type { Wiring } from "../wiring.ts";
import { AskForm } from "./form.ts";

const LARGEST_QUESTION_BYTES = 256 * 1024;

/** The answer's XML; undefined sends the leg to the files on disk. */
export type Answerer = (form: AskForm) => Promise<string | undefined> | string | undefined;

/** Our end of mod_xml_curl: a listener of its own, so that nothing of the web server stands in a call's way. */
export class AskServer {
  readonly #server: Server;
  readonly #expected: Buffer;
  readonly #answer: Answerer;
  readonly #log: Wiring["log"];

  constructor(password: string, answer: Answerer, log: Wiring["log"]) {
    this.#log = log;
    this.#expected = Buffer.from(`Basic ${Buffer.from(`${ASK_USER}:${password}`).toString("base64")}`);
    this.#answer = answer;
    this.#server = createServer((request, response) => {
      this.#serve(request, response);
    });
  }

  /** @throws AskPortError */
  listen(address: SwitchSettings["ask"]): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = (error: Error) => {
        reject(new AskPortError(address, error));
      };
      this.#server.once("error", failed);
      this.#server.listen(address.port, address.host, () => {
        this.#server.off("error", failed);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#trusted(request)) {
      request.resume();
      response.writeHead(401).end();
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > LARGEST_QUESTION_BYTES) request.destroy();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      this.#answerTo(Buffer.concat(chunks).toString("latin1")).then(
        (text) => {
          send(response, text);
        },
        (error: unknown) => {
          // The leg goes to the emergency path; nothing else may suffer.
          this.#log("error", "a question of the switch could not be answered", { error });
          send(response, undefined);
        },
      );
    });
  }

  async #answerTo(body: string): Promise<string | undefined> {
    return await this.#answer(new AskForm(body));
  }

  #trusted(request: IncomingMessage): boolean {
    const given = Buffer.from(request.headers.authorization ?? "");
    return given.length === this.#expected.length && timingSafeEqual(given, this.#expected);
  }
}

function send(response: ServerResponse, text: string | undefined): void {
  if (text === undefined) response.writeHead(503).end();
  else response.writeHead(200, { "content-type": "text/xml", "content-length": Buffer.byteLength(text) }).end(text);
}
