import { join } from "node:path";
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { runningPostmaster } from "./embedded/postmaster.ts";

const LOOK_EVERY_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface PostgresWatch {
  /** Told in words what happened and what was done. */
  onDied(): void;
  onBack(pid: number): void;
  onFailed(error: unknown): void;
}

/** Starts the embedded PostgreSQL again whenever it ended without us. @returns the function that ends this */
export function keepPostgresRunning(
  options: EmbeddedPostgresOptions,
  running: EmbeddedPostgres,
  watch: PostgresWatch,
): () => Promise<void> {
  const folder = join(options.home, "postgres");
  let stopped = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    if ((await runningPostmaster(folder)) !== undefined) return;
    if (failures === 0) watch.onDied();
    try {
      const { pid, port } = await startEmbeddedPostgres(options);
      if (port !== running.port) throw new Error(`its port ${running.port} was taken; it is at ${port} now`);
      failures = 0;
      watch.onBack(pid);
    } catch (error) {
      failures += 1;
      watch.onFailed(error);
    }
  };
  const lookLater = (): void => {
    if (stopped) return;
    timer = setTimeout(
      () => {
        working = look().finally(lookLater);
      },
      Math.min(LOOK_EVERY_MS * 2 ** failures, LONGEST_PAUSE_MS),
    );
    timer.unref();
  };
  lookLater();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await working;
  };
}
