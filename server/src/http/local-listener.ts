import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { App } from "./type-provider.ts";

const localRequests = new WeakSet<IncomingMessage>();

/** Whether the request came over the local socket. */
export function isLocal(request: IncomingMessage): boolean {
  return localRequests.has(request);
}

export interface LocalListener {
  close(): Promise<void>;
}

/**
 * A second door to the same routes for the command line on this machine: a socket only the server's user may open.
 * Throws where another server listens on it.
 */
export async function listenLocally(app: App, path: string): Promise<LocalListener> {
  await app.ready();
  await removeStale(path);
  const server = createServer((request, response) => {
    localRequests.add(request);
    app.routing(request, response);
  });
  const listening = new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  // The bind happens within the call; the file must never be open to others, not even until the chmod.
  const former = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(former);
  }
  await listening;
  await chmod(path, 0o600);
  return {
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** A killed server leaves its socket file; one that answers is a server that runs. */
async function removeStale(path: string): Promise<void> {
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
  if (answers) throw new Error(`Another server listens on ${path}`);
  await rm(path, { force: true });
}
