import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { AgentSessionsTable, AgentStateChangesTable } from "../agents/agents.table.ts";
import type { AuditLogTable } from "../audit/audit.table.ts";
import type { DeploymentsTable } from "../deployments/deployments.table.ts";
import type { PhoneSecretsTable } from "../phone/phone.table.ts";
import type {
  CallsTable,
  DecisionsTable,
  HandoversTable,
  LegsTable,
  OffersTable,
  QueueEntriesTable,
  RatingsTable,
  SegmentsTable,
} from "../records/records.table.ts";
import type { RecordingsTable } from "../recordings/recordings.table.ts";
import type { SessionsTable, SignInFailuresTable } from "../sessions/sessions.table.ts";
import type { ListensTable } from "../supervision/listens.table.ts";
import type { TokensTable } from "../tokens/tokens.table.ts";
import type { UsersTable } from "../users/users.table.ts";
import type { EngineJournalTable, EngineSnapshotsTable } from "./journal.table.ts";

export interface Database {
  engineJournal: EngineJournalTable;
  engineSnapshots: EngineSnapshotsTable;
  calls: CallsTable;
  legs: LegsTable;
  queueEntries: QueueEntriesTable;
  offers: OffersTable;
  segments: SegmentsTable;
  ratings: RatingsTable;
  decisions: DecisionsTable;
  handovers: HandoversTable;
  listens: ListensTable;
  agentStateChanges: AgentStateChangesTable;
  agentSessions: AgentSessionsTable;
  recordings: RecordingsTable;
  users: UsersTable;
  sessions: SessionsTable;
  signInFailures: SignInFailuresTable;
  tokens: TokensTable;
  phoneSecrets: PhoneSecretsTable;
  deployments: DeploymentsTable;
  auditLog: AuditLogTable;
}

/** The database or a transaction on it. */
export type Db = Kysely<Database>;

export interface DatabaseOptions {
  readonly maxConnections?: number;
  /** Told when an idle connection breaks, as on a restart of PostgreSQL; the pool makes a new one by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** A pool on `url`; connects with the first query. `destroy()` closes it. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: "hotline",
    types: { getTypeParser },
  });
  pool.on("error", (error) => options.onConnectionLost?.(error));
  // A connection in use that breaks fails its query, and says so once more as an event that would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    // Keys inside jsonb are data (agent and group names among them) and stay as they are.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

// bigint columns are counters and sizes far below 2^53; pg gives them as text unless told otherwise.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: unknown) =>
  oid === pg.types.builtins.INT8 && format !== "binary" ? Number : pg.types.getTypeParser(oid, format as "text");
