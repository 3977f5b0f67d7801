// Placeholder until the server's OpenAPI page exists; the server's generator replaces this file.
interface Answer<R> {
  content: { "application/json": R };
}
type Operation<Status extends number, R, Query = never, Body = never, Path = never> = {
  parameters: { query?: Query; header?: never; cookie?: never } & ([Path] extends [never] ? { path?: never } : { path: Path });
  responses: Record<Status, Answer<R>>;
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { "application/json": Body } } });
interface Named {
  name: string;
  label: string;
}
export interface CallItem {
  callId: string;
  direction: "inbound";
  state: string;
  fromNumber: string;
  fromName?: string;
  toNumber: string;
  group?: Named;
  agent?: Named;
  arrivedAt: string;
  answeredAt?: string;
  endedAt?: string;
  endReason?: string;
  waitMs: number;
  talkMs: number;
  recordings: number;
}
export interface Candidate {
  agent: string;
  eligible: boolean;
  why: string;
  idleSince?: string;
}
export interface Decision {
  seq: number;
  at: string;
  group?: string;
  rule: string;
  chosen?: string;
  candidates: Candidate[];
  membersNotListed: number;
  deploymentHash: string;
}
export interface CallDetail extends Omit<CallItem, "recordings"> {
  legs: { legId: string; role: string; agent?: string; createdAt: string; ringingAt?: string; answeredAt?: string; endedAt?: string; cause?: string }[];
  entries: { entryId: string; group: string; state: string; joinedAt: string; leftAt?: string }[];
  offers: { offerId: string; group: string; agent: string; phone: string; state: string; offeredAt: string; ringingAt?: string; endedAt?: string; cause?: string }[];
  segments: { segmentId: string; group: string; agent: string; state: string; bridgedAt: string; endedAt?: string; releasedAt?: string }[];
  recordings: { recordingId: string; segmentId: string; part: number; durationMs: number; state: string; bytes: number }[];
  decisions: Decision[];
  timeline: { at: string; what: string; text: { zh: string; en: string } }[];
}
export interface User {
  user: string;
  label: string;
  roles: string[];
  hasPassword: boolean;
  mustChangePassword: boolean;
  disabled: boolean;
  lastSignInAt?: string;
}
export interface Token {
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  expiresAt?: string;
  lastUsedAt?: string;
}
export interface Change {
  op: "create" | "update" | "delete";
  kind: string;
  name: string;
  label: string;
  sentences: { zh: string; en: string }[];
}
export interface Counts {
  create: number;
  update: number;
  delete: number;
}
export interface Plan {
  base: string | null;
  next: string;
  changes: Change[];
  counts: Counts;
}
export interface Deployment {
  id: string;
  hash: string;
  appliedAt: string;
  author?: string;
  appliedBy: string;
  message: string;
  commit?: string;
  counts: Counts;
}
export interface Status {
  version: string;
  startedAt: string;
  switch: { kind: string; connected: boolean; version?: string; legs: number; address?: string; trouble?: string };
  database: { kind: string; ok: boolean; spooledEntries: number };
  queues: { group: string; label: string; waiting: number; oldestJoinedAt?: number; signedIn: number; free: number; talking: number }[];
  agents: { signedIn: number; free: number; talking: number };
  calls: { live: number; waiting: number };
  deployment?: { hash: string; appliedAt: string };
}
export interface Check {
  name: string;
  ok: boolean;
  level: "ok" | "warn" | "fail";
  found: string;
  cause?: string;
  cure?: string;
}
interface File {
  path: string;
  text: string;
}
export interface paths {
  "/api/v1/calls": { get: Operation<200, { items: CallItem[]; nextCursor?: string }, { from?: string; to?: string; number?: string; agent?: string; group?: string; outcome?: string; cursor?: string; limit?: number }> };
  "/api/v1/calls/{callId}": { get: Operation<200, CallDetail, never, never, { callId: string }> };
  "/api/v1/users": { get: Operation<200, User[]> };
  "/api/v1/users/{user}/password-reset": { post: Operation<200, { oneTimePassword: string }, never, never, { user: string }> };
  "/api/v1/users/{user}/disable": { post: Operation<204, never, never, never, { user: string }> };
  "/api/v1/users/{user}/enable": { post: Operation<204, never, never, never, { user: string }> };
  "/api/v1/tokens": { get: Operation<200, Token[]>; post: Operation<200, { token: string; id: string }, never, { name: string; scopes: string[]; expiresAt?: string }> };
  "/api/v1/tokens/{id}": { delete: Operation<204, never, never, never, { id: string }> };
  "/api/v1/deployments/plan": { post: Operation<200, Plan, never, { files: File[] }> };
  "/api/v1/deployments": {
    get: Operation<200, Deployment[]>;
    post: Operation<200, { unchanged: true } | { id: string; hash: string; changes: Change[] }, never, { files: File[]; base: string | null; message: string; author?: string; commit?: string }>;
  };
  "/api/v1/deployments/current": { get: Operation<200, { id?: string; hash?: string; files: File[] }> };
  "/api/v1/status": { get: Operation<200, Status> };
  "/api/v1/doctor": { get: Operation<200, { checks: Check[] }> };
  "/api/v1/session": { get: Operation<200, { user: string; organization: { label: string; timeZone: string } }> };
}
