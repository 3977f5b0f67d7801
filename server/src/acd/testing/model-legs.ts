import type { AcdCommand } from "../commands.ts";
import type { LegReport, SurveyReport } from "../events.ts";
import type { LegId, RoomId } from "../model.ts";

export type Command<Type extends AcdCommand["type"]> = Extract<AcdCommand, { type: Type }>;
export type Offer = Command<"leg.offer">;
export type Dial = Command<"leg.dial">;
export type Survey = Command<"leg.survey">;

export interface CustomerLeg {
  readonly legId: LegId;
  readonly to: string;
  readonly trunk: string;
  readonly startedAt: number;
  /** `called`: we called it, and nobody there answered yet. */
  mode: "asking" | "waiting" | "offering" | "talking" | "room" | "surveying" | "called";
  readonly outbound: boolean;
  agentLegId: LegId | undefined;
  callId: string | undefined;
  group: string | undefined;
  joinedAt: number | undefined;
  survey: SurveyReport | undefined;
}

export interface AgentLeg {
  readonly legId: LegId;
  readonly agent: string;
  /** Neither: its phone placed a call and waits for what becomes of it. */
  readonly offer: Offer | Command<"leg.consult"> | undefined;
  dial: Dial | undefined;
  state: "asking" | "dialing" | "ringing" | "up";
  readonly startedAt: number;
  heldAt: number | undefined;
  /** `bridge`: with the customer of its offer, or with whom it consults or who consults it. */
  place: "bridge" | "room" | "parked" | "asking";
  /** The other leg of a consult's bridge. */
  partner: LegId | undefined;
}

/** Of the called party. */
export function calledLeg(
  { customerLegId, callId, group, endpoint, startedAt, legId }: Dial,
  now: number,
): CustomerLeg {
  return {
    legId: customerLegId,
    to: endpoint.number,
    trunk: endpoint.trunk,
    startedAt: now,
    mode: "called",
    outbound: true,
    agentLegId: legId,
    callId,
    group,
    joinedAt: startedAt,
    survey: undefined,
  };
}

/** What a listing of the switch says of it. */
export function reportCustomer(leg: CustomerLeg, room: RoomId | undefined): LegReport {
  return {
    legId: leg.legId,
    role: "customer",
    state: leg.mode === "called" ? "ringing" : "up",
    direction: leg.outbound ? "outbound" : undefined,
    callId: leg.callId,
    agent: undefined,
    peerLegId: leg.agentLegId,
    from: { number: "13800000000", name: undefined },
    to: leg.to,
    group: leg.group,
    joinedAt: leg.joinedAt,
    startedAt: leg.startedAt,
    room,
    survey: leg.survey,
  };
}

export function reportAgentLeg(leg: AgentLeg, customerLegId: LegId | undefined, room: RoomId | undefined): LegReport {
  const { offer, dial } = leg;
  const about = offer ?? dial;
  return {
    legId: leg.legId,
    role: "agent",
    state: leg.state === "asking" ? "ringing" : leg.state,
    callId: about?.callId,
    agent: leg.agent,
    peerLegId: customerLegId,
    from: undefined,
    to: undefined,
    group: about?.group,
    joinedAt: offer?.type === "leg.offer" ? offer.joinedAt : undefined,
    startedAt: leg.startedAt,
    segmentId: about?.segmentId,
    offerId: offer?.type === "leg.consult" ? offer.consultId : offer?.offerId,
    recordingPart: about?.type === "leg.consult" ? undefined : about?.recordingPart,
    heldAt: leg.heldAt,
    room,
    consultId: offer?.type === "leg.consult" ? offer.consultId : undefined,
  };
}
