import type { JSONColumnType } from "kysely";

/** Every input of the engine in the order it took them; `seq` has no gaps within a server's life. */
export interface EngineJournalTable {
  seq: number;
  at: Date;
  event: JSONColumnType<object>;
}

/** The engine's whole state after the entry `seq`. */
export interface EngineSnapshotsTable {
  seq: number;
  at: Date;
  state: JSONColumnType<object>;
}
