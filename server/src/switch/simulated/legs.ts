import type {
  AcdCommand,
  AcdEvent,
  CallId,
  Endpoint,
  GroupName,
  LegId,
  LegReport,
  Party,
  RoomId,
  SurveyReport,
} from "../../acd/index.ts";
import type { SwitchEvent } from "../port.ts";
import type { Rooms } from "./rooms.ts";

export type OfferCommand = Extract<AcdCommand, { type: "leg.offer" }>;
export type DialCommand = Extract<AcdCommand, { type: "leg.dial" }>;
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
  /** `room`: it meets others there, or is the first; `called`: nobody there has answered yet. */
  mode: "asking" | "waiting" | "offering" | "talking" | "room" | "surveying" | "called";
  readonly direction: "outbound" | undefined;
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
  /** Extension of the phone, or the number behind a trunk. */
  readonly address: string;
  /** What the leg was made for: to ring, or the call its phone placed once that was allowed. */
  readonly offer: OfferCommand | ConsultCommand | undefined;
  dial: DialCommand | undefined;
  readonly startedAt: number;
  /** `asking`: the phone placed a call and waits for what becomes of it. */
  state: "asking" | "dialing" | "ringing" | "up";
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

/** What the engine writes on a customer's leg with each step. */
export function label(
  leg: CustomerLeg,
  { callId, group, joinedAt }: Pick<OfferCommand, "callId" | "group" | "joinedAt">,
): void {
  leg.callId = callId;
  leg.group = group;
  leg.joinedAt = joinedAt;
}

export function notInTalk(legId: LegId, command: AcdCommand["type"]): SwitchEvent {
  return { type: "command.failed", legId, command, detail: "no such leg in a talk" };
}

/** What a hold, or its end, comes to. */
export function holdOrRetrieve(
  leg: AgentLeg | undefined,
  command: Extract<AcdCommand, { type: "leg.hold" | "leg.retrieve" }>,
): SwitchEvent {
  const { legId, type } = command;
  if (leg?.state !== "up") return notInTalk(legId, type);
  leg.heldAt = type === "leg.hold" ? command.heldAt : undefined;
  return { type: type === "leg.hold" ? "leg.held" : "leg.retrieved", legId };
}

/** By what a simulated phone is known: an extension, or the number of one behind a trunk. */
export function addressOf(endpoint: Endpoint): string {
  return endpoint.kind === "pstn" ? endpoint.number : endpoint.extension;
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
    direction: undefined,
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

export function newAgentLeg(
  legId: LegId,
  offer: OfferCommand | ConsultCommand,
  startedAt: number,
  partner?: LegId,
): AgentLeg {
  return {
    legId,
    address: addressOf(offer.endpoint),
    offer,
    dial: undefined,
    startedAt,
    state: "dialing",
    answeredAt: undefined,
    muted: false,
    heldAt: undefined,
    cancelNext: () => undefined,
    partner,
  };
}

/** What a listing of the switch says. */
export function reportLegs(
  customers: readonly CustomerLeg[],
  agentLegs: readonly AgentLeg[],
  rooms: Rooms,
): LegReport[] {
  const peerOf = ({ legId, partner }: AgentLeg): LegId | undefined =>
    customers.find(({ agentLegId }) => agentLegId === legId)?.legId ?? partner;
  return [
    ...customers.map((leg) => reportCustomer(leg, rooms.roomOf(leg.legId))),
    ...agentLegs.map((leg) => reportAgentLeg(leg, peerOf(leg), rooms.roomOf(leg.legId))),
  ];
}

function reportCustomer(leg: CustomerLeg, room: RoomId | undefined): LegReport {
  return {
    legId: leg.legId,
    role: "customer",
    state: leg.answeredAt === undefined ? "ringing" : "up",
    callId: leg.callId,
    agent: undefined,
    peerLegId: leg.agentLegId,
    from: leg.from,
    to: leg.to,
    direction: leg.direction,
    group: leg.group,
    joinedAt: leg.joinedAt,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    room,
    survey: leg.survey,
  };
}

function reportAgentLeg(leg: AgentLeg, customerLegId: LegId | undefined, room: RoomId | undefined): LegReport {
  const { offer, dial } = leg;
  const about = offer ?? dial;
  const phone = dial?.phone ?? offer?.endpoint.kind;
  return {
    legId: leg.legId,
    role: "agent",
    state: leg.state === "asking" ? "ringing" : leg.state,
    callId: about?.callId,
    agent: about?.agent,
    peerLegId: customerLegId,
    from: undefined,
    to: undefined,
    group: about?.group,
    joinedAt: offer?.type === "leg.offer" ? offer.joinedAt : undefined,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    offerId: offer?.type === "leg.consult" ? offer.consultId : offer?.offerId,
    segmentId: about?.segmentId,
    recordingPart: about?.type === "leg.consult" ? undefined : about?.recordingPart,
    phone: phone === "pstn" ? undefined : phone,
    heldAt: leg.heldAt,
    room,
    consultId: offer?.type === "leg.consult" ? offer.consultId : undefined,
  };
}
