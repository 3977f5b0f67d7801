import type { Deployment, TrunkDocument } from "@hotline/schemas";
import type { EventSocket } from "./connection/event-socket.ts";
import { safeValue } from "./text.ts";

export interface Change {
  readonly before: Deployment;
  readonly after: Deployment;
  readonly newStreams: readonly string[];
}

/** Has a running switch take up the files just written. Calls go on: only gateways that changed are taken down and up. */
export async function applyConfiguration(socket: EventSocket, { before, after, newStreams }: Change): Promise<void> {
  await socket.job("reloadxml");
  await socket.job("reloadacl");
  for (const name of newStreams) await socket.job(`local_stream start ${safeValue("stream", name)}`);
  for (const name of changedTrunks(before.trunks, after.trunks)) {
    await socket.job(`sofia profile trunk killgw ${safeValue("trunk", name)}`);
  }
  // Adds what is new in the files; profiles and their calls stay as they are.
  await socket.job("sofia profile trunk rescan");
}

function changedTrunks(before: Record<string, TrunkDocument>, after: Record<string, TrunkDocument>): string[] {
  return Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
