import type { components, paths as serverPaths } from "./schema.gen.ts";

type Schemas = components["schemas"];

export type SessionInfo = Schemas["SessionInfo"];
export type PhoneCredentials = Schemas["PhoneCredentials"];
export type CallItem = Schemas["CallItem"];
export type CallDetail = Schemas["CallDetail"];
export type CallRecording = Schemas["Recording"];
export type CallDecision = Schemas["Decision"];
export type NamedLabel = NonNullable<CallItem["group"]>;
export type CallsQuery = NonNullable<serverPaths["/calls"]["get"]["parameters"]["query"]>;
export type CallOutcome = NonNullable<CallsQuery["outcome"]>;
export type TransferTarget = Schemas["TransferTarget"];
export type Contact = Schemas["Contact"];
export type LedAgent = Schemas["LedAgent"];
export type ChosenState = Schemas["AgentState"]["chosen"];

export type { paths } from "./schema.gen.ts";
