import { randomUUID } from "node:crypto";
import modesl, { type Connection, type EslEvent } from "modesl";
import { SwitchAwayError } from "../errors.ts";
import type { SwitchEventFields } from "./fields.ts";
import { guardParser } from "./guard-parser.ts";

const CONNECT_DEADLINE_MS = 5_000;
const REPLY_DEADLINE_MS = 5_000;
const JOB_DEADLINE_MS = 60_000;

export interface EventSocketParts {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  onEvent(fields: SwitchEventFields): void;
  /** Called once, for whatever reason the connection ended. */
  onClosed(detail: string): void;
}

export interface JobResult {
  readonly text: string;
  /** The switch's own clock when the job was done, ms since the epoch. */
  readonly switchTimeMs: number;
}

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** One authenticated connection to the switch. The only file that knows modesl. */
export class EventSocket {
  readonly #connection: Connection;
  readonly #parts: EventSocketParts;
  readonly #waiting = new Set<Waiting<string>>();
  readonly #jobs = new Map<string, Waiting<JobResult>>();
  #closed = false;

  /** @throws SwitchAwayError when nobody answers in time or the password is wrong */
  static async connect(parts: EventSocketParts): Promise<EventSocket> {
    const connection = new modesl.Connection(parts.host, parts.port, parts.password);
    // modesl subscribes to what it needs itself; our subscription names everything.
    connection.reqEvents = ["BACKGROUND_JOB"];
    const socket = new EventSocket(connection, parts);
    try {
      await socket.#authenticated();
    } catch (error) {
      socket.close("never connected");
      throw error;
    }
    return socket;
  }

  private constructor(connection: Connection, parts: EventSocketParts) {
    this.#connection = connection;
    this.#parts = parts;
    connection.on("esl::connect", () => {
      guardParser(
        connection.parser,
        (fields) => {
          this.#take(fields);
        },
        (detail) => {
          this.close(detail);
        },
      );
    });
    connection.on("error", (error: Error) => {
      this.close(error.message);
    });
    connection.socket?.on("close", () => {
      this.close("the switch closed the connection");
    });
    connection.socket?.setNoDelay(true);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves with the reply's text when the switch has taken the subscription. */
  async subscribe(events: string): Promise<void> {
    const reply = await this.#await((done) => {
      this.#connection.sendRecv(`event json ${events}`, null, done);
    }, REPLY_DEADLINE_MS);
    if (!reply.startsWith("+OK")) throw new SwitchAwayError(`subscription refused: ${reply}`);
  }

  /** For short commands: the switch answers them in their order, and its events of this connection wait meanwhile. */
  async api(command: string): Promise<string> {
    refuseLineBreaks(command);
    return await this.#await((done) => {
      this.#connection.api(command, "", done);
    }, REPLY_DEADLINE_MS);
  }

  /** For commands that take their time; resolves with the job's result. */
  async job(command: string): Promise<JobResult> {
    refuseLineBreaks(command);
    if (this.#closed) throw new SwitchAwayError("not connected");
    const id = randomUUID();
    return await new Promise<JobResult>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#jobs.delete(id);
        reject(new SwitchAwayError(`no result of ${firstWord(command)} in time`));
      }, JOB_DEADLINE_MS);
      this.#jobs.set(id, { resolve, reject, timer });
      this.#connection.sendRecv(`bgapi ${command}`, { "Job-UUID": id }, () => undefined);
    });
  }

  close(detail: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.socket?.destroy();
    for (const waiting of [...this.#waiting, ...this.#jobs.values()]) {
      clearTimeout(waiting.timer);
      waiting.reject(new SwitchAwayError(detail));
    }
    this.#waiting.clear();
    this.#jobs.clear();
    this.#parts.onClosed(detail);
  }

  #authenticated(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new SwitchAwayError("no greeting in time"));
      }, CONNECT_DEADLINE_MS);
      const fail = (detail: string) => {
        clearTimeout(timer);
        reject(new SwitchAwayError(detail));
      };
      this.#connection.on("esl::ready", () => {
        clearTimeout(timer);
        resolve();
      });
      this.#connection.on("esl::event::auth::fail", () => {
        fail("the event socket refused our password");
      });
      this.#connection.on("error", (error: Error) => {
        fail(error.message);
      });
      this.#connection.socket?.on("close", () => {
        fail("the switch closed the connection");
      });
    });
  }

  #take(fields: SwitchEventFields): void {
    const jobId = fields["Event-Name"] === "BACKGROUND_JOB" ? fields["Job-UUID"] : undefined;
    if (jobId === undefined) {
      this.#parts.onEvent(fields);
      return;
    }
    const job = this.#jobs.get(jobId);
    if (job === undefined) return;
    this.#jobs.delete(jobId);
    clearTimeout(job.timer);
    job.resolve({
      text: (fields["_body"] ?? "").trim(),
      switchTimeMs: Number(fields["Event-Date-Timestamp"]) / 1_000,
    });
  }

  #await(send: (done: (event: EslEvent) => void) => void, deadlineMs: number): Promise<string> {
    if (this.#closed) return Promise.reject(new SwitchAwayError("not connected"));
    return new Promise((resolve, reject) => {
      const waiting: Waiting<string> = {
        resolve,
        reject,
        // Replies carry no id. Once one is missing the next would be taken for it, so the connection has to go.
        timer: setTimeout(() => {
          this.close("a command was not answered in time");
        }, deadlineMs),
      };
      this.#waiting.add(waiting);
      send((event) => {
        this.#waiting.delete(waiting);
        clearTimeout(waiting.timer);
        const body = event.getBody();
        resolve((body === "" ? (event.getHeader("Reply-Text") ?? "") : body).trim());
      });
    });
  }
}

function refuseLineBreaks(command: string): void {
  if (/[\r\n\0]/.test(command)) throw new SwitchAwayError(`${firstWord(command)} holds a line break`);
}

function firstWord(command: string): string {
  return command.split(" ", 1)[0] ?? "";
}
