import type { AcdCommand, EndedBy, LegEndCause, LegId, LegReport } from "../../acd/index.ts";
import type { SwitchEvent } from "../port.ts";
import type { Scheduler } from "./scheduler.ts";

type Supervise = Extract<AcdCommand, { type: "leg.supervise" }>;
type Listen = Extract<AcdCommand, { type: "leg.listen" }>;

interface Listener {
  readonly legId: LegId;
  readonly command: Supervise;
  readonly startedAt: number;
  state: "ringing" | "up";
  answeredAt: number | undefined;
  listensTo: LegId | undefined;
  mode: Supervise["mode"];
  cancelNext: () => void;
}

/** What the leaders' legs need of the switch they are on. */
export interface ListenerParts {
  readonly time: Scheduler;
  readonly delayMs: number;
  report(event: SwitchEvent): void;
  isThere(extension: string): boolean;
  /** On another line. */
  isBusy(extension: string): boolean;
  /** That agent's leg is in a talk. */
  isInTalk(legId: LegId): boolean;
}

const raw = { q850: undefined, sip: undefined, text: undefined };
const askEveryMs = 1_000;

/** Leaders' legs: they ring, answer by themselves, ask, and listen to an agent's leg for as long as it is there. */
export class Listeners {
  readonly #legs = new Map<LegId, Listener>();
  readonly #parts: ListenerParts;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#legs.size;
  }

  isOn(extension: string): boolean {
    return [...this.#legs.values()].some(({ command }) => command.endpoint.extension === extension);
  }

  carryOut(command: Supervise | Listen): void {
    if (command.type === "leg.supervise") this.#supervise(command);
    else this.#listen(command);
  }

  #supervise(command: Supervise): void {
    const { time, delayMs, report } = this.#parts;
    const { legId } = command;
    const { extension } = command.endpoint;
    if (!this.#parts.isThere(extension) || this.#parts.isBusy(extension)) {
      report({
        type: "command.failed",
        legId,
        command: command.type,
        detail: "the leader's phone is busy or not there",
      });
      return;
    }
    const leg: Listener = {
      legId,
      command,
      startedAt: time.now(),
      state: "ringing",
      answeredAt: undefined,
      listensTo: undefined,
      mode: command.mode,
      cancelNext: () => undefined,
    };
    this.#legs.set(legId, leg);
    report({ type: "leg.ringing", legId });
    leg.cancelNext = time.after(delayMs, () => this.#answer(leg));
  }

  #listen({ legId, targetLegId, mode, type }: Listen): void {
    const leg = this.#legs.get(legId);
    if (leg?.state !== "up") {
      this.#parts.report({ type: "command.failed", legId, command: type, detail: "no such leg" });
      return;
    }
    leg.cancelNext();
    leg.mode = mode;
    if (!this.#parts.isInTalk(targetLegId)) {
      leg.listensTo = undefined;
      leg.cancelNext = this.#parts.time.after(askEveryMs, () => this.#ask(leg));
      return;
    }
    leg.listensTo = targetLegId;
    this.#parts.report({ type: "leg.listening", legId, mode });
  }

  /** An agent's leg is gone: whoever listened to it asks. */
  legGone(agentLegId: LegId): void {
    for (const leg of this.#legs.values()) {
      if (leg.listensTo !== agentLegId) continue;
      leg.listensTo = undefined;
      leg.cancelNext = this.#parts.time.after(this.#parts.delayMs, () => this.#ask(leg));
    }
  }

  end(legId: LegId, cause: LegEndCause, by: EndedBy): boolean {
    const leg = this.#legs.get(legId);
    if (leg === undefined) return false;
    leg.cancelNext();
    this.#legs.delete(legId);
    this.#parts.report({ type: "leg.ended", legId, cause, by, raw });
    return true;
  }

  endOn(extension: string, cause: LegEndCause, by: EndedBy): boolean {
    const leg = [...this.#legs.values()].find(({ command }) => command.endpoint.extension === extension);
    return leg !== undefined && this.end(leg.legId, cause, by);
  }

  crash(): void {
    for (const leg of this.#legs.values()) leg.cancelNext();
    this.#legs.clear();
  }

  reports(): LegReport[] {
    return [...this.#legs.values()].map(({ legId, command, startedAt, state, answeredAt, mode }) => ({
      legId,
      role: "supervisor",
      state,
      callId: command.callId,
      agent: command.agent,
      peerLegId: command.targetLegId,
      from: undefined,
      to: undefined,
      group: undefined,
      joinedAt: undefined,
      startedAt,
      answeredAt,
      segmentId: command.segmentId,
      phone: command.endpoint.kind,
      listen: { listenId: command.listenId, mode, by: command.by },
    }));
  }

  #answer(leg: Listener): void {
    leg.state = "up";
    leg.answeredAt = this.#parts.time.now();
    this.#parts.report({ type: "leg.answered", legId: leg.legId });
    this.#ask(leg);
  }

  /** Without a command as the answer it asks again. */
  #ask(leg: Listener): void {
    if (this.#legs.get(leg.legId) !== leg) return;
    leg.cancelNext = this.#parts.time.after(askEveryMs, () => this.#ask(leg));
    this.#parts.report({ type: "supervisor.asked", legId: leg.legId });
  }
}
