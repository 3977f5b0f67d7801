import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Any constant does; it marks "the one active server" among advisory locks. */
const LOCK_KEY = 4_685_463;
const RETRY_MS = 500;
/** PostgreSQL takes a moment to notice that a killed server is gone, longer on a busy machine. */
const PATIENCE_MS = 5_000;

export interface ServerLock {
  release(): Promise<void>;
}

export interface LockWatch {
  onLost(error: Error): void;
  onTaken(): void;
  /** Said once; it is tried again all the same. */
  onHeldByOther(): void;
}

/**
 * Two servers on one database would both drive the switch. The lock is the connection's own, so it is gone with a killed
 * server at once; with a restart of PostgreSQL too, and then it is taken again.
 * @returns undefined when another server holds it
 */
export async function takeServerLock(databaseUrl: string, watch: LockWatch): Promise<ServerLock | undefined> {
  const held: { client: pg.Client | undefined; released: boolean } = { client: undefined, released: false };
  const take = async (): Promise<boolean> => {
    const client = await lockedClient(databaseUrl, (error) => {
      held.client = undefined;
      if (held.released) return;
      watch.onLost(error);
      void takeAgain();
    });
    if (held.released) await client?.end();
    else held.client = client;
    return client !== undefined;
  };
  const takeAgain = async (): Promise<void> => {
    let saidHeld = false;
    while (!held.released) {
      await sleep(RETRY_MS, undefined, { ref: false });
      // PostgreSQL is away or on its way; the journal says so to everybody who looks.
      const taken = await take().catch(() => undefined);
      if (taken === true) {
        watch.onTaken();
        return;
      }
      if (taken === false && !saidHeld) watch.onHeldByOther();
      saidHeld ||= taken === false;
    }
  };
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await take())) {
    if (performance.now() > giveUpAt) return undefined;
    await sleep(RETRY_MS);
  }
  return {
    async release() {
      held.released = true;
      await held.client?.end();
    },
  };
}

async function lockedClient(databaseUrl: string, onLost: (error: Error) => void): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "hotline lock",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  let holds = false;
  let lost = false;
  client.on("error", (error) => {
    if (holds && !lost) onLost(error);
    lost = true;
  });
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [LOCK_KEY]);
  holds = rows[0]?.taken === true;
  if (holds) return client;
  await client.end();
  return undefined;
}
