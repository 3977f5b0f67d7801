/** The things of the engine's state and the closed unions of words they use. Times are engine time: ms since the epoch, UTC. */

export type CallId = string;
export type LegId = string;
export type EntryId = string;
export type OfferId = string;
export type SegmentId = string;
export type ListenId = string;
export type AgentName = string;
export type GroupName = string;

/** What an agent chooses: 在线, 小休, 外呼, 离线. */
export type ChosenState = "online" | "break" | "outbound" | "offline";

/**
 * What an agent is doing, whatever was chosen. `dialing`: its phone placed a call that nobody answered yet; `held`: its customer is
 * on hold; `recovering`: its phone was lost in a talk and is being called back; `listening`: a leader's own phone is in an agent's talk.
 */
export type Activity =
  | "idle"
  | "ringing"
  | "dialing"
  | "talking"
  | "held"
  | "consulting"
  | "conferencing"
  | "recovering"
  | "acw"
  | "listening";

/** What the state pill shows and the state log records: the activity where there is one, else the choice. */
export type AgentState =
  ChosenState | "ringing" | "dialing" | "talking" | "held" | "consulting" | "conferencing" | "acw" | "listening";

/** Who hears the leader in a talk it listens to: nobody, the agent only, or both. */
export type ListenMode = "listen" | "whisper" | "barge";

export type PhoneKind = "browser" | "sip";

/** `arriving` … `offered` for those that came to us, `dialing` for those we placed. */
export type CallState =
  "dialing" | "arriving" | "waiting" | "offered" | "talking" | "recovering" | "surveying" | "ended";

export type LegRole = "customer" | "agent" | "duty" | "supervisor";
export type LegState = "dialing" | "ringing" | "early" | "up" | "held" | "gone";

export type EntryState = "waiting" | "answered" | "abandoned" | "timed-out";

export type OfferState = "dialing" | "ringing" | "answered" | "rejected" | "no-answer" | "caller-gone" | "failed";

export type SegmentState = "talking" | "held" | "consulting" | "conferencing" | "recovering" | "ended";

/** What of the satisfaction survey a customer hears: the question, the question once more, the last words. */
export type SurveyPart = "ask" | "again" | "thanks";

export type RatingState = "asked" | "rated" | "unanswered";

/** Why a leg ended, in our words; the raw codes are kept beside. One table makes it from SIP status and Q.850 cause. */
export type LegEndCause =
  | "normal" // BYE or our own hang-up in an answered call
  | "caller-gone" // CANCEL before answer
  | "no-answer"
  | "busy"
  | "rejected"
  | "not-registered"
  | "unreachable" // no route, transport failed, 5xx
  | "invalid-number"
  | "media-lost" // no RTP within the media timeout
  | "barred"
  | "congestion"
  | "switch-lost"
  | "unknown";

/** Who ended a leg: the far party, we by command, or nobody (it was lost). */
export type EndedBy = "party" | "us" | "lost";

export type CallEndReason =
  | "agent-hung-up"
  | "customer-hung-up"
  | "abandoned" // while waiting or while an agent's phone rang
  | "no-route" // the number leads nowhere
  | "trunk-full" // the trunk has all the calls it may have
  | "lost" // the customer's leg was lost
  | "switch-lost"
  // of a call we placed that nobody answered
  | "cancelled" // the agent hung up first
  | "busy"
  | "no-answer"
  | "rejected"
  | "invalid-number" // 空号
  | "powered-off" // 关机, 不在服务区
  | "line-failed"
  | "emergency"; // served by the duty list while the server was away

/** Where an agent passes a customer on to. */
export type TransferTarget =
  { readonly kind: "agent"; readonly agent: AgentName } | { readonly kind: "group"; readonly group: GroupName };

/**
 * Of a transfer: `answered` when somebody else talks with the customer, `returned` when nobody took it and it went back to who passed
 * it on. Of a consult: `completed` when the consulted got the customer, `conferenced` when it was let go after all three talked,
 * `retrieved` when it was let go, `failed` when it never answered. `abandoned`: the customer hung up before.
 */
export type HandoverOutcome =
  "open" | "answered" | "returned" | "abandoned" | "completed" | "conferenced" | "retrieved" | "failed";

/** What an agent does once it has consulted somebody; in a conference `retrieve` removes the third, `complete` leaves. */
export type ConsultStep = "retrieve" | "swap" | "complete" | "conference";

/** Whom the consulting agent talks with: the consulted, the customer, or both. */
export type ConsultSide = "target" | "customer" | "both";

/** Where legs of a call meet. Never used again once left: the switch may still be ending it. */
export type RoomId = string;

/** Why what a person asked was not done, where the person can be told; the API makes its error codes from these. */
export type Refusal =
  | "not-talking"
  | "target-unknown"
  | "target-self"
  | "target-busy"
  | "target-away"
  | "target-group-empty"
  | "consulting"
  | "not-consulting"
  | "consult-not-answered";

export type CallDirection = "inbound" | "outbound";

/** Why a phone may not place a call; the page has the words. */
export type DialRefusal =
  | "not-signed-in"
  | "wrong-state" // the dial pad needs 外呼, click to call 外呼 or 在线
  | "busy"
  | "number-invalid"
  | "no-line"; // no trunk, or none with a channel free

export interface Party {
  /** As the carrier gave it, made safe for storage; never spliced into a dial string unescaped. */
  readonly number: string;
  readonly name: string | undefined;
}

export interface RawCause {
  readonly q850: number | undefined;
  readonly sip: number | undefined;
  readonly text: string | undefined;
}

/** Where a leg of ours rings: an agent's phone, or a number behind a trunk. */
export type Endpoint = PhoneEndpoint | PstnEndpoint;

export type PhoneEndpoint =
  { readonly kind: "browser"; readonly extension: string } | { readonly kind: "sip"; readonly extension: string };

export interface PstnEndpoint {
  readonly kind: "pstn";
  /** As the trunk wants it. */
  readonly number: string;
  readonly trunk: string;
  /** What the called party sees; one the trunk may show. */
  readonly callerId: string;
}
