import { SvelteMap } from "svelte/reactivity";
import type { LiveClientMessage, LiveGoodbye, LiveMessage, LiveSwitch } from "@hotline/server/live-protocol";
import { LiveSocket } from "./live-socket.ts";
import { applyChange, applySnapshot } from "./live-state.ts";
import type { AgentView, CallView, GroupView, LiveState } from "./live-state.ts";
import { ServerClock } from "./server-clock.ts";

export type Connection = "off" | "connecting" | "open" | "lost";

class Live implements LiveState {
  epoch: string | undefined = undefined;
  seq = 0;
  switch: LiveSwitch | undefined = $state();
  me: AgentView | undefined = $state.raw();
  readonly agents = new SvelteMap<string, AgentView>();
  readonly groups = new SvelteMap<string, GroupView>();
  readonly calls = new SvelteMap<string, CallView>();

  connection: Connection = $state("off");
  /** Local time the connection was lost, while it is. */
  lostAt: number | undefined = $state();
  serverStopping = $state(false);
  /** True once a snapshot came; the state may be old while the connection is lost. */
  known = $state(false);
  /** Grows with each snapshot, so that others can act once per (re)start. */
  snapshots = $state(0);

  readonly #clock = new ServerClock();
  offsetMs = $state(0);
  #localNow = $state(Date.now());
  #ticker: ReturnType<typeof setInterval> | undefined;
  #socket: LiveSocket | undefined;
  readonly #recordListeners = new Set<(callIds: ReadonlySet<string>) => void>();

  /** The server's time, moving on twice a second. */
  get now(): number {
    return this.#localNow + this.offsetMs;
  }

  get localNow(): number {
    return this.#localNow;
  }

  /** The call in this agent's hands: ringing, being talked, or being taken back. */
  get myCall(): CallView | undefined {
    const me = this.me;
    if (me === undefined) return undefined;
    if (me.callId !== undefined) {
      const call = this.calls.get(me.callId);
      if (call) return call;
    }
    for (const call of this.calls.values()) {
      if (call.offer?.agent === me.agent || call.segment?.agent === me.agent) return call;
      if (call.consult?.agent === me.agent) return call;
    }
    return undefined;
  }

  start(goodbye: (code: LiveGoodbye["code"]) => void): void {
    if (this.#socket) return;
    this.connection = "connecting";
    this.#ticker = setInterval(() => (this.#localNow = Date.now()), 500);
    this.#socket = new LiveSocket({
      resumeFrom: () => (this.epoch === undefined ? undefined : { epoch: this.epoch, after: this.seq }),
      message: (message) => this.#take(message, goodbye),
      open: () => undefined,
      lost: () => {
        this.connection = "lost";
        this.lostAt ??= Date.now();
      },
    });
  }

  stop(): void {
    this.#socket?.close();
    this.#socket = undefined;
    clearInterval(this.#ticker);
    this.epoch = undefined;
    this.seq = 0;
    this.known = false;
    this.me = undefined;
    this.agents.clear();
    this.groups.clear();
    this.calls.clear();
    this.connection = "off";
    this.lostAt = undefined;
  }

  /** Told of calls whose record can be read anew with more in it than before; returns the function that ends it. */
  onRecords(listener: (callIds: ReadonlySet<string>) => void): () => void {
    this.#recordListeners.add(listener);
    return () => this.#recordListeners.delete(listener);
  }

  send(message: LiveClientMessage): boolean {
    return this.#socket?.send(message) ?? false;
  }

  reconnectNow(): void {
    this.#socket?.reconnectNow();
  }

  #take(message: LiveMessage, goodbye: (code: LiveGoodbye["code"]) => void): boolean {
    if (message.type === "goodbye") {
      if (message.code === "server.stopping") this.serverStopping = true;
      else goodbye(message.code);
      return true;
    }
    this.#localNow = Date.now();
    this.#clock.heard(message.now, this.#localNow);
    this.offsetMs = this.#clock.offsetMs;
    if (message.type === "snapshot") {
      applySnapshot(this, message);
      this.known = true;
      this.snapshots += 1;
    } else if (message.type === "change") {
      const applied = applyChange(this, message);
      if (applied === "gap") return false;
      if (applied === "applied" && message.records !== undefined) {
        const callIds = new Set(message.records.map(({ callId }) => callId));
        for (const listener of this.#recordListeners) listener(callIds);
      }
    }
    this.connection = "open";
    this.lostAt = undefined;
    this.serverStopping = false;
    return true;
  }
}

export const live = new Live();
