import type { AcdCommand, AcdEvent, LegId } from "../acd/index.ts";

/** The realm of every phone's digest secret; HA1 hashes hold it, so it never changes. */
export const PHONE_REALM = "hotline";

/** Events a switch may report; the rest of AcdEvent comes from people and from the server itself. */
export type SwitchEvent = Extract<
  AcdEvent,
  {
    type:
      | "call.arrived"
      | "call.placed"
      | "leg.asked"
      | "leg.ringing"
      | "leg.answered"
      | "legs.bridged"
      | "leg.ended"
      | "leg.held"
      | "leg.retrieved"
      | "leg.joined"
      | "supervisor.asked"
      | "leg.listening"
      | "command.failed"
      | "phone.registered"
      | "phone.lost"
      | "switch.lost"
      | "switch.reconciled";
  }
>;

/**
 * The engine's side of the wall. `handle` is called for each event and returns at once the commands the engine gave for
 * it; the adapter carries those out itself (as the answer to an asking leg, or over its own connection), and so does it
 * with commands that come through `SwitchPort.execute`.
 */
export interface SwitchListener {
  handle(event: SwitchEvent): readonly AcdCommand[];
  /** A recording was closed on disk by the switch. */
  recordingClosed(recording: ClosedRecording): void;
  /** How long a leg waited for the answer to its question, ms; for the metrics. */
  questionAnswered?(ms: number): void;
  /** Which agent an extension belongs to; undefined where the deployment has none. */
  agentOfExtension(extension: string): string | undefined;
  /** HA1 of the extension's present browser or desk phone secret, for digest authentication. */
  phoneSecretHash(extension: string): string | undefined;
}

export interface ClosedRecording {
  readonly segmentId: string;
  readonly part: number;
  readonly path: string;
  /** As the switch counted it; undefined when salvaged from disk. */
  readonly durationMs: number | undefined;
}

export interface SwitchStatus {
  readonly kind: "freeswitch" | "simulated";
  readonly connected: boolean;
  readonly version: string | undefined;
  readonly legs: number;
  readonly address: string | undefined;
  /** Last trouble in words, for `status` and `doctor`. */
  readonly trouble: string | undefined;
}

export interface SwitchPort {
  /** Connects, subscribes, reconciles, and keeps doing so until `stop`. Never throws because the switch is away. */
  start(listener: SwitchListener): Promise<void>;
  /** Lets go of the switch without touching a call. */
  stop(): Promise<void>;
  /** Carries commands out; resolves when they were sent. What became of each comes back as an event. */
  execute(commands: readonly AcdCommand[]): void;
  status(): SwitchStatus;
  /** Has the switch itself place a call to one of our numbers, as a carrier would. Resolves when it was sent. */
  placeTestCall(request: TestCallRequest): Promise<LegId>;
  /** Where the phones are simulated: what a person at each would do. Absent with a real switch. */
  readonly phones?: SimulatedPhones;
}

/** Phones that exist only as buttons of the page; an unknown extension or leg is left alone. */
export interface SimulatedPhones {
  register(extension: string): void;
  unregister(extension: string): void;
  /** False when that leg does not ring any more. */
  answer(agentLegId: LegId): boolean;
  hangUp(agentLegId: LegId): boolean;
}

export interface TestCallRequest {
  readonly to: string;
  readonly fromNumber: string;
  readonly fromName: string;
  readonly talkMs: number;
}
