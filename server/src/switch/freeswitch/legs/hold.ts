import type { AcdCommand, LegId } from "../../../acd/index.ts";
import { SwitchRefusedError } from "../errors.ts";
import { VARIABLE } from "../names.ts";
import { safeValue } from "../text.ts";

type Hold = Extract<AcdCommand, { type: "leg.hold" }>;
type Api = (command: string) => Promise<string>;

const SILENCE = "silence_stream://-1";

/**
 * Hold without moving either leg: what the agent's leg sends to the customer is replaced by music, what it hears by silence.
 * Both stand on the agent's leg, so they go with it, and the customer, whose own leg knows nothing of it, asks as after any
 * talk. Nothing here spends a transfer. Doing it twice changes nothing.
 */
export async function holdLeg(api: Api, { legId, heldAt }: Hold, stream: string): Promise<void> {
  const leg = safeValue("leg id", legId);
  const music = `local_stream://${stream}`;
  try {
    // First, so that a server that comes back finds a hold it can end, never music it knows nothing of.
    await expectOk(api, `uuid_setvar ${leg} ${VARIABLE.heldAt} ${heldAt}`);
    const before = await displaced(api, leg);
    if (!before.includes(SILENCE)) await expectOk(api, `uuid_displace ${leg} start ${SILENCE} 0 w`);
    if (!before.includes(music)) await expectOk(api, `uuid_displace ${leg} start ${music} 0 r`);
    const after = await displaced(api, leg);
    if (!after.includes(SILENCE) || !after.includes(music)) throw new SwitchRefusedError("uuid_displace", "no effect");
  } catch (error) {
    // The talk must be as it was; what made the hold fail is what is told.
    await retrieveLeg(api, legId).catch(() => undefined);
    throw error;
  }
}

export async function retrieveLeg(api: Api, legId: LegId): Promise<void> {
  const leg = safeValue("leg id", legId);
  for (const path of await displaced(api, leg)) await api(`uuid_displace ${leg} stop ${path}`);
  const left = await displaced(api, leg);
  if (left.length > 0) throw new SwitchRefusedError("uuid_displace", `${left.join(", ")} still plays`);
  await expectOk(api, `uuid_setvar ${leg} ${VARIABLE.heldAt}`);
}

/** What replaces the leg's own sound just now. */
async function displaced(api: Api, leg: string): Promise<string[]> {
  const list = await api(`uuid_buglist ${leg}`);
  if (list.startsWith("-ERR")) throw new SwitchRefusedError("uuid_buglist", list);
  const bugs = list.matchAll(/<function>displace<\/function>\s*<target>([^<\s]+)<\/target>/g);
  return [...bugs].flatMap(([, target]) => target ?? []);
}

async function expectOk(api: Api, command: string): Promise<void> {
  const reply = await api(command);
  if (!reply.startsWith("+OK")) throw new SwitchRefusedError(command.split(" ", 1)[0] ?? "", reply);
}
