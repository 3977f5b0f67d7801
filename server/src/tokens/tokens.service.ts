import { randomBytes } from "node:crypto";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import type { Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import type { Principal, Scope } from "../sessions/principal.ts";
import { newSecret, secretHash } from "../sessions/secrets.ts";

const prefix = "hl_";
const touchEveryMs = 60_000;

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | undefined;
}

export interface TokenItem {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly lastUsedAt?: string;
}

export class Tokens {
  readonly #db: Db;
  readonly #now: () => number;

  constructor(parts: { db: Db; now: () => number }) {
    this.#db = parts.db;
    this.#now = parts.now;
  }

  /** The token itself is in no other answer: only its hash is kept. */
  async create(token: NewToken, by: AuditContext): Promise<{ id: string; token: string }> {
    const id = randomBytes(9).toString("base64url");
    const secret = `${prefix}${newSecret()}`;
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .insertInto("tokens")
        .values({
          id,
          name: token.name,
          secretHash: secretHash(secret),
          scopes: [...token.scopes],
          createdBy: by.actor,
          createdAt: new Date(this.#now()),
          expiresAt: token.expiresAt ?? null,
        })
        .execute();
      await writeAudit(trx, by, "token.created", id, { name: token.name, scopes: token.scopes });
    });
    return { id, token: secret };
  }

  async list(): Promise<TokenItem[]> {
    const rows = await this.#db
      .selectFrom("tokens")
      .selectAll()
      .where("revokedAt", "is", null)
      .orderBy("createdAt")
      .execute();
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: row.scopes,
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      ...(row.expiresAt && { expiresAt: row.expiresAt.toISOString() }),
      ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
    }));
  }

  async revoke(id: string, by: AuditContext): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable("tokens")
        .set({ revokedAt: new Date(this.#now()) })
        .where("id", "=", id)
        .where("revokedAt", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new HotlineError("token.unknown");
      await writeAudit(trx, by, "token.revoked", id);
    });
  }

  /** Throws auth.token-invalid. */
  async authenticate(token: string): Promise<Principal> {
    const now = this.#now();
    const row = token.startsWith(prefix)
      ? await this.#db.selectFrom("tokens").selectAll().where("secretHash", "=", secretHash(token)).executeTakeFirst()
      : undefined;
    const valid = row !== undefined && row.revokedAt === null && (row.expiresAt?.getTime() ?? now + 1) > now;
    if (!valid) throw new HotlineError("auth.token-invalid");
    if ((row.lastUsedAt?.getTime() ?? 0) + touchEveryMs < now) {
      await this.#db
        .updateTable("tokens")
        .set({ lastUsedAt: new Date(now) })
        .where("id", "=", row.id)
        .execute();
    }
    return {
      kind: "token",
      name: row.name,
      label: row.name,
      roles: new Set(),
      scopes: new Set(row.scopes as Scope[]),
      sessionHash: undefined,
      sessionExpiresAt: undefined,
      mustChangePassword: false,
    };
  }
}
