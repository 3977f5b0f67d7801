import type { AgentDocument, Deployment } from "@hotline/schemas";
import type { Db } from "../db/index.ts";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import { HotlineError } from "../errors/index.ts";
import type { Sessions } from "../sessions/sessions.service.ts";
import { hashPassword, newOneTimePassword } from "./password.ts";
import { findUser, findUsers, insertMissingUsers, updateUser } from "./users.queries.ts";

const oneTimePasswordLifeMs = 3 * 24 * 60 * 60_000;

export interface UserItem {
  readonly user: string;
  readonly label: string;
  readonly roles: AgentDocument["spec"]["roles"];
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
  readonly lastSignInAt?: string;
}

export class Users {
  readonly #db: Db;
  readonly #sessions: Sessions;
  readonly #deployment: () => Deployment | undefined;
  readonly #now: () => number;

  constructor(parts: { db: Db; sessions: Sessions; deployment: () => Deployment | undefined; now: () => number }) {
    this.#db = parts.db;
    this.#sessions = parts.sessions;
    this.#deployment = parts.deployment;
    this.#now = parts.now;
  }

  /** The people of the configuration in force; accounts of people who left it are kept but not shown. */
  async list(): Promise<UserItem[]> {
    const agents = this.#deployment()?.agents ?? {};
    const rows = new Map((await findUsers(this.#db)).map((row) => [row.name, row]));
    return Object.values(agents).map(({ name, label, spec }) => {
      const row = rows.get(name);
      return {
        user: name,
        label,
        roles: spec.roles,
        hasPassword: typeof row?.passwordHash === "string",
        mustChangePassword: row?.mustChangePassword ?? false,
        disabled: row !== undefined && row.disabledAt !== null,
        ...(row?.lastSignInAt && { lastSignInAt: row.lastSignInAt.toISOString() }),
      };
    });
  }

  /** A password for one sign-in, shown once; what the user had before is void and sessions end. */
  async resetPassword(name: string, by: AuditContext): Promise<string> {
    await this.#getAccount(name);
    const password = newOneTimePassword();
    const passwordHash = await hashPassword(password);
    await this.#db.transaction().execute(async (trx) => {
      const oneTimePasswordExpiresAt = new Date(this.#now() + oneTimePasswordLifeMs);
      await updateUser(trx, name, { passwordHash, mustChangePassword: true, oneTimePasswordExpiresAt });
      await writeAudit(trx, by, "user.password-reset", name);
    });
    await this.#sessions.endAllOf(name, "password-changed");
    await this.#sessions.forgiveFailures(name);
    return password;
  }

  /** One-time passwords for everybody where no account has a password yet, all of them or none; else nothing is done. */
  async giveFirstPasswords(by: AuditContext): Promise<{ user: string; label: string; password: string }[]> {
    const people = await this.list();
    if (people.some(({ hasPassword }) => hasPassword)) return [];
    const given = people.map(({ user, label }) => ({ user, label, password: newOneTimePassword() }));
    const hashes = await Promise.all(given.map(({ password }) => hashPassword(password)));
    await this.#db.transaction().execute(async (trx) => {
      const oneTimePasswordExpiresAt = new Date(this.#now() + oneTimePasswordLifeMs);
      for (const [index, { user }] of given.entries()) {
        const passwordHash = hashes[index] ?? null;
        await updateUser(trx, user, { passwordHash, mustChangePassword: true, oneTimePasswordExpiresAt });
        await writeAudit(trx, by, "user.password-reset", user);
      }
    });
    return given;
  }

  async disable(name: string, by: AuditContext): Promise<void> {
    if (by.actor === `person:${name}`) throw new HotlineError("user.own-account");
    await this.#getAccount(name);
    await updateUser(this.#db, name, { disabledAt: new Date(this.#now()) });
    await writeAudit(this.#db, by, "user.disabled", name);
    await this.#sessions.endAllOf(name, "disabled");
  }

  async enable(name: string, by: AuditContext): Promise<void> {
    await this.#getAccount(name);
    await updateUser(this.#db, name, { disabledAt: null });
    await writeAudit(this.#db, by, "user.enabled", name);
  }

  async #getAccount(name: string): Promise<void> {
    const known = this.#deployment()?.agents[name] !== undefined;
    if (known) await insertMissingUsers(this.#db, [name]);
    if (!known && (await findUser(this.#db, name)) === undefined) {
      throw new HotlineError("user.unknown", { detail: `There is no user ${name.slice(0, 100)}.` });
    }
  }
}
