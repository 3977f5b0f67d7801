import type { Deployment, TrunkDocument } from "@hotline/schemas";
import type { EventSocket } from "./connection/event-socket.ts";
import { SwitchRefusedError } from "./errors.ts";
import { VERSION_VARIABLE } from "./render/write.ts";
import { safeValue } from "./text.ts";

const CONFIRM_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 100;

export interface Change {
  /** Undefined when nobody knows what the switch has: every gateway is then made anew. */
  readonly before: Deployment | undefined;
  readonly after: Deployment;
  readonly newStreams: readonly string[];
}

/** The version of the files the switch has read; empty when it has read none of ours. */
export function readVersion(socket: EventSocket): Promise<string> {
  return socket.api(`global_getvar ${VERSION_VARIABLE}`);
}

/**
 * Has a running switch take up the files just written. Calls go on: only gateways that changed are taken down and up.
 * @throws SwitchRefusedError when a trunk is not there afterwards
 */
export async function applyConfiguration(socket: EventSocket, { before, after, newStreams }: Change): Promise<void> {
  await socket.job("reloadxml");
  await socket.job("reloadacl");
  for (const name of newStreams) await socket.job(`local_stream start ${safeValue("stream", name)}`);
  for (const name of before === undefined ? Object.keys(after.trunks) : changedTrunks(before.trunks, after.trunks)) {
    await socket.job(`sofia profile trunk killgw ${safeValue("trunk", name)}`);
  }
  await confirmTrunks(socket, Object.values(after.trunks));
}

function changedTrunks(before: Record<string, TrunkDocument>, after: Record<string, TrunkDocument>): string[] {
  return Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/** A gateway taken down goes in its own time, and while it is there the new one of its name is not taken. */
async function confirmTrunks(socket: EventSocket, trunks: readonly TrunkDocument[]): Promise<void> {
  const deadline = Date.now() + CONFIRM_WITHIN_MS;
  for (;;) {
    // Adds what is new in the files; profiles and their calls stay as they are.
    await socket.job("sofia profile trunk rescan");
    const missing = await firstMissing(socket, trunks);
    if (missing === undefined) return;
    if (Date.now() > deadline) throw new SwitchRefusedError(`trunk ${missing}`, "the gateway is not there");
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function firstMissing(socket: EventSocket, trunks: readonly TrunkDocument[]): Promise<string | undefined> {
  for (const { name, spec } of trunks) {
    const status = await socket.api(`sofia status gateway ${safeValue("trunk", name)}`);
    const proxy = /^Proxy\s+sip:(\S+)$/m.exec(status)?.[1];
    if (proxy !== `${spec.host}:${spec.port}`) return name;
  }
  return undefined;
}
