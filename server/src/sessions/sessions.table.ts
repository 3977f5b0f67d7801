import type { Generated } from "kysely";

export type SessionEndReason = "signed-out" | "expired" | "password-changed" | "disabled" | "replaced";

export interface SessionsTable {
  /** SHA-256 of the id in the cookie: who reads this table cannot sign in with it. */
  idHash: string;
  user: string;
  createdAt: Generated<Date>;
  lastSeenAt: Date;
  /** The absolute limit, whatever the use. */
  expiresAt: Date;
  endedAt: Date | null;
  endReason: SessionEndReason | null;
  address: string | null;
  userAgent: string | null;
}

/** Failed sign-ins by account and by address; kept here so that a restart does not forgive them. */
export interface SignInFailuresTable {
  subject: string;
  failures: number;
  firstAt: Date;
  blockedUntil: Date | null;
}
