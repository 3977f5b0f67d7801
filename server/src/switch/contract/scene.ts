import { randomUUID } from "node:crypto";
import type { AcdCommand, HangUpCause, LegId, LegReport } from "../../acd/index.ts";
import type { ClosedRecording, SwitchEvent, SwitchListener } from "../port.ts";
import type { HarnessCaller, SwitchHarness } from "./harness.ts";

type EventOf<Type extends SwitchEvent["type"]> = Extract<SwitchEvent, { type: Type }>;
export type SurveyCommand = Extract<AcdCommand, { type: "leg.survey" }>;
export type OfferCommand = Extract<AcdCommand, { type: "leg.offer" }>;

const group = "contract";

/**
 * One case of the contract: a listener in the engine's place that answers each asking leg with what the case decided for it,
 * and keeps what the switch told.
 */
export class Scene implements SwitchListener {
  readonly harness: SwitchHarness;
  readonly events: SwitchEvent[] = [];
  readonly recordings: ClosedRecording[] = [];
  /** What a leg gets that asks: the latest decided for it, music before that. */
  readonly #answers = new Map<LegId, AcdCommand>();
  readonly #callIds = new Map<LegId, string>();
  #placedAnswer: ((legId: LegId) => AcdCommand) | undefined;
  #firstAnswer: ((legId: LegId) => AcdCommand) | undefined;

  constructor(harness: SwitchHarness) {
    this.harness = harness;
  }

  handle(event: SwitchEvent): readonly AcdCommand[] {
    this.events.push(event);
    if (event.type === "call.arrived") {
      if (!this.#answers.has(event.legId)) {
        this.#answers.set(event.legId, this.#firstAnswer?.(event.legId) ?? this.wait(event.legId));
      }
      return [this.#answers.get(event.legId) ?? this.wait(event.legId)];
    }
    if (event.type === "call.placed") return [this.#placedAnswer?.(event.legId) ?? []].flat();
    if (event.type === "supervisor.asked") return [this.#answers.get(event.legId) ?? []].flat();
    if (event.type !== "leg.asked") return [];
    if (event.after === "dial") return [this.#answers.get(event.legId) ?? []].flat();
    const answer = this.#answers.get(event.legId) ?? this.#idle(event.legId);
    // What the leg was in is over; the case decides the next step when it has looked.
    const isOver = event.after !== "wait" && answer.type !== "leg.wait" && answer.type !== "leg.survey";
    if (isOver) this.#answers.set(event.legId, this.#idle(event.legId));
    return [this.#answers.get(event.legId) ?? answer];
  }

  recordingClosed(recording: ClosedRecording): void {
    this.recordings.push(recording);
  }

  agentOfExtension(extension: string): string | undefined {
    return this.harness.extensions.includes(extension) ? agentOf(extension) : undefined;
  }

  phoneSecretHash(extension: string): string | undefined {
    return this.harness.phoneSecretHash(extension);
  }

  /** What a leg does for which nothing is decided: a customer's hears music, as an agent's does. */
  #idle(legId: LegId): AcdCommand {
    const isCustomers = this.events.some((event) => event.type === "call.arrived" && event.legId === legId);
    return isCustomers ? this.wait(legId) : { type: "leg.park", legId, callId: this.callId(legId), music: "default" };
  }

  async start(): Promise<readonly LegReport[]> {
    await this.harness.port.start(this);
    return (await this.told("switch.reconciled")).legs;
  }

  /** The first event of the type, told since the `after`th, for which `matches` holds. */
  told<Type extends SwitchEvent["type"]>(
    type: Type,
    matches: (event: EventOf<Type>) => boolean = () => true,
    after = 0,
    deadlineMs?: number,
  ): Promise<EventOf<Type>> {
    const find = (): EventOf<Type> | undefined =>
      this.events.slice(after).find((event): event is EventOf<Type> => isOf(event, type) && matches(event));
    return this.harness.waitFor(type, find, deadlineMs);
  }

  async registered(extension: string): Promise<void> {
    const after = this.events.length;
    await this.harness.phone(extension).register();
    await this.told("phone.registered", ({ agent }) => agent === agentOf(extension), after);
  }

  /** A caller rings in and its leg gets `answer` at once. */
  async caller(answer?: (legId: LegId) => AcdCommand, name?: string): Promise<{ legId: LegId; caller: HarnessCaller }> {
    this.#firstAnswer = answer;
    const after = this.events.length;
    const caller = await this.harness.placeCaller({ from: "13800138000", ...(name === undefined ? {} : { name }) });
    const { legId } = await this.told("call.arrived", () => true, after);
    return { legId, caller };
  }

  wait(legId: LegId): AcdCommand {
    return { type: "leg.wait", legId, callId: this.callId(legId), group, joinedAt: joinedAt(), music: "default" };
  }

  offer(legId: LegId, extension: string, given: Partial<OfferCommand> = {}): OfferCommand {
    return {
      type: "leg.offer",
      legId,
      callId: this.callId(legId),
      group,
      joinedAt: joinedAt(),
      offerId: randomUUID(),
      agent: agentOf(extension),
      agentLegId: randomUUID(),
      endpoint: { kind: "browser", extension },
      ringMs: 20_000,
      ringback: "ring",
      music: "default",
      caller: { number: "13800138000", name: "contract" },
      segmentId: randomUUID(),
      recordingPart: undefined,
      resume: false,
      ...given,
    };
  }

  /** Sends a command the way the runtime does for a leg that is not asking. */
  execute(command: AcdCommand): void {
    if (command.type !== "leg.hang-up" && command.type !== "leg.supervise" && "callId" in command)
      this.#answers.set(command.legId, command);
    this.harness.port.execute([command]);
  }

  survey(legId: LegId, given: Partial<SurveyCommand> = {}): SurveyCommand {
    return {
      type: "leg.survey",
      legId,
      callId: this.callId(legId),
      group,
      joinedAt: joinedAt(),
      part: "ask",
      prompts: { ask: "default", again: "default", thanks: "default" },
      levels: 2,
      waitMs: 2_000,
      segmentId: "segment-of-survey",
      agent: "agent-of-survey",
      askedAt: joinedAt(),
      keys: "",
      ...given,
    };
  }

  /** The agent hangs up a talk, and its customer's leg gets the survey as the answer to its question. */
  async surveyed(extension: string, given: Partial<SurveyCommand> = {}): Promise<Talk & { survey: SurveyCommand }> {
    const talk = await this.talk(extension);
    const survey = this.survey(talk.legId, given);
    this.#answers.set(talk.legId, survey);
    await this.harness.phone(extension).hangUp();
    await this.told("leg.asked", (event) => event.legId === talk.legId && event.after === "talk");
    return { ...talk, survey };
  }

  /** What its leg gets when it asks. */
  willAnswer(command: AcdCommand): void {
    this.#answers.set(command.legId, command);
  }

  /** What the leg of a phone gets that places a call. */
  whenPlaced(answer: (legId: LegId) => AcdCommand): void {
    this.#placedAnswer = answer;
  }

  hangUp(legId: LegId, cause: HangUpCause = "normal"): void {
    this.execute({ type: "leg.hang-up", legId, cause });
  }

  /** A caller in a talk with the agent of the extension, whose phone is registered for it. */
  async talk(extension: string, given: Partial<OfferCommand> = {}): Promise<Talk> {
    await this.registered(extension);
    const offers: OfferCommand[] = [];
    const { legId, caller } = await this.caller((asking) => {
      const offer = this.offer(asking, extension, given);
      offers.push(offer);
      return offer;
    });
    const offer = offers[0] ?? this.offer(legId, extension);
    const { agentLegId } = offer;
    await this.told("leg.ringing", (event) => event.legId === agentLegId);
    await this.harness.phone(extension).answer();
    await this.told("legs.bridged", (event) => event.agentLegId === agentLegId && event.customerLegId === legId);
    return { legId, caller, offer, agentLegId };
  }

  callId(legId: LegId): string {
    const callId = this.#callIds.get(legId) ?? randomUUID();
    this.#callIds.set(legId, callId);
    return callId;
  }
}

export interface Talk {
  readonly legId: LegId;
  readonly caller: HarnessCaller;
  readonly offer: OfferCommand;
  readonly agentLegId: LegId;
}

export function agentOf(extension: string): string {
  return `agent-${extension}`;
}

/** A join time of long ago, to be found again in what the switch lists. */
export function joinedAt(): number {
  return 1_690_000_000_123;
}

function isOf<Type extends SwitchEvent["type"]>(event: SwitchEvent, type: Type): event is EventOf<Type> {
  return event.type === type;
}
