import type { Deployment } from "@hotline/schemas";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import { isDatabaseDown, storableText, type Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import { checkPassword, hashPassword, verifyPassword } from "../users/password.ts";
import { findUser, updateUser, type User } from "../users/users.queries.ts";
import type { Principal } from "./principal.ts";
import { newSecret, secretHash } from "./secrets.ts";
import {
  endSessions,
  findSession,
  insertSession,
  touchSession,
  type Session,
  type SessionWithUser,
} from "./sessions.queries.ts";
import type { SessionEndReason } from "./sessions.table.ts";
import { beginAttempt, endAttemptWell, forgiveAccount } from "./sign-in-limits.ts";

/** A page that is open keeps its session in use. */
const idleMs = 2 * 60 * 60_000;
const longestMs = 24 * 60 * 60_000;
const touchEveryMs = 60_000;
/** How long what was read of a session is believed without asking again; what this server ends itself, it forgets at once. */
const believeMs = 5_000;
const mostKnown = 20_000;

export interface SignIn {
  readonly user: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly requestId: string | undefined;
}

export interface EndedSession {
  readonly idHash: string;
  readonly user: string;
  readonly reason: SessionEndReason;
  readonly by: string;
}

type EndedListener = (ended: EndedSession) => Promise<void> | undefined;

interface Known {
  readonly session: SessionWithUser;
  readonly readAt: number;
}

export class Sessions {
  readonly #db: Db;
  readonly #deployment: () => Deployment | undefined;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<EndedListener>();

  constructor(parts: { db: Db; deployment: () => Deployment | undefined; now: () => number }) {
    this.#db = parts.db;
    this.#deployment = parts.deployment;
    this.#now = parts.now;
  }

  onEnded(listener: EndedListener): void {
    this.#listeners.add(listener);
  }

  /** The cookie's value and who it is. Throws auth.wrong-password or auth.too-many-attempts. */
  async signIn(signIn: SignIn): Promise<{ cookie: string; principal: Principal }> {
    const now = this.#now();
    await beginAttempt(this.#db, signIn, now);
    const user = await this.#checkSignIn(signIn, now);
    await endAttemptWell(this.#db, signIn, now);
    // A phone rings in one place: an agent who signs in here has left the other place.
    if (this.#isAgent(user.name)) await this.#end({ user: user.name }, "replaced", `person:${user.name}`);
    const cookie = newSecret();
    const session: Session = {
      idHash: secretHash(cookie),
      user: user.name,
      createdAt: new Date(now),
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + longestMs),
      endedAt: null,
      endReason: null,
      address: signIn.address,
      userAgent: signIn.userAgent === undefined ? null : storableText(signIn.userAgent).slice(0, 300),
    };
    await this.#db.transaction().execute(async (trx) => {
      await insertSession(trx, session);
      await updateUser(trx, user.name, { lastSignInAt: new Date(now) });
      await writeAudit(trx, { actor: `person:${user.name}`, ...contextOf(signIn) }, "session.started", user.name);
    });
    return { cookie, principal: this.#principalOf(session, user.mustChangePassword) };
  }

  /** Who holds this cookie. Throws auth.not-signed-in. */
  async authenticate(cookie: string): Promise<Principal> {
    const idHash = secretHash(cookie);
    const now = this.#now();
    const session = await this.#read(idHash, now);
    if (session === undefined || session.endedAt !== null || session.disabledAt !== null) {
      throw new HotlineError("auth.not-signed-in", { detail: "The session has ended." });
    }
    if (isOver(session, now)) {
      await this.#end({ idHash, user: session.user }, "expired", "system");
      throw new HotlineError("auth.not-signed-in", { detail: "The session was not used for too long, or is too old." });
    }
    if (this.#deployment()?.agents[session.user] === undefined)
      throw new HotlineError("auth.not-signed-in", { detail: "The session has ended." });
    await this.touch(idHash);
    return this.#principalOf(session, session.mustChangePassword);
  }

  /** Marks the session as used, at most once a minute. */
  async touch(idHash: string): Promise<void> {
    const now = this.#now();
    const known = this.#known.get(idHash);
    if (known !== undefined && known.session.lastSeenAt.getTime() + touchEveryMs > now) return;
    const at = new Date(now);
    if (known !== undefined) this.#known.set(idHash, { ...known, session: { ...known.session, lastSeenAt: at } });
    // A session that cannot be marked as used is no reason to refuse its request.
    await touchSession(this.#db, idHash, at).catch((error: unknown) => {
      if (!isDatabaseDown(error)) throw error;
    });
  }

  /** Ends the session if it is too old or unused; those who listen are told. */
  async expireIfDue(idHash: string): Promise<void> {
    const now = this.#now();
    const session = await this.#read(idHash, now);
    if (session !== undefined && isOver(session, now))
      await this.#end({ idHash, user: session.user }, "expired", "system");
  }

  async signOut(principal: Principal, by: AuditContext): Promise<void> {
    if (principal.sessionHash === undefined) return;
    await this.#end({ idHash: principal.sessionHash, user: principal.name }, "signed-out", by.actor);
    await writeAudit(this.#db, by, "session.ended", principal.name);
  }

  /** Throws auth.wrong-password or auth.password-too-weak; the user's other sessions end. */
  async changePassword(principal: Principal, current: string, next: string, by: AuditContext): Promise<void> {
    const attempt = { user: principal.name, address: by.address ?? "" };
    await beginAttempt(this.#db, attempt, this.#now());
    const user = await findUser(this.#db, principal.name);
    if (user === undefined || !(await verifyPassword(user.passwordHash, current))) {
      throw new HotlineError("auth.wrong-password", { detail: "The present password is wrong." });
    }
    await endAttemptWell(this.#db, attempt, this.#now());
    checkPassword(next, { name: principal.name, label: principal.label });
    if (next === current) throw new HotlineError("auth.password-too-weak", { detail: "It is the present password." });
    const passwordHash = await hashPassword(next);
    await this.#db.transaction().execute(async (trx) => {
      await updateUser(trx, principal.name, {
        passwordHash,
        mustChangePassword: false,
        oneTimePasswordExpiresAt: null,
      });
      await writeAudit(trx, by, "user.password-changed", principal.name);
    });
    if (principal.sessionHash !== undefined) this.#known.delete(principal.sessionHash);
    await this.endAllOf(principal.name, "password-changed", principal.sessionHash);
  }

  async endAllOf(user: string, reason: SessionEndReason, except?: string): Promise<void> {
    await this.#end(except === undefined ? { user } : { user, except }, reason, "system");
  }

  async forgiveFailures(user: string): Promise<void> {
    await forgiveAccount(this.#db, user);
  }

  async #checkSignIn(signIn: SignIn, now: number): Promise<User> {
    const found = signIn.user.length <= 200 ? await findUser(this.#db, storableText(signIn.user)) : undefined;
    // The password is checked whatever else is wrong: the answer and its time must be the same.
    const right = await verifyPassword(found?.passwordHash, signIn.password);
    const expired = (found?.oneTimePasswordExpiresAt?.getTime() ?? now + 1) <= now;
    const known = found !== undefined && this.#deployment()?.agents[found.name] !== undefined;
    if (right && found !== undefined && known && !expired && found.disabledAt === null) return found;
    const reason =
      found === undefined ? "unknown user" : right ? "expired, disabled or not in force" : "wrong password";
    const by = { actor: "system", ...contextOf(signIn) };
    await writeAudit(this.#db, by, "session.refused", found?.name, { reason });
    throw new HotlineError("auth.wrong-password");
  }

  async #read(idHash: string, now: number): Promise<SessionWithUser | undefined> {
    const known = this.#known.get(idHash);
    if (known !== undefined && known.readAt + believeMs > now) return known.session;
    try {
      const session = await findSession(this.#db, idHash);
      if (session === undefined) this.#known.delete(idHash);
      else this.#remember(idHash, { session, readAt: now });
      return session;
    } catch (error) {
      // An agent must be able to answer and hang up while the database is away.
      if (known !== undefined && isDatabaseDown(error)) return known.session;
      throw error;
    }
  }

  #remember(idHash: string, known: Known): void {
    if (this.#known.size >= mostKnown) this.#known.clear();
    this.#known.set(idHash, known);
  }

  async #end(which: { user: string; idHash?: string; except?: string }, reason: SessionEndReason, by: string) {
    const { user, idHash, except } = which;
    const target = idHash !== undefined ? { idHash } : except === undefined ? { user } : { user, except };
    const ended = await endSessions(this.#db, target, reason, new Date(this.#now()));
    for (const hash of ended) {
      this.#known.delete(hash);
      for (const listener of this.#listeners) await listener({ idHash: hash, user, reason, by });
    }
  }

  #isAgent(name: string): boolean {
    return this.#deployment()?.agents[name]?.spec.extension !== undefined;
  }

  #principalOf(session: Session, mustChangePassword: boolean): Principal {
    const agent = this.#deployment()?.agents[session.user];
    return {
      kind: "person",
      name: session.user,
      label: agent?.label ?? session.user,
      roles: new Set(agent?.spec.roles),
      scopes: new Set(),
      sessionHash: session.idHash,
      sessionExpiresAt: session.expiresAt.getTime(),
      mustChangePassword,
    };
  }
}

function isOver(session: Session, now: number): boolean {
  return session.expiresAt.getTime() <= now || session.lastSeenAt.getTime() + idleMs <= now;
}

function contextOf(signIn: SignIn): { address: string; requestId: string | undefined } {
  return { address: signIn.address, requestId: signIn.requestId };
}
