import type { Asker } from "../../http/testing/test-app.ts";
import type { LiveChange, LiveMessage } from "../protocol.ts";

/** A page's end of the live socket. */
export class Page {
  readonly socket: WebSocket;
  readonly messages: LiveMessage[] = [];
  readonly closed: Promise<number>;
  readonly #waiting: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.messages.push(JSON.parse(String(data)) as LiveMessage);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.closed = new Promise((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
  }

  async next<Kind extends LiveMessage["type"]>(
    type: Kind,
    fits: (message: Extract<LiveMessage, { type: Kind }>) => boolean = () => true,
  ): Promise<Extract<LiveMessage, { type: Kind }>> {
    for (;;) {
      const found = this.messages.find((message) => message.type === type && fits(message as never));
      if (found !== undefined) return found as Extract<LiveMessage, { type: Kind }>;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  changes(): LiveChange[] {
    return this.messages.filter((message) => message.type === "change");
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Opens the live socket as the person's browser does. */
export async function openPage(address: string, asker: Asker, query = ""): Promise<Page> {
  const url = `${address.replace("http", "ws")}/api/v1/live${query}`;
  const socket = new WebSocket(url, { headers: { cookie: asker.cookie } });
  const page = new Page(socket);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return page;
}
