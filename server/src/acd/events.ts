import type { AcdConfig } from "./config.ts";
import type {
  AgentName,
  CallId,
  ChosenState,
  ConsultSide,
  ConsultStep,
  EndedBy,
  LegEndCause,
  LegId,
  LegRole,
  LegState,
  ListenId,
  ListenMode,
  OfferId,
  Party,
  PhoneKind,
  RawCause,
  RoomId,
  SegmentId,
  TransferTarget,
  SurveyPart,
} from "./model.ts";

/** Everything that may happen to the engine. Each is journaled as it is, so each must be plain JSON. */
export type AcdEvent =
  /** First event of a server's life; the seed makes the ids of this life unique. */
  | { readonly type: "engine.started"; readonly idSeed: string }
  | { readonly type: "config.applied"; readonly config: AcdConfig }
  /** A deadline is due; carries nothing, `now` says it. */
  | { readonly type: "tick" }

  // people
  | { readonly type: "agent.signed-in"; readonly agent: AgentName }
  | { readonly type: "agent.signed-out"; readonly agent: AgentName; readonly by: string }
  /** The last live socket of the agent closed; the grace time runs. */
  | { readonly type: "agent.session-lost"; readonly agent: AgentName }
  | { readonly type: "agent.session-back"; readonly agent: AgentName }
  | {
      readonly type: "agent.state-chosen";
      readonly agent: AgentName;
      readonly state: ChosenState;
      readonly breakReason?: string;
      readonly by: string;
    }
  | { readonly type: "agent.acw-ended"; readonly agent: AgentName; readonly by: string }
  /** A leader's word: no cap or limit of the agent's own holds against it, and the log says whose it was. */
  | {
      readonly type: "agent.state-forced";
      readonly agent: AgentName;
      readonly state: ChosenState;
      readonly breakReason?: string;
      readonly by: string;
    }
  | { readonly type: "agent.acw-extended"; readonly agent: AgentName; readonly byMs: number; readonly by: string }
  | { readonly type: "offer.rejected"; readonly agent: AgentName; readonly callId: CallId }
  | { readonly type: "call.hang-up-asked"; readonly agent: AgentName; readonly callId: CallId }
  | { readonly type: "call.mute-asked"; readonly agent: AgentName; readonly callId: CallId; readonly on: boolean }
  | { readonly type: "call.hold-asked"; readonly agent: AgentName; readonly callId: CallId; readonly on: boolean }
  /** Blind transfer: the agent leaves, the customer goes on to somebody else. */
  | {
      readonly type: "call.transfer-asked";
      readonly agent: AgentName;
      readonly callId: CallId;
      readonly target: TransferTarget;
    }

  /** The customer hears music while the agent talks with somebody else. */
  | {
      readonly type: "call.consult-asked";
      readonly agent: AgentName;
      readonly callId: CallId;
      readonly target: TransferTarget;
    }
  | {
      readonly type: "call.consult-step-asked";
      readonly agent: AgentName;
      readonly callId: CallId;
      readonly step: ConsultStep;
      /** Of a swap, whom the agent wants to talk with: asked for what is so, nothing changes. Without it, to and fro. */
      readonly to?: Exclude<ConsultSide, "both"> | undefined;
    }

  // leaders, whose rights were looked at before
  /** The leader's phone is taken into the talk, or heard by others in it from now on. */
  | {
      readonly type: "call.listen-asked";
      readonly agent: AgentName;
      readonly callId: CallId;
      readonly mode: ListenMode;
      readonly by: string;
    }
  | { readonly type: "call.listen-end-asked"; readonly agent: AgentName }
  /** The customer is given to the leader; the agent is in after-call work. */
  | { readonly type: "call.take-over-asked"; readonly agent: AgentName; readonly callId: CallId; readonly by: string }

  // phones
  | { readonly type: "phone.registered"; readonly agent: AgentName; readonly phone: PhoneKind }
  | { readonly type: "phone.lost"; readonly agent: AgentName; readonly phone: PhoneKind }
  /** The page of the browser phone was loaded anew and holds no media: a talk on its former leg must be taken back. */
  | { readonly type: "phone.restarted"; readonly agent: AgentName }

  // legs
  /**
   * A customer's leg asks what to do for the first time. `arrivedAt` is earlier than now when it waited in the
   * emergency path while the server was away.
   */
  | {
      readonly type: "call.arrived";
      readonly legId: LegId;
      readonly from: Party;
      readonly to: string;
      /** Undefined for a call the switch itself placed, and where the switch cannot tell. */
      readonly trunk: string | undefined;
      readonly arrivedAt: number;
    }
  /**
   * A leg that has nothing to do asks again: its wait period passed, its offer or consult failed, its talk ended, it was left alone in
   * a room, or a part of its survey is over. `cause` is how the other leg ended where there was one.
   */
  | {
      readonly type: "leg.asked";
      readonly legId: LegId;
      /** `dial`: the leg is an agent's, and the number it called did not answer. */
      readonly after: "wait" | "offer" | "talk" | "room" | "dial" | "survey";
      readonly agentLegId?: LegId;
      readonly cause?: LegEndCause;
      readonly raw?: RawCause;
      /** After a part of the survey. */
      readonly survey?: SurveyReport;
    }
  /** An agent's phone places a call: the leg is the phone's own, and asks what to do. */
  | {
      readonly type: "call.placed";
      readonly legId: LegId;
      readonly agent: AgentName;
      readonly phone: PhoneKind;
      readonly number: string;
      /** From the dial pad, or by a click on a number that is shown somewhere. */
      readonly via: "pad" | "click";
      /** What the page calls it, so that it knows its call again. */
      readonly request?: string;
    }
  /** `early`: with sound of the carrier's own, an announcement or its ringing tone. */
  | { readonly type: "leg.ringing"; readonly legId: LegId; readonly early?: boolean }
  | {
      readonly type: "leg.answered";
      readonly legId: LegId;
      /** Engine time of the true answer, earlier than now when learned from a call record on disk. */
      readonly at?: number;
    }
  | {
      readonly type: "legs.bridged";
      /** A customer's leg, ringing an agent's phone or called by it; or that of an agent who consults. */
      readonly customerLegId: LegId;
      readonly agentLegId: LegId;
      /** Engine time of the true joining, earlier than now when it happened while the server was away. */
      readonly at?: number;
    }
  | {
      readonly type: "leg.ended";
      readonly legId: LegId;
      readonly cause: LegEndCause;
      readonly by: EndedBy;
      readonly raw: RawCause;
      /** Engine time of the true end, earlier than now when learned from a call record on disk. */
      readonly at?: number;
      /** Of a customer's leg that ended in its survey. */
      readonly survey?: SurveyReport;
    }
  /** What leg.hold and leg.retrieve asked of an agent's leg is so. */
  | { readonly type: "leg.held"; readonly legId: LegId }
  | { readonly type: "leg.retrieved"; readonly legId: LegId }
  /** What leg.join asked of a leg is so: it is in the room. */
  | { readonly type: "leg.joined"; readonly legId: LegId; readonly room: RoomId }
  /** A leader's leg has nothing to do: it was answered, the leg it listened to is gone, or it shall be heard otherwise. */
  | { readonly type: "supervisor.asked"; readonly legId: LegId }
  /** A leader's leg hears the talk, and is heard in it as the mode says. */
  | { readonly type: "leg.listening"; readonly legId: LegId; readonly mode: ListenMode }
  /** A command could not be carried out: its confirming event did not come in time or the switch refused. */
  | { readonly type: "command.failed"; readonly legId: LegId; readonly command: string; readonly detail: string }

  // the switch as a place
  | { readonly type: "switch.lost" }
  /** After (re)connecting: every leg the switch has, with what its own variables say. */
  | {
      readonly type: "switch.reconciled";
      readonly legs: readonly LegReport[];
      /** Changes when the switch itself was started anew: legs it does not have then went down with the former one. */
      readonly switchId?: string | undefined;
    };

export interface LegReport {
  readonly legId: LegId;
  readonly role: LegRole;
  readonly state: LegState;
  readonly callId: CallId | undefined;
  readonly agent: AgentName | undefined;
  readonly peerLegId: LegId | undefined;
  readonly from: Party | undefined;
  readonly to: string | undefined;
  readonly trunk?: string | undefined;
  /** Of a customer's leg that we called. */
  readonly direction?: "outbound" | undefined;
  readonly group: string | undefined;
  /** True join time of a waiting caller, from the leg's own variables. */
  readonly joinedAt: number | undefined;
  readonly startedAt: number;
  readonly answeredAt?: number | undefined;
  /** Of an agent's leg, as its leg.offer carried them; so that an adopted talk keeps its ids and its recording. */
  readonly offerId?: OfferId | undefined;
  readonly segmentId?: SegmentId | undefined;
  readonly recordingPart?: number | undefined;
  readonly phone?: PhoneKind | undefined;
  /** Of an agent's leg whose customer is on hold: engine time of the leg.hold. */
  readonly heldAt?: number | undefined;
  /** Of a leg that was told to meet others. */
  readonly room?: RoomId | undefined;
  /** Of the leg of somebody consulted. */
  readonly consultId?: string | undefined;
  /** Of a supervisor's leg; its `agent` is the leader, `peerLegId` the leg it listens to. */
  readonly listen?: { readonly listenId: ListenId; readonly mode: ListenMode; readonly by: string } | undefined;
  /** Of a customer's leg in its survey. */
  readonly survey?: SurveyReport | undefined;
}

/** What a customer's leg keeps of its leg.survey, with the keys pressed up to now: the first of each part. */
export interface SurveyReport {
  readonly part: SurveyPart;
  readonly levels: number;
  readonly segmentId: SegmentId;
  readonly agent: AgentName;
  readonly askedAt: number;
  readonly keys: string;
}

export type AcdEventType = AcdEvent["type"];
