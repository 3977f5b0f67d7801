import { sql, type Selectable } from "kysely";
import type { Db } from "../db/index.ts";
import type { DeploymentsTable, StoredFile } from "./deployments.table.ts";

export type DeploymentRow = Selectable<DeploymentsTable>;
export type DeploymentSummary = Omit<DeploymentRow, "files" | "changes">;

/** Any number will do as long as nothing else uses it: held by whoever applies, until its transaction ends. */
const applyLock = 4_683_001;

export async function lockDeployments(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${applyLock})`.execute(db);
}

export async function findInForce(db: Db): Promise<DeploymentRow | undefined> {
  return db.selectFrom("deployments").selectAll().where("state", "=", "in-force").executeTakeFirst();
}

export async function findInForceHead(db: Db): Promise<{ hash: string; appliedAt: Date } | undefined> {
  return db.selectFrom("deployments").select(["hash", "appliedAt"]).where("state", "=", "in-force").executeTakeFirst();
}

export async function findHistory(db: Db, limit: number): Promise<DeploymentSummary[]> {
  return db
    .selectFrom("deployments")
    .select([
      "id",
      "hash",
      "baseHash",
      "state",
      "counts",
      "message",
      "author",
      "appliedBy",
      "commit",
      "appliedAt",
      "failure",
    ])
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export interface NewDeployment extends Omit<DeploymentRow, "id" | "counts" | "changes" | "files"> {
  readonly files: readonly StoredFile[];
  /** JSON text that PostgreSQL accepts. */
  readonly changes: string;
  readonly counts: object;
}

export async function insertDeployment(db: Db, row: NewDeployment): Promise<number> {
  const { files, changes, counts, ...rest } = row;
  const json = { files: JSON.stringify(files), changes, counts: JSON.stringify(counts) };
  const { id } = await db
    .insertInto("deployments")
    .values({ ...rest, ...json })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function retireInForce(db: Db): Promise<void> {
  await db.updateTable("deployments").set({ state: "replaced" }).where("state", "=", "in-force").execute();
}
