import type { Logger } from "pino";
import type { Presence } from "../agents/presence.ts";
import type { Deployments } from "../deployments/deployments.service.ts";
import type { RecordNews } from "../records/record-news.ts";
import type { RecordNewsDesk } from "../records/record-news-desk.ts";
import type { EngineChange, EnginePort } from "../runtime/engine-port.ts";
import type { Principal } from "../sessions/principal.ts";
import type { EndedSession, Sessions } from "../sessions/sessions.service.ts";
import { sightOf } from "../sessions/sight.ts";
import type { LiveGoodbye, LiveMessage, LiveSwitch } from "./protocol.ts";
import { readClientMessage } from "./client-message.ts";
import { isOversized } from "./socket-errors.ts";
import { LiveStream } from "./stream.ts";
import { ViewMemo } from "./view-memo.ts";

const coalesceMs = 50;
const sweepMs = 5_000;
const heartbeatMs = 15_000;
/** A page that is away longer than this starts over with a snapshot. */
const resumeWithinMs = 60_000;
/** A page that reads so slowly that this much waits for it is let go; it comes back and resumes. */
const mostUnsentBytes = 2 * 1024 * 1024;

/** The part of a WebSocket the hub uses. */
export interface LiveSocket {
  readonly bufferedAmount: number;
  send(text: string): void;
  ping(): void;
  close(code: number, reason: string): void;
  terminate(): void;
  on(event: "message", listener: (data: { toString(): string }) => void): void;
  on(event: "close" | "pong", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
}

interface Page {
  readonly stream: LiveStream;
  readonly principal: Principal;
  socket: LiveSocket | undefined;
  /** Whether the socket answered since the last heartbeat. */
  alive: boolean;
  detachedAt: number;
}

interface HubParts {
  readonly engine: EnginePort;
  readonly services: { sessions: Sessions; presence: Presence; deployments: Deployments; recordNews: RecordNewsDesk };
  readonly log: Logger;
  readonly onSockets: (count: number) => void;
}

/** All open pages: who is told what, when, and who is let go. */
export class LiveHub {
  readonly #engine: EnginePort;
  readonly #sessions: Sessions;
  readonly #presence: Presence;
  readonly #deployments: Deployments;
  readonly #recordNews: RecordNewsDesk;
  readonly #log: Logger;
  readonly #onSockets: (count: number) => void;
  readonly #pages = new Map<string, Page>();
  readonly #urgent = new Set<LiveStream>();
  /** Sessions whose page sent more than a message may hold: said once, however often it comes back and does it again. */
  readonly #oversized = new Set<string>();
  #timers: NodeJS.Timeout[] = [];
  #soon: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void)[] = [];
  #stopping = false;

  constructor(parts: HubParts) {
    this.#engine = parts.engine;
    this.#sessions = parts.services.sessions;
    this.#presence = parts.services.presence;
    this.#deployments = parts.services.deployments;
    this.#recordNews = parts.services.recordNews;
    this.#log = parts.log.child({ part: "live" });
    this.#onSockets = parts.onSockets;
  }

  start(): void {
    this.#unsubscribe = [
      this.#engine.onChange((change) => this.#onChange(change)),
      this.#recordNews.onNews((news) => this.#onRecordNews(news)),
    ];
    this.#sessions.onEnded((ended) => this.#onSessionEnded(ended));
    this.#deployments.onApplied(() => this.#onDeployment());
    this.#timers = [
      setInterval(() => this.heartbeat(), heartbeatMs),
      setInterval(() => this.tick(), 1_000),
      setInterval(() => this.#presence.sweep(), sweepMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  /** Says goodbye to every page. That they leave now says nothing about the agents, so the engine is not told. */
  stop(): void {
    this.#stopping = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#soon);
    for (const page of this.#pages.values()) this.#goodbye(page, "server.stopping", 1001);
    this.#pages.clear();
  }

  connect(socket: LiveSocket, principal: Principal, resume: { epoch: string; after: number } | undefined): void {
    const former = resume === undefined ? undefined : this.#pages.get(resume.epoch);
    const known = former?.principal.sessionHash === principal.sessionHash ? former : undefined;
    // Before the former socket is let go, or the agent would be away in between.
    this.#presence.socketOpened(principal.name);
    // A socket that is still there is the dead end of a connection the page has given up.
    if (known?.socket !== undefined) this.#drop(known, known.socket);
    const stream = known?.stream ?? new LiveStream(this.#engine, sightOf(principal, this.#engine.deployment()));
    const page: Page = { stream, principal, socket, alive: true, detachedAt: 0 };
    this.#pages.set(stream.epoch, page);
    this.#countSockets();
    this.#listen(page, socket);
    stream.attach((message) => this.#send(page, message), known === undefined ? undefined : resume?.after);
  }

  #listen(page: Page, socket: LiveSocket): void {
    socket.on("close", () => {
      if (page.socket !== undefined) this.#drop(page, socket);
    });
    socket.on("pong", () => {
      page.alive = true;
      this.#touch(page);
    });
    socket.on("error", (error) => this.#onSocketError(page, error));
    socket.on("message", (data) => {
      const message = readClientMessage(data.toString());
      if (message === undefined) socket.close(1008, "not a message of this protocol");
      else if (message.type === "ping") this.#send(page, { type: "pong", now: this.#engine.now() });
      else this.#presence.phoneRestarted(page.principal.name);
    });
  }

  #onSocketError({ principal }: Page, error: Error): void {
    const who = principal.name;
    const session = principal.sessionHash ?? who;
    if (!isOversized(error) || this.#oversized.has(session)) {
      this.#log.debug({ err: error, who }, "live socket broke");
      return;
    }
    this.#oversized.add(session);
    this.#log.error({ who }, "a page sent more than a message may hold and is let go; not said again for this session");
  }

  #drop(page: Page, socket: LiveSocket): void {
    if (page.socket !== socket) return;
    page.socket = undefined;
    page.detachedAt = this.#engine.now();
    page.stream.detach();
    socket.terminate();
    this.#countSockets();
    if (!this.#stopping) this.#presence.socketClosed(page.principal.name);
  }

  #send(page: Page, message: LiveMessage): void {
    const { socket } = page;
    if (socket === undefined) return;
    if (socket.bufferedAmount > mostUnsentBytes) {
      this.#log.warn({ who: page.principal.name }, "page reads too slowly and is let go");
      this.#drop(page, socket);
      return;
    }
    socket.send(JSON.stringify(message));
  }

  #onChange(change: EngineChange): void {
    let soon = false;
    const views = new ViewMemo(this.#engine);
    for (const { stream } of this.#pages.values()) {
      const urgency = stream.note(change, views);
      if (urgency === "soon") soon = true;
      if (urgency !== "now") continue;
      // After what the engine does now, so that the switch hears of it first.
      if (this.#urgent.size === 0) queueMicrotask(() => this.#flushUrgent());
      this.#urgent.add(stream);
    }
    if (soon) this.#flushSoon();
  }

  #onRecordNews(news: readonly RecordNews[]): void {
    const told = [...this.#pages.values()].filter(({ stream }) => stream.noteRecords(news));
    if (told.length > 0) this.#flushSoon();
  }

  #flushSoon(): void {
    this.#soon ??= setTimeout(() => this.#flushAll(), coalesceMs);
  }

  #flushUrgent(): void {
    const streams = [...this.#urgent];
    this.#urgent.clear();
    const views = new ViewMemo(this.#engine);
    for (const stream of streams) stream.flush(views);
  }

  #flushAll(): void {
    this.#soon = undefined;
    const views = new ViewMemo(this.#engine);
    for (const { stream } of this.#pages.values()) stream.flush(views);
  }

  /** Once a second: what no event tells. */
  tick(): void {
    const { kind, connected } = this.#engine.switchStatus();
    const link: LiveSwitch = { kind, connected };
    const now = this.#engine.now();
    for (const [epoch, { stream, socket, detachedAt }] of this.#pages) {
      stream.noteSwitch(link);
      stream.flush();
      if (socket === undefined && detachedAt + resumeWithinMs < now) this.#pages.delete(epoch);
    }
  }

  /** Lets go of pages that answered nothing since the last one, and of sessions that are over. */
  heartbeat(): void {
    for (const page of this.#pages.values()) {
      const { socket } = page;
      if (socket === undefined) continue;
      if (!page.alive) {
        this.#drop(page, socket);
        continue;
      }
      page.alive = false;
      socket.ping();
      this.#checkSession(page);
    }
  }

  #checkSession(page: Page): void {
    const { sessionHash } = page.principal;
    if (sessionHash === undefined) return;
    // Where it has ended, `onEnded` says goodbye.
    this.#sessions.expireIfDue(sessionHash).catch((error: unknown) => {
      this.#log.warn({ err: error }, "session could not be checked");
    });
  }

  #touch(page: Page): void {
    const { sessionHash } = page.principal;
    if (sessionHash === undefined) return;
    this.#sessions.touch(sessionHash).catch((error: unknown) => {
      this.#log.warn({ err: error }, "session could not be marked as used");
    });
  }

  #onSessionEnded({ idHash, reason }: EndedSession): undefined {
    this.#oversized.delete(idHash);
    const codes = { expired: "session.expired", replaced: "session.replaced" } as const;
    const code = reason === "expired" || reason === "replaced" ? codes[reason] : "session.signed-out";
    for (const [epoch, page] of this.#pages) {
      if (page.principal.sessionHash !== idHash) continue;
      this.#goodbye(page, code, 4001);
      this.#pages.delete(epoch);
    }
  }

  #onDeployment(): void {
    const deployment = this.#engine.deployment();
    for (const [epoch, page] of this.#pages) {
      const agent = deployment?.agents[page.principal.name];
      if (agent === undefined) {
        this.#goodbye(page, "session.signed-out", 4001);
        this.#pages.delete(epoch);
        continue;
      }
      const principal = { ...page.principal, roles: new Set(agent.spec.roles), label: agent.label };
      page.stream.look(sightOf(principal, deployment));
    }
  }

  #goodbye(page: Page, code: LiveGoodbye["code"], closeCode: number): void {
    const { socket } = page;
    if (socket === undefined) return;
    this.#send(page, { type: "goodbye", code });
    page.socket = undefined;
    page.stream.detach();
    socket.close(closeCode, code);
    this.#countSockets();
    if (!this.#stopping) this.#presence.socketClosed(page.principal.name);
  }

  #countSockets(): void {
    this.#onSockets([...this.#pages.values()].filter(({ socket }) => socket !== undefined).length);
  }
}
