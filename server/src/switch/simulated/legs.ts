import type {
  AcdCommand,
  AcdEvent,
  CallId,
  GroupName,
  LegId,
  LegReport,
  Party,
  RoomId,
  SurveyReport,
} from "../../acd/index.ts";
import type { SwitchEvent } from "../port.ts";

export type OfferCommand = Extract<AcdCommand, { type: "leg.offer" }>;
export type ConsultCommand = Extract<AcdCommand, { type: "leg.consult" }>;
export type SurveyCommand = Extract<AcdCommand, { type: "leg.survey" }>;
export type WaitCommand = Extract<AcdCommand, { type: "leg.wait" }>;

/** A caller's leg. `asking` and `waiting` legs ask again by themselves; one that talks or rings a phone does not. */
export interface CustomerLeg {
  readonly legId: LegId;
  readonly from: Party;
  readonly to: string;
  readonly trunk: string | undefined;
  readonly startedAt: number;
  /** `room`: it meets others there, or is the first. */
  mode: "asking" | "waiting" | "offering" | "talking" | "room" | "surveying";
  answeredAt: number | undefined;
  /** What the engine wrote on the leg, the way a real switch keeps channel variables. */
  callId: CallId | undefined;
  group: GroupName | undefined;
  joinedAt: number | undefined;
  agentLegId: LegId | undefined;
  survey: SurveyReport | undefined;
  /** Calls off the next thing the leg would do by itself. */
  cancelNext: () => void;
  /** How long the caller talks before it hangs up by itself. */
  readonly talkMs: number | undefined;
}

export interface AgentLeg {
  readonly legId: LegId;
  readonly offer: OfferCommand | ConsultCommand;
  readonly startedAt: number;
  state: "dialing" | "ringing" | "up";
  answeredAt: number | undefined;
  muted: boolean;
  /** Since when the customer hears music and the agent nothing. */
  heldAt: number | undefined;
  cancelNext: () => void;
  /** The other leg of a consult's bridge. */
  partner: LegId | undefined;
}

/** Why a leg asks. */
export type Asked = Omit<Extract<AcdEvent, { type: "leg.asked" }>, "type" | "legId">;

/** What a hold, or its end, comes to. */
export function holdOrRetrieve(
  leg: AgentLeg | undefined,
  command: Extract<AcdCommand, { type: "leg.hold" | "leg.retrieve" }>,
): SwitchEvent {
  const { legId, type } = command;
  if (leg?.state !== "up") return { type: "command.failed", legId, command: type, detail: "no such leg in a talk" };
  leg.heldAt = type === "leg.hold" ? command.heldAt : undefined;
  return { type: type === "leg.hold" ? "leg.held" : "leg.retrieved", legId };
}

export function newCustomerLeg(
  legId: LegId,
  given: Pick<CustomerLeg, "from" | "to"> & {
    readonly trunk?: string | undefined;
    readonly talkMs?: number | undefined;
  },
  startedAt: number,
): CustomerLeg {
  const { from, to, trunk, talkMs } = given;
  return {
    legId,
    from,
    to,
    trunk,
    startedAt,
    mode: "asking",
    answeredAt: undefined,
    callId: undefined,
    group: undefined,
    joinedAt: undefined,
    agentLegId: undefined,
    survey: undefined,
    cancelNext: () => undefined,
    talkMs,
  };
}

export function newAgentLeg(legId: LegId, offer: AgentLeg["offer"], startedAt: number, partner?: LegId): AgentLeg {
  return {
    legId,
    offer,
    startedAt,
    state: "dialing",
    answeredAt: undefined,
    muted: false,
    heldAt: undefined,
    cancelNext: () => undefined,
    partner,
  };
}

export function reportCustomer(leg: CustomerLeg, room: RoomId | undefined): LegReport {
  return {
    legId: leg.legId,
    role: "customer",
    state: leg.answeredAt === undefined ? "ringing" : "up",
    callId: leg.callId,
    agent: undefined,
    peerLegId: leg.agentLegId,
    from: leg.from,
    to: leg.to,
    group: leg.group,
    joinedAt: leg.joinedAt,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    room,
    survey: leg.survey,
  };
}

export function reportAgentLeg(leg: AgentLeg, customerLegId: LegId | undefined, room: RoomId | undefined): LegReport {
  const { offer } = leg;
  return {
    legId: leg.legId,
    role: "agent",
    state: leg.state,
    callId: offer.callId,
    agent: offer.agent,
    peerLegId: customerLegId,
    from: undefined,
    to: undefined,
    group: offer.group,
    joinedAt: offer.type === "leg.offer" ? offer.joinedAt : undefined,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    offerId: offer.type === "leg.offer" ? offer.offerId : offer.consultId,
    segmentId: offer.segmentId,
    recordingPart: offer.type === "leg.offer" ? offer.recordingPart : undefined,
    phone: offer.endpoint.kind,
    heldAt: leg.heldAt,
    room,
    consultId: offer.type === "leg.consult" ? offer.consultId : undefined,
  };
}
