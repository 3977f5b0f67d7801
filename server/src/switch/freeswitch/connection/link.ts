import type { SwitchSettings } from "../settings.ts";
import { EventSocket } from "./event-socket.ts";
import type { SwitchEventFields } from "./fields.ts";

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 3_000;
const PING_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 500;
/** The switch itself waits one second for an answer; legs left alone for this long have gone their own way. */
const STOOD_STILL_MS = 3_000;

export interface LinkParts {
  readonly address: SwitchSettings["eventSocket"];
  /** Subscribed before anything is read, so that nothing between the two is missed. */
  readonly events: string;
  onEvent(fields: SwitchEventFields): void;
  /** Subscribed; what is thrown here closes the connection and it is tried again. */
  onUp(socket: EventSocket): Promise<void>;
  /** Read: from here on the connection is handed out. */
  onReady(): void;
  onDown(detail: string): void;
  /** The connection is alive; on a half-open one the missing reply closes it. */
  onPing(socket: EventSocket): Promise<void>;
}

/** Keeps one connection to the switch as long as it runs. */
export class Link {
  readonly #parts: LinkParts;
  #socket: EventSocket | undefined;
  #up = false;
  #stopped = false;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: NodeJS.Timeout | undefined;
  #pingTimer: NodeJS.Timeout | undefined;
  #watchTimer: NodeJS.Timeout | undefined;
  #trouble: string | undefined;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  /** The connection, once the adapter has read what the switch holds. */
  get socket(): EventSocket | undefined {
    return this.#up ? this.#socket : undefined;
  }

  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Resolves after the first try, whether or not it succeeded. */
  async start(): Promise<void> {
    this.#watchForStandstill();
    await this.#try();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
    clearInterval(this.#watchTimer);
    this.#socket?.close("we let go");
  }

  /**
   * A process that was stopped, swapped out or busy for seconds believes in a world that is gone, and its due deadlines would
   * act on it. What lies unread on the connection is old too; so everything is read anew.
   */
  #watchForStandstill(): void {
    let lastAt = performance.now();
    this.#watchTimer = setInterval(() => {
      const stoodMs = performance.now() - lastAt - WATCH_EVERY_MS;
      lastAt = performance.now();
      if (stoodMs > STOOD_STILL_MS) this.#socket?.close(`the server stood still for ${Math.round(stoodMs)} ms`);
    }, WATCH_EVERY_MS);
    this.#watchTimer.unref();
  }

  async #try(): Promise<void> {
    const { host, port, password } = this.#parts.address;
    try {
      const socket = await EventSocket.connect({
        host,
        port,
        password,
        onEvent: (fields) => {
          this.#parts.onEvent(fields);
        },
        onClosed: (detail) => {
          this.#closed(detail);
        },
      });
      this.#socket = socket;
      await socket.subscribe(this.#parts.events);
      await this.#parts.onPing(socket);
      await this.#parts.onUp(socket);
      if (socket.closed) return;
      this.#up = true;
      this.#trouble = undefined;
      this.#retryMs = FIRST_RETRY_MS;
      this.#parts.onReady();
      this.#pingTimer = setInterval(() => {
        // A missing reply closes the connection, which says all there is to say.
        this.#parts.onPing(socket).catch(() => undefined);
      }, PING_EVERY_MS);
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
      if (this.#socket === undefined) this.#retryLater();
      else this.#socket.close(this.#trouble);
    }
  }

  #closed(detail: string): void {
    clearInterval(this.#pingTimer);
    const wasUp = this.#up;
    this.#up = false;
    this.#socket = undefined;
    if (this.#stopped) return;
    this.#trouble = detail;
    if (wasUp) this.#parts.onDown(detail);
    this.#retryLater();
  }

  #retryLater(): void {
    if (this.#stopped) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => {
      void this.#try();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }
}
