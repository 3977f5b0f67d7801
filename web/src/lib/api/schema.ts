/** The shapes of the HTTP API the pages use; times are ISO-8601 UTC, durations milliseconds. */
export type Role = "agent" | "leader" | "admin" | "senior-manager" | "operator";

export interface SessionInfo {
  readonly user: string;
  readonly label: string;
  readonly roles: Role[];
  readonly agent?: {
    readonly name: string;
    readonly extension: string;
    readonly groups: NamedLabel[];
  };
  readonly mustChangePassword: boolean;
  readonly organization: { readonly label: string; readonly timeZone: string };
  readonly switch: { readonly kind: "freeswitch" | "simulated"; readonly connected: boolean };
}

export interface NamedLabel {
  readonly name: string;
  readonly label: string;
}

export interface PhoneCredentials {
  readonly wsUrl: string;
  readonly uri: string;
  readonly authUser: string;
  readonly password: string;
  readonly expiresAt: string;
  readonly iceServers: {
    readonly urls: string | string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
}

export type ChosenState = "online" | "break" | "outbound" | "offline";
export type CallOutcome = "answered" | "abandoned" | "no-route" | "lost";

export interface CallItem {
  readonly callId: string;
  readonly direction: string;
  readonly state: string;
  readonly fromNumber: string;
  readonly fromName?: string;
  readonly toNumber: string;
  readonly group?: NamedLabel;
  readonly agent?: NamedLabel;
  readonly arrivedAt: string;
  readonly answeredAt?: string;
  readonly endedAt?: string;
  readonly endReason?: string;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly recordings: number;
}

export interface CallOffer {
  readonly offerId: string;
  readonly agent: string;
  readonly state: string;
  readonly offeredAt: string;
  readonly ringingAt?: string;
  readonly endedAt?: string;
}

export interface CallSegment {
  readonly segmentId: string;
  readonly agent: string;
  readonly state: string;
  readonly bridgedAt: string;
  readonly endedAt?: string;
}

export interface CallRecording {
  readonly recordingId: string;
  readonly segmentId: string;
  readonly part: number;
  readonly durationMs?: number;
  readonly state: "open" | "closed" | "salvaged";
}

export interface CallDecision {
  readonly seq: number;
  readonly at: string;
  readonly rule: string;
  readonly chosen?: string;
  readonly candidates: {
    readonly agent: string;
    readonly eligible: boolean;
    readonly why: string;
    readonly idleSince?: string;
  }[];
  readonly membersNotListed: number;
}

export interface CallDetail extends Omit<CallItem, "recordings"> {
  readonly offers: CallOffer[];
  readonly segments: CallSegment[];
  readonly recordings: CallRecording[];
  readonly decisions: CallDecision[];
  readonly timeline: {
    readonly at: string;
    readonly what: string;
    readonly text: { readonly zh: string; readonly en: string };
  }[];
}

interface Json<Body> {
  content: { "application/json": Body };
}
interface Empty {
  content?: never;
}
interface CallPath {
  path: { callId: string };
}
export interface CallsQuery {
  from?: string;
  to?: string;
  number?: string;
  agent?: string;
  group?: string;
  outcome?: CallOutcome;
  cursor?: string;
  limit?: number;
}

/** In the shape openapi-fetch reads. */
export interface paths {
  "/session": {
    get: { responses: { 200: Json<SessionInfo> } };
    post: { requestBody: Json<{ user: string; password: string }>; responses: { 200: Json<SessionInfo> } };
    delete: { responses: { 204: Empty } };
  };
  "/session/password": {
    post: { requestBody: Json<{ current: string; next: string }>; responses: { 204: Empty } };
  };
  "/phone/credentials": { post: { responses: { 200: Json<PhoneCredentials> } } };
  "/agents/me/state": {
    post: { requestBody: Json<{ state: ChosenState; breakReason?: string }>; responses: { 200: Json<unknown> } };
  };
  "/agents/me/acw/end": { post: { responses: { 204: Empty } } };
  /** Only with the simulated switch, whose phones have nobody else to lift them. */
  "/calls/{callId}/answer": { post: { parameters: CallPath; responses: { 202: Empty } } };
  "/calls/{callId}/reject": { post: { parameters: CallPath; responses: { 202: Empty } } };
  "/calls/{callId}/hang-up": { post: { parameters: CallPath; responses: { 202: Empty } } };
  "/calls/{callId}/mute": {
    post: { parameters: CallPath; requestBody: Json<{ on: boolean }>; responses: { 202: Empty } };
  };
  "/break-reasons": { get: { responses: { 200: Json<NamedLabel[]> } } };
  "/calls": {
    get: { parameters: { query?: CallsQuery }; responses: { 200: Json<{ items: CallItem[]; nextCursor?: string }> } };
  };
  "/calls/{callId}": { get: { parameters: CallPath; responses: { 200: Json<CallDetail> } } };
  "/demo/calls": { post: { requestBody: Json<{ to?: string }>; responses: { 202: Json<{ legId: string }> } } };
}
