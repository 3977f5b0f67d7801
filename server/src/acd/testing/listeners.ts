import type { AcdCommand } from "../commands.ts";
import type { AcdEvent, LegReport } from "../events.ts";
import type { LegEndCause, LegId } from "../model.ts";

type Supervise = Extract<AcdCommand, { type: "leg.supervise" }>;
type Listen = Extract<AcdCommand, { type: "leg.listen" }>;

interface Listener {
  readonly command: Supervise;
  readonly startedAt: number;
  up: boolean;
  listensTo: LegId | undefined;
  mode: Supervise["mode"];
}

const raw = { q850: undefined, sip: undefined, text: undefined };

/** The leaders' legs on the switch of the random walks. */
export class ListenersModel {
  readonly legs = new Map<LegId, Listener>();
  readonly #tell: (event: AcdEvent) => void;

  constructor(tell: (event: AcdEvent) => void) {
    this.#tell = tell;
  }

  supervise(command: Supervise, isReachable: boolean, now: number): void {
    const { legId } = command;
    if (!isReachable) {
      this.#tell({ type: "command.failed", legId, command: command.type, detail: "not reached" });
      return;
    }
    this.legs.set(legId, { command, startedAt: now, up: false, listensTo: undefined, mode: command.mode });
    this.#tell({ type: "leg.ringing", legId });
  }

  answer(legId: LegId): void {
    const leg = this.legs.get(legId);
    if (leg === undefined || leg.up) return;
    leg.up = true;
    this.#tell({ type: "leg.answered", legId });
    this.#tell({ type: "supervisor.asked", legId });
  }

  askAgain(legId: LegId): void {
    const leg = this.legs.get(legId);
    if (leg?.up === true && leg.listensTo === undefined) this.#tell({ type: "supervisor.asked", legId });
  }

  listen({ legId, targetLegId, mode }: Listen, isThere: boolean): void {
    const leg = this.legs.get(legId);
    if (leg?.up !== true) return;
    leg.mode = mode;
    leg.listensTo = isThere ? targetLegId : undefined;
    if (isThere) this.#tell({ type: "leg.listening", legId, mode });
    else this.#tell({ type: "supervisor.asked", legId });
  }

  legGone(agentLegId: LegId): void {
    for (const [legId, leg] of this.legs) {
      if (leg.listensTo !== agentLegId) continue;
      leg.listensTo = undefined;
      this.#tell({ type: "supervisor.asked", legId });
    }
  }

  end(legId: LegId, cause: LegEndCause, by: "party" | "us" | "lost"): boolean {
    if (!this.legs.delete(legId)) return false;
    this.#tell({ type: "leg.ended", legId, cause, by, raw });
    return true;
  }

  report(): LegReport[] {
    return [...this.legs.values()].map(({ command, startedAt, up, mode }) => ({
      legId: command.legId,
      role: "supervisor",
      state: up ? "up" : "ringing",
      callId: command.callId,
      agent: command.agent,
      peerLegId: command.targetLegId,
      from: undefined,
      to: undefined,
      group: undefined,
      joinedAt: undefined,
      startedAt,
      segmentId: command.segmentId,
      phone: command.endpoint.kind,
      listen: { listenId: command.listenId, mode, by: command.by },
    }));
  }
}
