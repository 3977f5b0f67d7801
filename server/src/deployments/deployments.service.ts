import {
  deploymentHash,
  diffDeployments,
  type Change,
  type ConfigFile,
  type Deployment,
  type Lang,
  type LoadOptions,
} from "@hotline/schemas";
import { writeAudit, type AuditContext } from "../audit/audit.service.ts";
import { isDatabaseDown, storableJson, storableText, type Db } from "../db/index.ts";
import { HotlineError } from "../errors/index.ts";
import { insertMissingUsers } from "../users/users.queries.ts";
import {
  findHistory,
  findInForce,
  findInForceHead,
  insertDeployment,
  lockDeployments,
  retireInForce,
  type DeploymentSummary,
} from "./deployments.queries.ts";
import { loadBeside } from "./load-beside.ts";
import type { ChangeCounts, StoredFile } from "./deployments.table.ts";

const historyLimit = 200;

/** Brings a deployment into force in engine and switch; throws where it cannot and then has changed nothing. */
export type ApplyDeployment = (deployment: Deployment) => Promise<void>;

export interface Plan {
  readonly base: string | null;
  readonly next: string;
  readonly changes: Change[];
  readonly counts: ChangeCounts;
}

export interface ApplyRequest {
  readonly files: readonly ConfigFile[];
  /** Hash of what was in force when the change was planned; null for nothing. */
  readonly base: string | null;
  readonly message: string;
  readonly author: string | undefined;
  readonly commit: string | undefined;
  readonly lang: Lang;
}

export type Applied =
  | { readonly unchanged: true; readonly hash: string }
  | { readonly unchanged: false; readonly id: number; readonly hash: string; readonly changes: Change[] };

export interface InForce {
  readonly id: number;
  readonly hash: string;
  readonly appliedAt: Date;
  readonly files: StoredFile[];
  readonly deployment: Deployment;
}

export class Deployments {
  readonly #db: Db;
  readonly #apply: ApplyDeployment;
  readonly #load: LoadOptions;
  readonly #listeners = new Set<() => void>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    db: Db;
    applyDeployment: ApplyDeployment;
    /** Prompts the server has by itself, and the environment secrets are read from. */
    load: LoadOptions;
  }) {
    this.#db = parts.db;
    this.#apply = parts.applyDeployment;
    this.#load = parts.load;
  }

  /** Told after another deployment came into force. */
  onApplied(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** What `apply` of these files would change. Throws config.invalid with every problem. */
  async plan(files: readonly ConfigFile[], lang: Lang): Promise<Plan> {
    const { env: _onlyForApply, ...options } = this.#load;
    const next = await this.#loadOrThrow(files, { ...options, lang });
    const before = await this.inForce();
    const changes = diffDeployments(before?.deployment, next);
    return { base: before?.hash ?? null, next: deploymentHash(next), changes, counts: countsOf(changes) };
  }

  /**
   * All or nothing, one at a time. Throws config.invalid, deployment.stale-base, or deployment.failed where the hook
   * refused; the former deployment is then still in force.
   */
  async apply(request: ApplyRequest, by: AuditContext): Promise<Applied> {
    const turn = this.#last.then(
      () => this.#applyNow(request, by),
      () => this.#applyNow(request, by),
    );
    this.#last = turn;
    return turn;
  }

  async history(): Promise<DeploymentSummary[]> {
    return findHistory(this.#db, historyLimit);
  }

  /** Hash and time of what is in force, without loading it. */
  async findHead(): Promise<{ hash: string; appliedAt: Date } | undefined> {
    return findInForceHead(this.#db);
  }

  /** What is stored as in force, loaded again; undefined before the first apply. */
  async inForce(): Promise<InForce | undefined> {
    const row = await findInForce(this.#db);
    if (row === undefined) return undefined;
    const { env: _alreadyApplied, ...options } = this.#load;
    const { deployment, problems } = await loadBeside(row.files, options);
    if (deployment === undefined) {
      const first = problems[0];
      throw new Error(`Deployment ${row.id} is in force and no longer valid: ${first?.file} ${first?.message}`);
    }
    return { id: row.id, hash: row.hash, appliedAt: row.appliedAt, files: row.files, deployment };
  }

  async #applyNow(request: ApplyRequest, by: AuditContext): Promise<Applied> {
    const next = await this.#loadOrThrow(request.files, { ...this.#load, lang: request.lang });
    const hash = deploymentHash(next);
    let former: InForce | undefined;
    let changes: Change[] = [];
    let reached = false;
    try {
      const id = await this.#db.transaction().execute(async (trx) => {
        await lockDeployments(trx);
        former = await this.inForce();
        if ((former?.hash ?? null) !== request.base) throw new HotlineError("deployment.stale-base");
        if (former?.hash === hash) return undefined;
        changes = diffDeployments(former?.deployment, next);
        await retireInForce(trx);
        const id = await insertDeployment(trx, rowOf(request, hash, changes, by));
        await insertMissingUsers(trx, Object.keys(next.agents));
        await writeAudit(trx, by, "deployment.applied", hash, { message: request.message, counts: countsOf(changes) });
        await this.#apply(next).catch((cause: unknown) => {
          throw new HotlineError("deployment.failed", {
            detail: `The configuration was refused: ${wordsOf(cause)}`,
            cause,
          });
        });
        reached = true;
        return id;
      });
      if (id === undefined) return { unchanged: true, hash };
      for (const listener of this.#listeners) listener();
      return { unchanged: false, id, hash, changes };
    } catch (error) {
      // The commit itself failed after the engine had taken it: what runs must be what is stored.
      if (reached && former !== undefined) await this.#apply(former.deployment);
      const storable = reached && !isDatabaseDown(error);
      if (storable || (error instanceof HotlineError && error.code === "deployment.failed")) {
        await this.#keepFailure(rowOf(request, hash, changes, by), wordsOf(error), by);
      }
      throw error;
    }
  }

  async #keepFailure(row: ReturnType<typeof rowOf>, failure: string, by: AuditContext): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await insertDeployment(trx, { ...row, state: "failed", failure: storableText(failure) });
      await writeAudit(trx, by, "deployment.failed", row.hash, { failure });
    });
  }

  async #loadOrThrow(files: readonly ConfigFile[], options: LoadOptions): Promise<Deployment> {
    const { deployment, problems } = await loadBeside(files, options);
    if (deployment !== undefined) return deployment;
    throw new HotlineError("config.invalid", {
      detail: `The configuration has ${problems.length} problem${problems.length === 1 ? "" : "s"}.`,
      errors: problems.map(({ file, line, column, code, message, hint }) => ({
        path: file,
        line,
        column,
        code,
        message,
        ...(hint !== undefined && { hint }),
      })),
    });
  }
}

function rowOf(request: ApplyRequest, hash: string, changes: readonly Change[], by: AuditContext) {
  return {
    hash,
    baseHash: request.base,
    state: "in-force" as const,
    // PostgreSQL has no U+0000 in text; the loader has refused files that hold one, so nothing is altered here.
    files: request.files.map(({ path, text }) => ({ path: storableText(path), text: storableText(text) })),
    changes: storableJson(changes),
    counts: countsOf(changes),
    message: storableText(request.message),
    author: request.author === undefined ? null : storableText(request.author),
    appliedBy: by.actor,
    commit: request.commit ?? null,
    appliedAt: new Date(),
    failure: null,
  };
}

function countsOf(changes: readonly Change[]): ChangeCounts {
  const count = (op: Change["op"]): number => changes.filter((change) => change.op === op).length;
  return { create: count("create"), update: count("update"), delete: count("delete") };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
