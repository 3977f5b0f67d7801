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
  LegId,
  ListenMode,
  OfferId,
  Party,
  PhoneKind,
  SegmentId,
  TransferTarget,
} from "./model.ts";

/** Plain copies of parts of the engine's state, for the live pages, the API and the command line. Times in engine ms. */
export interface AgentView {
  readonly agent: AgentName;
  readonly label: string;
  readonly signedIn: boolean;
  /** The browser session is gone and its grace time runs. */
  readonly sessionLost: boolean;
  readonly chosen: ChosenState;
  readonly breakReason: string | undefined;
  readonly activity: Activity;
  readonly state: AgentState;
  readonly stateSince: number;
  readonly phones: readonly PhoneKind[];
  readonly groups: readonly GroupName[];
  readonly callId: CallId | undefined;
  /** When after-call work ends by itself. */
  readonly acwUntil: number | undefined;
  /** The talk this leader is in, or on its way into. */
  readonly listening?: ListenView | undefined;
  /** A leader took the customer of its latest talk over; until the next call. */
  readonly takenOver?: { readonly callId: CallId; readonly by: AgentName } | undefined;
}

export interface ListenView {
  readonly callId: CallId;
  /** Whose talk it is. */
  readonly agent: AgentName;
  /** As asked. */
  readonly mode: ListenMode;
  /** What is so; undefined until the leader hears the talk. */
  readonly present: ListenMode | undefined;
}

export interface GroupView {
  readonly group: GroupName;
  readonly label: string;
  readonly waiting: number;
  /** Join time of the longest waiting caller. */
  readonly oldestJoinedAt: number | undefined;
  readonly signedIn: number;
  readonly free: number;
  readonly talking: number;
}

export interface CallView {
  readonly callId: CallId;
  readonly direction: CallDirection;
  readonly state: CallState;
  readonly from: Party;
  readonly to: string;
  readonly group: GroupName | undefined;
  readonly arrivedAt: number;
  readonly entryId: EntryId | undefined;
  readonly joinedAt: number | undefined;
  readonly customerLegId: LegId;
  /** The agent's call to the customer, until somebody answers. */
  readonly dial: DialView | undefined;
  readonly offer: OfferView | undefined;
  readonly segment: SegmentView | undefined;
  readonly consult: ConsultView | undefined;
}

/** Somebody an agent consults, or the third in a conference. */
export interface ConsultView {
  readonly consultId: string;
  readonly by: AgentName;
  readonly target: TransferTarget;
  readonly agent: AgentName;
  readonly legId: LegId;
  readonly state: "dialing" | "ringing" | "talking";
  readonly with: ConsultSide;
  readonly startedAt: number;
  readonly answeredAt: number | undefined;
  /** Nobody hears the consulted. */
  readonly muted: boolean;
}

export interface DialView {
  readonly agent: AgentName;
  readonly agentLegId: LegId;
  readonly startedAt: number;
  readonly ringingAt: number | undefined;
  /** The agent hears the carrier's own sound. */
  readonly early: boolean;
  readonly request: string | undefined;
}

export interface OfferView {
  readonly offerId: OfferId;
  readonly agent: AgentName;
  readonly agentLegId: LegId;
  readonly offeredAt: number;
  readonly ringingAt: number | undefined;
  /** This agent had passed the customer on to that one, who did not take it. */
  readonly returnedFrom?: AgentName | undefined;
}

export interface SegmentView {
  readonly segmentId: SegmentId;
  readonly agent: AgentName;
  readonly agentLegId: LegId;
  readonly bridgedAt: number;
  readonly muted: boolean;
  /** Since when the customer is on hold. */
  readonly heldAt: number | undefined;
}
