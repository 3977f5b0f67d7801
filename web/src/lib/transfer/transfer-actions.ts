import { ask } from "#lib/api/client.ts";
import { explain, supportLine } from "#lib/api/explain.ts";
import { asProblem } from "#lib/api/problem.ts";
import type { ApiProblem } from "#lib/api/problem.ts";
import type { TransferTarget } from "#lib/api/schema.ts";
import type { MessageKey } from "#lib/i18n/catalogue.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { work } from "#lib/work/current-call.svelte.ts";
import type { PanelPurpose } from "#lib/work/current-call.svelte.ts";
import { callerName } from "#lib/work/words.ts";
import { readTargets } from "./target-list.svelte.ts";
import { bodyOf, keyOf, whyNot } from "./target-words.ts";

/** Opens the list for the call in hand, or closes it. */
export function togglePanel(purpose: PanelPurpose): void {
  const { callId, phase, consult } = work.current;
  if (phase !== "talking" || callId === undefined || consult !== undefined) return;
  const open = work.panel?.callId === callId && work.panel.purpose === purpose;
  work.panel = open ? undefined : { callId, purpose };
}

/** Blind transfer: the agent is out of the call as soon as the server has taken it. */
export async function transfer(target: TransferTarget): Promise<void> {
  await askOf(target, "transfer.failed", async (callId, words) => {
    const params = { path: { callId } };
    await ask((api) => api.POST("/calls/{callId}/transfer", { params, body: bodyOf(target) }));
    work.panel = undefined;
    toasts.good(t(`transfer.done.${target.kind}`, words));
  });
}

interface Words extends Record<string, string> {
  readonly customer: string;
  readonly target: string;
}

/** Asks for something with a target of the list; where it is refused, says what the target does and where the customer is. */
export async function askOf(
  target: TransferTarget,
  failure: "transfer.failed" | "consult.failed",
  request: (callId: string, words: Words) => Promise<void>,
): Promise<void> {
  const { callId, name, number } = work.current;
  if (callId === undefined) return;
  const words = { customer: callerName(name, number), target: target.label };
  try {
    await request(callId, words);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code === "auth.not-signed-in") return;
    const why = await refusalOf(target, problem);
    const sentence =
      why === undefined
        ? t(`${failure}.other`, { ...words, why: explain(problem) })
        : t(failure, { ...words, why: t(why) });
    toasts.bad(sentence, supportLine(problem));
  }
}

/** In words what the target does instead: as it is now, not as the list last showed it. */
async function refusalOf(target: TransferTarget, { code }: ApiProblem): Promise<MessageKey | undefined> {
  const refusal = /^call\.(target-.*)$/.exec(code)?.[1];
  if (refusal === undefined) return undefined;
  const name = target.kind === "group" ? target.group : target.agent;
  const now = await readTargets(name).catch(() => undefined);
  return whyNot(now?.items.find((item) => keyOf(item) === keyOf(target)) ?? target, refusal);
}
