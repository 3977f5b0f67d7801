import { sql } from "kysely";
import type { GroupView } from "../acd/index.ts";
import type { Db } from "../db/index.ts";
import type { Deployments } from "../deployments/deployments.service.ts";
import type { EnginePort } from "../runtime/engine-port.ts";
import type { SwitchStatus } from "../switch/port.ts";
import { findQueuesToday, type QueueToday } from "./queues-today.queries.ts";

export type DatabaseKind = "embedded" | "external";

/** `today` is missing while the database is away. */
export type QueueStatus = GroupView & { readonly today?: QueueToday };

export interface Status {
  readonly version: string;
  readonly startedAt: Date;
  readonly switch: SwitchStatus;
  readonly database: { readonly kind: DatabaseKind; readonly ok: boolean; readonly spooledEntries: number };
  readonly queues: readonly QueueStatus[];
  readonly agents: { readonly signedIn: number; readonly free: number; readonly talking: number };
  readonly calls: { readonly live: number; readonly waiting: number };
  readonly deployment: { readonly hash: string; readonly appliedAt: Date } | undefined;
}

const none: QueueToday = { entries: 0, answered: 0, answeredInTime: 0 };

export class StatusService {
  readonly #db: Db;
  readonly #engine: EnginePort;
  readonly #deployments: Deployments;
  readonly #about: { version: string; startedAt: Date; databaseKind: DatabaseKind };

  constructor(parts: {
    db: Db;
    engine: EnginePort;
    deployments: Deployments;
    about: { version: string; startedAt: Date; databaseKind: DatabaseKind };
  }) {
    this.#db = parts.db;
    this.#engine = parts.engine;
    this.#deployments = parts.deployments;
    this.#about = parts.about;
  }

  async read(): Promise<Status> {
    const ok = await this.databaseAnswers();
    const agents = this.#engine.agentViews().filter(({ signedIn }) => signedIn);
    const calls = this.#engine.callViews().filter(({ state }) => state !== "ended");
    const inForce = ok ? await this.#deployments.findHead() : undefined;
    const today = ok ? await this.#queuesToday() : undefined;
    return {
      version: this.#about.version,
      startedAt: this.#about.startedAt,
      switch: this.#engine.switchStatus(),
      database: { kind: this.#about.databaseKind, ok, spooledEntries: this.#engine.journalStatus().spooled },
      queues: this.#engine
        .groupViews()
        .map((view) => ({ ...view, ...(today && { today: today.get(view.group) ?? none }) })),
      agents: {
        signedIn: agents.length,
        free: agents.filter(({ state, sessionLost }) => state === "online" && !sessionLost).length,
        talking: agents.filter(({ activity }) => activity === "talking" || activity === "held").length,
      },
      calls: {
        live: calls.length,
        waiting: calls.filter(({ state }) => state === "waiting" || state === "offered").length,
      },
      deployment: inForce && { hash: inForce.hash, appliedAt: inForce.appliedAt },
    };
  }

  async #queuesToday(): Promise<ReadonlyMap<string, QueueToday> | undefined> {
    const organization = this.#engine.deployment()?.organization.spec;
    if (organization === undefined) return undefined;
    return findQueuesToday(this.#db, {
      now: new Date(this.#engine.now()),
      timeZone: organization.timeZone,
      answerWithinMs: organization.answerWithinSeconds * 1_000,
    });
  }

  async databaseAnswers(): Promise<boolean> {
    try {
      await sql`select 1`.execute(this.#db);
      return true;
    } catch {
      // Whatever the reason, the answer to the question is no; the reason is in the pool's log and in doctor's check.
      return false;
    }
  }
}
