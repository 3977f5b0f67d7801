import type { AgentSessionFact, AgentStateFact } from "../acd/index.ts";
import type { FactTable } from "../db/fact-table.ts";

export type AgentStateChangesTable = FactTable<AgentStateFact>;
export type AgentSessionsTable = FactTable<AgentSessionFact>;
