import type { paths } from "./schema.gen.ts";

/** The body of an answer 200 to GET. */
type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Posted<Path extends keyof paths> = paths[Path] extends {
  post: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

export type CallItem = Got<"/api/v1/calls">["items"][number];
export type CallDetail = Got<"/api/v1/calls/{callId}">;
export type Decision = CallDetail["decisions"][number];
export type Candidate = Decision["candidates"][number];
export type RecordingCheck = Got<"/api/v1/recordings/{recordingId}/check">;
export type User = Got<"/api/v1/users">[number];
export type Token = Got<"/api/v1/tokens">[number];
export type Deployment = Got<"/api/v1/deployments">[number];
export type Plan = Posted<"/api/v1/deployments/plan">;
export type Change = Plan["changes"][number];
export type Counts = Plan["counts"];
export type Status = Got<"/api/v1/status">;
export type Check = Got<"/api/v1/doctor">["checks"][number];
export type LedAgent = Got<"/api/v1/agents">[number];
