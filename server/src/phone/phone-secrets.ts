import { createHash } from "node:crypto";
import type { Db } from "../db/index.ts";
import { newSecret } from "../sessions/secrets.ts";
import { PHONE_REALM } from "../switch/port.ts";

/** After sign-out, so that the page can still take its registration back in order. */
const graceMs = 30_000;

interface PhoneSecret {
  readonly agent: string;
  readonly ha1: string;
  readonly expiresAt: number;
}

/** The phones' present secrets, in memory for the switch's questions and in the database for the next start. */
export class PhoneSecrets {
  readonly #db: Db;
  readonly #now: () => number;
  readonly #byExtension = new Map<string, PhoneSecret>();

  constructor(parts: { db: Db; now: () => number }) {
    this.#db = parts.db;
    this.#now = parts.now;
  }

  /** Before the switch is started: phones registered under a former server must stay so. */
  async load(): Promise<void> {
    const rows = await this.#db.selectFrom("phoneSecrets").selectAll().execute();
    for (const { agent, extension, ha1, expiresAt } of rows) {
      this.#byExtension.set(extension, { agent, ha1, expiresAt: expiresAt.getTime() });
    }
  }

  /** A new secret for the extension; the former one no longer registers, what it registered stays until it ends. */
  async issue(agent: string, extension: string, expiresAt: number): Promise<string> {
    const secret = newSecret();
    const ha1 = ha1Of(extension, secret);
    const times = { createdAt: new Date(this.#now()), expiresAt: new Date(expiresAt) };
    await this.#db.transaction().execute(async (trx) => {
      // The extension may have belonged to another agent before.
      await trx
        .deleteFrom("phoneSecrets")
        .where((row) => row.or([row("extension", "=", extension), row("agent", "=", agent)]))
        .execute();
      await trx
        .insertInto("phoneSecrets")
        .values({ agent, extension, ha1, ...times })
        .execute();
    });
    for (const [other, known] of this.#byExtension) if (known.agent === agent) this.#byExtension.delete(other);
    this.#byExtension.set(extension, { agent, ha1, expiresAt });
    return secret;
  }

  /** HA1 of RFC 7616 for digest authentication; undefined where none is valid. */
  hashOf(extension: string): string | undefined {
    const secret = this.#byExtension.get(extension);
    return secret === undefined || secret.expiresAt <= this.#now() ? undefined : secret.ha1;
  }

  /** The agent signed out. */
  async expire(agent: string): Promise<void> {
    const expiresAt = this.#now() + graceMs;
    for (const [extension, secret] of this.#byExtension) {
      if (secret.agent !== agent || secret.expiresAt <= expiresAt) continue;
      this.#byExtension.set(extension, { ...secret, expiresAt });
      await this.#db
        .updateTable("phoneSecrets")
        .set({ expiresAt: new Date(expiresAt) })
        .where("agent", "=", agent)
        .execute();
    }
  }
}

/** MD5 because SIP digest as phones and the switch speak it has nothing else; the secret has 256 random bits. */
function ha1Of(extension: string, secret: string): string {
  return createHash("md5").update(`${extension}:${PHONE_REALM}:${secret}`).digest("hex");
}
