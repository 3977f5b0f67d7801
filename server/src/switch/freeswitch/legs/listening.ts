import { setTimeout as sleep } from "node:timers/promises";
import type { AcdCommand } from "../../../acd/index.ts";
import { SwitchRefusedError } from "../errors.ts";
import { safeValue } from "../text.ts";

type Listen = Extract<AcdCommand, { type: "leg.listen" }>;

const LOOK_AGAIN_MS = 50;

/**
 * Resolves when the leader's leg runs `eavesdrop` and the agent's leg carries it; nothing tells of either by itself. False when
 * the leader's leg is no longer there.
 * @throws SwitchRefusedError when it is not so within `withinMs`
 */
export async function untilListening(
  api: (command: string) => Promise<string>,
  { legId, targetLegId }: Listen,
  withinMs: number,
): Promise<boolean> {
  const leg = safeValue("leg id", legId);
  const target = safeValue("leg id", targetLegId);
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOK_AGAIN_MS) {
    await sleep(LOOK_AGAIN_MS);
    const application = await api(`uuid_getvar ${leg} current_application`);
    if (application.startsWith("-ERR")) return false;
    if (application !== "eavesdrop") continue;
    if ((await api(`uuid_buglist ${target}`)).includes("<function>eavesdrop</function>")) return true;
  }
  throw new SwitchRefusedError("eavesdrop", "the leader's leg does not hear the talk");
}
