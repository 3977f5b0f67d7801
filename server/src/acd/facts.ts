import type {
  AgentName,
  AgentState,
  CallDirection,
  CallEndReason,
  CallId,
  CallState,
  EntryId,
  EntryState,
  GroupName,
  HandoverOutcome,
  LegEndCause,
  LegId,
  LegRole,
  ListenId,
  ListenMode,
  OfferId,
  OfferState,
  PhoneKind,
  RatingState,
  RawCause,
  SegmentId,
  SegmentState,
  TransferTarget,
} from "./model.ts";

/**
 * What the engine has come to know, as whole rows: the projections upsert them by key, so writing one twice is harmless.
 * Times are engine time in ms.
 */
export type AcdFact =
  | { readonly table: "calls"; readonly row: CallFact }
  | { readonly table: "legs"; readonly row: LegFact }
  | { readonly table: "queue_entries"; readonly row: EntryFact }
  | { readonly table: "offers"; readonly row: OfferFact }
  | { readonly table: "segments"; readonly row: SegmentFact }
  | { readonly table: "agent_state_changes"; readonly row: AgentStateFact }
  | { readonly table: "agent_sessions"; readonly row: AgentSessionFact }
  | { readonly table: "ratings"; readonly row: RatingFact }
  | { readonly table: "decisions"; readonly row: DecisionFact }
  | { readonly table: "handovers"; readonly row: HandoverFact }
  | { readonly table: "listens"; readonly row: ListenFact };

export interface CallFact {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly state: CallState;
  readonly fromNumber: string;
  readonly fromName: string | undefined;
  readonly toNumber: string;
  readonly trunk: string | undefined;
  readonly group: GroupName | undefined;
  /** The agent of the last segment. */
  readonly agent: AgentName | undefined;
  readonly arrivedAt: number;
  /** First bridge with an agent. */
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly endReason: CallEndReason | undefined;
}

export interface LegFact {
  readonly legId: LegId;
  readonly callId: CallId;
  readonly role: LegRole;
  readonly agent: AgentName | undefined;
  readonly createdAt: number;
  readonly ringingAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly cause: LegEndCause | undefined;
  readonly raw: RawCause | undefined;
}

export interface EntryFact {
  readonly entryId: EntryId;
  readonly callId: CallId;
  readonly group: GroupName;
  readonly state: EntryState;
  readonly joinedAt: number;
  readonly leftAt: number | undefined;
}

export interface OfferFact {
  readonly offerId: OfferId;
  readonly callId: CallId;
  /** Undefined where the phone rang without a wait in a queue: a transfer to this very agent. */
  readonly entryId: EntryId | undefined;
  readonly group: GroupName;
  readonly agent: AgentName;
  readonly legId: LegId;
  /** `pstn`: a number of the duty list. */
  readonly phone: PhoneKind | "pstn";
  readonly state: OfferState;
  readonly offeredAt: number;
  readonly ringingAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly cause: LegEndCause | undefined;
}

export interface SegmentFact {
  readonly segmentId: SegmentId;
  readonly callId: CallId;
  /** Undefined where the agent placed the call. */
  readonly offerId: OfferId | undefined;
  readonly group: GroupName;
  readonly agent: AgentName;
  readonly state: SegmentState;
  readonly bridgedAt: number;
  readonly endedAt: number | undefined;
  /** Recording parts begun so far; 0 where the group does not record. */
  readonly recordingParts: number;
  /** Time the customer was on hold, of the holds that are over. */
  readonly heldMs: number;
  /** Set when the agent was released from after-call work. */
  readonly releasedAt: number | undefined;
}

/** The satisfaction survey of a call (S13), credited to the agent of its last segment. */
export interface RatingFact {
  readonly callId: CallId;
  readonly segmentId: SegmentId;
  readonly agent: AgentName;
  readonly group: GroupName;
  readonly state: RatingState;
  /** How many there were to choose from. */
  readonly levels: number;
  /** 1 is the best. */
  readonly level: number | undefined;
  /** What the level was called when it was pressed. */
  readonly label: string | undefined;
  /** The first key after each prompt, wrong ones too. */
  readonly keys: string;
  readonly askedAt: number;
  readonly answeredAt: number | undefined;
}

export interface AgentStateFact {
  /** Agent and instant the state began; the next row of the agent ends it. */
  readonly agent: AgentName;
  readonly seq: number;
  readonly at: number;
  readonly state: AgentState;
  readonly breakReason: string | undefined;
  readonly by: string;
  readonly why: string;
  readonly callId: CallId | undefined;
}

export interface AgentSessionFact {
  readonly agent: AgentName;
  readonly signedInAt: number;
  readonly signedOutAt: number | undefined;
  readonly why: string | undefined;
}

/** A leader in an agent's talk, one row for each stretch in one mode: who, whom, in which call, from when to when. */
export interface ListenFact {
  readonly listenId: ListenId;
  readonly seq: number;
  readonly callId: CallId;
  readonly segmentId: SegmentId;
  readonly group: GroupName;
  /** Whose talk it is. */
  readonly agent: AgentName;
  readonly leader: AgentName;
  readonly by: string;
  readonly mode: ListenMode;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** Why a call went where it went. */
export interface DecisionFact {
  readonly callId: CallId;
  readonly seq: number;
  readonly at: number;
  readonly group: GroupName | undefined;
  readonly rule: DecisionRule;
  readonly chosen: AgentName | undefined;
  /** Those looked at, in the order of the rule; capped, `membersNotListed` says how many more the group has. */
  readonly candidates: readonly Candidate[];
  readonly membersNotListed: number;
  readonly deploymentHash: string;
}

/** A customer passed on by one agent to somebody else, or somebody consulted about it. */
export interface HandoverFact {
  readonly handoverId: string;
  readonly kind: "transfer" | "consult";
  readonly callId: CallId;
  /** Of the agent who passed the customer on. */
  readonly segmentId: SegmentId;
  readonly by: AgentName;
  readonly targetKind: TransferTarget["kind"];
  readonly target: string;
  readonly startedAt: number;
  /** Of a consult: when the consulted answered. */
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly outcome: HandoverOutcome;
}

export type DecisionRule =
  /** An agent placed the call; `chosen` is that agent. */
  | "dialled"
  | "longest-idle"
  | "no-agent-free"
  | "resume-agent"
  | "adopted"
  /** A leader took it out of its agent's hands. */
  | "taken-over"
  /** An agent passed the customer on to this very agent. */
  | "transferred"
  /** The agent it was passed on to did not take it: back to who passed it on. */
  | "returned"
  | RefusalRule;

/** Why a call is not taken at all. */
export type RefusalRule =
  | "no-route"
  | "wrong-trunk" // the number's calls come over another one
  | "trunk-full";

export interface Candidate {
  readonly agent: AgentName;
  readonly eligible: boolean;
  readonly why: CandidateReason;
  /** Since when it is idle, where that is what the rule compares. */
  readonly idleSince: number | undefined;
}

export type CandidateReason =
  | "longest-idle"
  | "idle-less-long"
  | "lower-priority"
  | "not-signed-in"
  | "session-lost"
  | "phone-lost"
  | "on-break"
  | "outbound"
  | "offline"
  | "ringing"
  | "talking"
  | "acw"
  | "missed-this-call";
