import pg from "pg";

/** Any constant does; it marks "the one active server" among advisory locks. */
const LOCK_KEY = 4_685_463;

export interface ServerLock {
  release(): Promise<void>;
}

/**
 * Two servers on one database would both drive the switch. The lock is the connection's own, so it is gone with a killed
 * server at once.
 * @returns undefined when another server holds it
 */
export async function takeServerLock(
  databaseUrl: string,
  onLost: (error: Error) => void,
): Promise<ServerLock | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "hotline lock", keepAlive: true });
  await client.connect();
  client.on("error", onLost);
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [LOCK_KEY]);
  if (rows[0]?.taken !== true) {
    await client.end();
    return undefined;
  }
  return { release: () => client.end() };
}
