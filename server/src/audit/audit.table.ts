import type { Generated, JSONColumnType } from "kysely";

export interface AuditLogTable {
  id: Generated<number>;
  at: Generated<Date>;
  /** `person:1001`, `token:ci`, `cli:root` or `system`. */
  actor: string;
  action: string;
  /** What it was done to, a name or id. */
  subject: string | null;
  detail: JSONColumnType<object>;
  address: string | null;
  requestId: string | null;
}
