import { createHash } from "node:crypto";
import { sql } from "kysely";
import { storableText, type Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";

interface Limit {
  /** Failures that are free. */
  readonly failures: number;
  /** First block; each further failure doubles it up to the longest. */
  readonly blockMs: number;
  readonly longestBlockMs: number;
}

// A whole hospital may come from one address, so an address gets more tries than an account.
const limits: Record<"account" | "address", Limit> = {
  account: { failures: 5, blockMs: 30_000, longestBlockMs: 15 * 60_000 },
  address: { failures: 50, blockMs: 30_000, longestBlockMs: 15 * 60_000 },
};
/** Failures older than this count no more. */
const forgetMs = 30 * 60_000;
/** An address the account signed in from within this time is one of its own. */
const ownAddressMs = 30 * 24 * 60 * 60_000;

interface Attempt {
  readonly user: string;
  readonly address: string;
}

/**
 * Counts the attempt before the password is looked at, so that a thousand at once do not slip past the count. Throws
 * auth.too-many-attempts; an attempt refused so is not counted.
 */
export async function beginAttempt(db: Db, attempt: Attempt, now: number): Promise<void> {
  const waits: number[] = [];
  // Or whoever knows an agent's name could keep the agent out from any other desk.
  const account = (await isOwnAddress(db, attempt, now)) ? accountAtAddress(attempt) : accountOf(attempt.user);
  for (const [subject, limit] of [
    [account, limits.account],
    [addressOf(attempt.address), limits.address],
  ] as const) {
    const blockedUntil = await count(db, subject, limit, now);
    if (blockedUntil !== undefined) waits.push(blockedUntil - now);
  }
  if (waits.length === 0) return;
  const retryAfterSeconds = Math.ceil(Math.max(...waits) / 1_000);
  throw new HotlineError("auth.too-many-attempts", { retryAfterSeconds });
}

/** Takes the attempt back where the password was right. */
export async function endAttemptWell(db: Db, attempt: Attempt, now: number): Promise<void> {
  const account = (await isOwnAddress(db, attempt, now)) ? accountAtAddress(attempt) : accountOf(attempt.user);
  await db.deleteFrom("signInFailures").where("subject", "=", account).execute();
  await db
    .updateTable("signInFailures")
    .set({ failures: sql`greatest(failures - 1, 0)`, blockedUntil: null })
    .where("subject", "=", addressOf(attempt.address))
    .execute();
}

export async function forgiveAccount(db: Db, user: string): Promise<void> {
  await db
    .deleteFrom("signInFailures")
    .where((row) => row.or([row("subject", "=", accountOf(user)), row("subject", "like", `${accountOf(user)}@%`)]))
    .execute();
}

async function isOwnAddress(db: Db, { user, address }: Attempt, now: number): Promise<boolean> {
  if (user.length > 200) return false;
  const session = await db
    .selectFrom("sessions")
    .select("idHash")
    .where("user", "=", storableText(user))
    .where("address", "=", address)
    .where("createdAt", ">", new Date(now - ownAddressMs))
    .limit(1)
    .executeTakeFirst();
  return session !== undefined;
}

/** The end of the block where this attempt is refused. */
async function count(db: Db, subject: string, limit: Limit, now: number): Promise<number | undefined> {
  return db.transaction().execute(async (trx) => {
    const at = new Date(now);
    await trx
      .insertInto("signInFailures")
      .values({ subject, failures: 0, firstAt: at })
      .onConflict((conflict) => conflict.column("subject").doNothing())
      .execute();
    const row = await trx
      .selectFrom("signInFailures")
      .selectAll()
      .where("subject", "=", subject)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const blockedUntil = row.blockedUntil?.getTime() ?? 0;
    if (blockedUntil > now) return blockedUntil;
    const stale = Math.max(row.firstAt.getTime(), blockedUntil) + forgetMs < now;
    const failures = (stale ? 0 : row.failures) + 1;
    const over = failures - limit.failures;
    const blockMs = over < 0 ? 0 : Math.min(limit.blockMs * 2 ** Math.min(over, 20), limit.longestBlockMs);
    await trx
      .updateTable("signInFailures")
      .set({
        failures,
        firstAt: stale ? at : row.firstAt,
        blockedUntil: blockMs === 0 ? null : new Date(now + blockMs),
      })
      .where("subject", "=", subject)
      .execute();
    return undefined;
  });
}

// Hashed because a name tried may be as long as a body and may be a password typed into the wrong field.
const accountOf = (user: string): string => `account:${hashOf(user)}`;
const addressOf = (address: string): string => `address:${hashOf(address)}`;
const accountAtAddress = ({ user, address }: Attempt): string => `${accountOf(user)}@${hashOf(address)}`;

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
