import type { Generated, JSONColumnType } from "kysely";

export type DeploymentState = "in-force" | "replaced" | "failed";

export interface StoredFile {
  readonly path: string;
  readonly text: string;
}

export interface ChangeCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
}

export interface DeploymentsTable {
  id: Generated<number>;
  hash: string;
  baseHash: string | null;
  state: DeploymentState;
  files: JSONColumnType<StoredFile[]>;
  changes: JSONColumnType<object[]>;
  counts: JSONColumnType<ChangeCounts>;
  message: string;
  /** Who made the change, as the caller says; `appliedBy` is who we know it was. */
  author: string | null;
  appliedBy: string;
  commit: string | null;
  appliedAt: Generated<Date>;
  failure: string | null;
}
