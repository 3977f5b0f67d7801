import type { LiveClientMessage, LiveMessage } from "@hotline/server/live-protocol";
import { retryDelayMs } from "./backoff.ts";

const pingEveryMs = 10_000;
/** A half-open connection says nothing: without a message for this long it counts as lost. */
const silenceMs = 25_000;

export interface LiveSocketHandlers {
  /** Where to resume; undefined asks for a snapshot. */
  resumeFrom(): { epoch: string; after: number } | undefined;
  /** Returns false where the message shows that others were missed. */
  message(message: LiveMessage): boolean;
  open(): void;
  lost(nextAttemptAt: number): void;
}

/** One live connection that comes back by itself until it is closed. */
export class LiveSocket {
  readonly #handlers: LiveSocketHandlers;
  #socket: WebSocket | undefined;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #closed = false;
  readonly #online = (): void => this.reconnectNow();

  constructor(handlers: LiveSocketHandlers) {
    this.#handlers = handlers;
    addEventListener("online", this.#online);
    this.#connect();
  }

  send(message: LiveClientMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  reconnectNow(): void {
    if (this.#closed || this.#retry === undefined) return;
    clearTimeout(this.#retry);
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    removeEventListener("online", this.#online);
    clearTimeout(this.#retry);
    this.#drop();
  }

  #connect(): void {
    this.#retry = undefined;
    const url = new URL("/api/v1/live", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const resume = this.#handlers.resumeFrom();
    if (resume) {
      url.searchParams.set("epoch", resume.epoch);
      url.searchParams.set("after", String(resume.after));
    }
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.onopen = () => {
      this.#heartbeat = setInterval(() => this.#beat(), pingEveryMs);
      this.#handlers.open();
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      this.#heardAt = Date.now();
      this.#attempt = 0;
      // Messages were missed: coming back with the last number seen brings them.
      if (!this.#handlers.message(JSON.parse(data) as LiveMessage)) this.#lose();
    };
    socket.onclose = () => this.#lose();
  }

  #beat(): void {
    if (Date.now() - this.#heardAt > silenceMs) this.#lose();
    else this.send({ type: "ping" });
  }

  #lose(): void {
    this.#drop();
    if (this.#closed || this.#retry !== undefined) return;
    const delayMs = retryDelayMs((this.#attempt += 1), Math.random());
    this.#retry = setTimeout(() => this.#connect(), delayMs);
    this.#handlers.lost(Date.now() + delayMs);
  }

  #drop(): void {
    clearInterval(this.#heartbeat);
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
