import type { Generated } from "kysely";

/** One account for each Agent of the deployment; name, label and roles are the deployment's, not stored here. */
export interface UsersTable {
  name: string;
  /** argon2id in PHC string format; null until an administrator gave out a one-time password. */
  passwordHash: string | null;
  mustChangePassword: Generated<boolean>;
  /** A one-time password that nobody used by then is void. */
  oneTimePasswordExpiresAt: Date | null;
  disabledAt: Date | null;
  lastSignInAt: Date | null;
  createdAt: Generated<Date>;
}
