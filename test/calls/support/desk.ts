import { EventEmitter, once } from "node:events";
import type { AcdCommand, LegId } from "../../../server/src/acd/index.ts";
import type { ClosedRecording, SwitchEvent, SwitchListener } from "../../../server/src/switch/port.ts";
import { phoneSecretHash } from "./switch-rig.ts";

type Decide = (event: SwitchEvent) => readonly AcdCommand[];
type EventOf<Type extends SwitchEvent["type"]> = Extract<SwitchEvent, { type: Type }>;

export const PHONE_PASSWORD = "a phone's secret";

/** The engine's place in these tests: keeps what the switch reported and decides by a rule the test gives. */
export class Desk implements SwitchListener {
  readonly events: SwitchEvent[] = [];
  readonly recordings: ClosedRecording[] = [];
  decide: Decide = () => [];
  readonly #news = new EventEmitter();

  handle(event: SwitchEvent): readonly AcdCommand[] {
    this.events.push(event);
    this.#news.emit("news");
    return this.decide(event);
  }

  recordingClosed(recording: ClosedRecording): void {
    this.recordings.push(recording);
    this.#news.emit("news");
  }

  agentOfExtension(extension: string): string | undefined {
    return /^100[1-3]$/.test(extension) ? `agent-${extension}` : undefined;
  }

  phoneSecretHash(extension: string): string | undefined {
    return this.agentOfExtension(extension) === undefined ? undefined : phoneSecretHash(extension, PHONE_PASSWORD);
  }

  of<Type extends SwitchEvent["type"]>(type: Type): EventOf<Type>[] {
    return this.events.filter((event): event is EventOf<Type> => event.type === type);
  }

  /** The first event of the type that fits, already there or still to come. */
  async next<Type extends SwitchEvent["type"]>(
    type: Type,
    fits: (event: EventOf<Type>) => boolean = () => true,
    deadlineMs = 15_000,
  ): Promise<EventOf<Type>> {
    return await this.until(() => this.of(type).find(fits), `${type}`, deadlineMs);
  }

  async until<Found>(look: () => Found | undefined, what: string, deadlineMs = 15_000): Promise<Found> {
    const signal = AbortSignal.timeout(deadlineMs);
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await once(this.#news, "news", { signal }).catch(() => {
        throw new Error(`${what} did not come; there was ${JSON.stringify(this.events)}`);
      });
    }
  }
}

let offers = 0;

/** An offer of a customer's leg to an agent's desk phone. */
export function offerTo(
  legId: LegId,
  extension: string,
  more: Partial<Extract<AcdCommand, { type: "leg.offer" }>> = {},
): Extract<AcdCommand, { type: "leg.offer" }> {
  offers += 1;
  const id = `${process.pid}-${offers}`;
  return {
    type: "leg.offer",
    legId,
    callId: `call-${legId}`,
    group: "repair",
    joinedAt: Date.now(),
    offerId: `offer-${id}`,
    agent: `agent-${extension}`,
    agentLegId: `agent-leg-${id}`,
    endpoint: { kind: "sip", extension },
    ringMs: 20_000,
    ringback: "ring",
    music: "default",
    caller: { number: "13800001111", name: "张三" },
    segmentId: `segment-${id}`,
    recordingPart: 1,
    resume: false,
    ...more,
  };
}

export function waitFor(legId: LegId): Extract<AcdCommand, { type: "leg.wait" }> {
  return {
    type: "leg.wait",
    legId,
    callId: `call-${legId}`,
    group: "repair",
    joinedAt: Date.now(),
    music: "default",
  };
}

export function hangUp(
  legId: LegId,
  cause: Extract<AcdCommand, { type: "leg.hang-up" }>["cause"] = "normal",
): AcdCommand {
  return { type: "leg.hang-up", legId, cause };
}
