import type { Generated } from "kysely";

export interface TokensTable {
  id: string;
  name: string;
  secretHash: string;
  scopes: string[];
  createdBy: string;
  createdAt: Generated<Date>;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}
