import type { HangUpCause, SurveyPrompts } from "../commands.ts";
import type { AgentConfig, GroupConfig } from "../config.ts";
import type { DecisionRule, SegmentFact } from "../facts.ts";
import type {
  Activity,
  AgentName,
  AgentState,
  CallDirection,
  CallId,
  CallState,
  ChosenState,
  ConsultSide,
  EntryId,
  GroupName,
  LegEndCause,
  LegId,
  LegRole,
  ListenId,
  ListenMode,
  OfferId,
  OfferState,
  Party,
  PhoneKind,
  PstnEndpoint,
  RatingState,
  RawCause,
  RoomId,
  SegmentId,
  TransferTarget,
  SurveyPart,
} from "../model.ts";

/** The things the engine holds. Plain data: a snapshot is these records as they are. */
export interface AgentRecord {
  readonly name: AgentName;
  config: AgentConfig;
  /** No longer in the configuration; vanishes when its work is done. */
  removed: boolean;
  signedInAt: number | undefined;
  sessionLostAt: number | undefined;
  /** Signed out in a talk: takes effect after it. */
  signOutAsked: SignOut | undefined;
  chosen: ChosenState;
  breakReason: string | undefined;
  /** Who forced the choice, until a row of the state log has said so. */
  forcedBy?: string | undefined;
  activity: Activity;
  callId: CallId | undefined;
  /** metrics.md S10: latest of ACW end, change to online, end of a missed offer. */
  idleSince: number;
  phones: PhoneKind[];
  wrapUp: WrapUp | undefined;
  /** Its latest talk was given to a leader; until the next call. */
  takenOver?: TakenOver | undefined;
  shown: Shown;
}

export interface TakenOver {
  readonly callId: CallId;
  /** The leader who has the customer now. */
  readonly by: AgentName;
}

export interface SignOut {
  readonly at: number;
  readonly by: string;
  readonly why: "signed-out" | "session-lost" | "agent-removed";
}

/** After-call work: the segment it belongs to and when it ends by itself. */
export interface WrapUp {
  readonly segment: SegmentFact;
  /** Undefined: when the agent says so (S19). */
  readonly until: number | undefined;
}

/** What the state pill shows; a change of it is a row of the state log. */
export interface Shown {
  readonly signedIn: boolean;
  readonly state: AgentState;
  readonly breakReason: string | undefined;
  readonly callId: CallId | undefined;
  readonly since: number;
  readonly seq: number;
}

export interface CallRecord {
  readonly callId: CallId;
  readonly direction: CallDirection;
  state: CallState;
  /** Of a call we placed: the number it shows. */
  from: Party;
  readonly to: string;
  trunk: string | undefined;
  group: GroupName;
  agent: AgentName | undefined;
  readonly arrivedAt: number;
  answeredAt: number | undefined;
  /** Of a call we placed: of the present try. */
  customerLegId: LegId;
  /** The customer was answered and hears music, so no ringing tone may follow. */
  hasWaited: boolean;
  entry: EntryRecord | undefined;
  /** Place in the queue: the first join time, kept through failed offers and lost talks. */
  rankAt: number;
  readonly order: number;
  /**
   * What the customer's leg is doing on the switch: `settled` in its wait or offer; `due-to-ask` since what it was in is over
   * and it will ask by itself, the next command is its answer; `leaving`: the same, but it is probably hanging up;
   * `asking` at this very moment.
   */
  customer: "settled" | "due-to-ask" | "leaving" | "asking";
  /** Agents who missed the call or could not be reached for it, and when. */
  declined: Record<AgentName, number>;
  /** The agent's call to the customer, until somebody answers. */
  dial: DialRecord | undefined;
  offer: OfferRecord | undefined;
  segment: SegmentRecord | undefined;
  recovery: RecoveryRecord | undefined;
  /** Passed on by an agent, and nobody has the customer yet. */
  handover: HandoverRecord | undefined;
  /** Passed on by `by` to `from`, who did not take it; until somebody talks with the customer. */
  returned?: { readonly by: AgentName; readonly from: AgentName } | undefined;
  /** Somebody whom the agent of the segment consults, or who is the third in a conference. */
  consult: ConsultRecord | undefined;
  /** The talk is in a room, no longer in the bridge of an offer. */
  inRoom: boolean;
  /** Where the talk meets now. A new meeting has a new room: the switch takes one that is ending for the one of that name. */
  room: RoomId;
  /** Legs the switch has said to be in the call's room. */
  roomLegs: LegId[];
  /** The meeting ended for the customer, and the agent's leg has not said yet whether it hung up. */
  leftAlone: boolean;
  survey: SurveyRecord | undefined;
  decisions: number;
  lastRule: DecisionRule | undefined;
  heardAt: number;
  /** Signs missed in a row by a waiting leg. */
  silences: number;
  /** Commands in a row that the switch could not carry out on the customer's leg. */
  failures: number;
}

export interface HandoverRecord {
  readonly handoverId: string;
  readonly segmentId: SegmentId;
  readonly by: AgentName;
  readonly target: TransferTarget;
  readonly startedAt: number;
}

export interface ConsultRecord {
  readonly consultId: string;
  readonly by: AgentName;
  readonly target: TransferTarget;
  readonly agent: AgentName;
  readonly legId: LegId;
  readonly phone: PhoneKind;
  readonly extension: string;
  readonly ringMs: number;
  readonly startedAt: number;
  /** Of the segment it will have if it gets the customer. */
  readonly segmentId: SegmentId;
  state: "dialing" | "ringing" | "talking";
  ringingAt: number | undefined;
  answeredAt: number | undefined;
  with: ConsultSide;
  /** Where the two meet beside, once they have left the bridge it began with. */
  room: RoomId | undefined;
  /** Since all three talk. */
  segment: SegmentRecord | undefined;
  /** Whom it talks with hears nothing from the consulted. */
  muted?: boolean;
}

export interface EntryRecord {
  readonly entryId: EntryId;
  readonly joinedAt: number;
}

export interface OfferRecord {
  readonly offerId: OfferId;
  readonly agent: AgentName;
  readonly agentLegId: LegId;
  readonly phone: PhoneKind;
  readonly extension: string;
  state: Extract<OfferState, "dialing" | "ringing">;
  readonly offeredAt: number;
  /** Undefined until the command went out: it may have to wait for the customer's leg to ask. */
  sentAt: number | undefined;
  ringingAt: number | undefined;
  answeredAt: number | undefined;
  readonly segmentId: SegmentId;
  readonly ringMs: number;
  readonly recordingPart: number | undefined;
  readonly resume: boolean;
  /** The phone answers by itself, as one that is called back: the agent has asked for this call. */
  readonly answersItself?: boolean;
  /** The phone registered anew since: however this offer fails, it does not speak of that registration. */
  phoneRenewed: boolean;
}

/** A call an agent's phone placed, until it is answered: its leg asks, the customer's is tried over one trunk after the other. */
export interface DialRecord {
  readonly agent: AgentName;
  readonly phone: PhoneKind;
  readonly agentLegId: LegId;
  readonly segmentId: SegmentId;
  readonly recordingPart: number | undefined;
  readonly request: string | undefined;
  readonly startedAt: number;
  /** Ways not tried yet. */
  left: readonly PstnEndpoint[];
  way: PstnEndpoint;
  ringingAt: number | undefined;
  /** The carrier sends sound of its own. */
  early: boolean;
  /** The switch has joined both legs, which it does before the answer where the carrier sends sound of its own. */
  joined: boolean;
  /** How the customer's leg of the present try ended; the agent's will ask. */
  failed: LegEndCause | undefined;
}

export interface SegmentRecord {
  readonly segmentId: SegmentId;
  readonly offerId: OfferId | undefined;
  /** The agent placed the call by hand. */
  readonly dialled: boolean;
  readonly agent: AgentName;
  readonly phone: PhoneKind;
  agentLegId: LegId;
  readonly bridgedAt: number;
  recordingParts: number;
  muted: boolean;
  /** Since when the customer is on hold, undefined while both hear each other. */
  heldAt: number | undefined;
  /** Of the holds that are over. */
  heldMs: number;
  /** The agent pressed hang up: however its leg goes, the talk is over. */
  hangUpAsked: boolean;
  /** Its recording begins when its leg comes into the room, not with an offer. */
  recordAtJoin: boolean;
}

export interface RecoveryRecord {
  readonly until: number;
  tries: number;
}

/** After the last talk; as it was configured when it began. */
export interface SurveyRecord {
  part: SurveyPart;
  readonly segmentId: SegmentId;
  readonly agent: AgentName;
  readonly prompts: SurveyPrompts;
  readonly levels: number;
  /** Of the levels; fewer where the configuration of that time is not known. */
  readonly labels: readonly string[];
  readonly waitMs: number;
  /** Undefined until the customer's leg was given the question. */
  askedAt: number | undefined;
  keys: string;
  state: RatingState;
  level: number | undefined;
  answeredAt: number | undefined;
}

/** A leader whose phone is in an agent's talk, or on its way there. */
export interface ListenRecord {
  readonly listenId: ListenId;
  readonly leader: AgentName;
  readonly by: string;
  readonly phone: PhoneKind;
  readonly legId: LegId;
  readonly callId: CallId;
  readonly segmentId: SegmentId;
  readonly agent: AgentName;
  readonly group: GroupName;
  /** As asked; `stretch` says what is so. */
  mode: ListenMode;
  stretch: { readonly seq: number; readonly mode: ListenMode; readonly startedAt: number } | undefined;
}

export interface LegRecord {
  readonly legId: LegId;
  readonly callId: CallId;
  readonly role: LegRole;
  readonly agent: AgentName | undefined;
  readonly createdAt: number;
  /** The switch has shown that it exists. */
  seen: boolean;
  ringingAt: number | undefined;
  answeredAt: number | undefined;
  closing: { readonly cause: HangUpCause; readonly tries: number } | undefined;
  /** Of an agent's leg: it is due to ask by itself, asks just now, or was told what to do. */
  asks: "settled" | "due" | "asking";
}

export interface LegEnd {
  readonly at: number;
  readonly cause: LegEndCause;
  readonly raw: RawCause | undefined;
}

/** A group that the configuration no longer has, or has as outbound, serves on until its last call is over. */
export interface GroupRecord {
  readonly name: GroupName;
  config: GroupConfig;
  removed: boolean;
  /** Callers are matched with members in 在线; else it is a group whose members are free in 外呼. */
  takesQueue: boolean;
  openCalls: number;
  /** Agent → priority, 1 first. */
  members: Map<AgentName, number>;
}
