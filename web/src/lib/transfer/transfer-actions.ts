import { ask } from "#lib/api/client.ts";
import { explain, supportLine } from "#lib/api/explain.ts";
import { asProblem } from "#lib/api/problem.ts";
import type { ApiProblem } from "#lib/api/problem.ts";
import type { TransferTarget } from "#lib/api/schema.ts";
import type { MessageKey } from "#lib/i18n/catalogue.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";
import { work } from "#lib/work/current-call.svelte.ts";
import { callerName } from "#lib/work/words.ts";
import { readTargets } from "./target-list.svelte.ts";
import { bodyOf, keyOf, whyNot } from "./target-words.ts";

/** Opens the panel for the call in hand, or closes it. */
export function toggleTransfer(): void {
  const { callId, phase } = work.current;
  if (phase !== "talking" || callId === undefined) return;
  work.transferFor = work.transferFor === callId ? undefined : callId;
}

/** Blind transfer: the agent is out of the call as soon as the server has taken it. */
export async function transfer(target: TransferTarget): Promise<void> {
  const { callId, name, number } = work.current;
  if (callId === undefined) return;
  const words = { customer: callerName(name, number), target: target.label };
  try {
    const params = { path: { callId } };
    await ask((api) => api.POST("/calls/{callId}/transfer", { params, body: bodyOf(target) }));
    work.transferFor = undefined;
    work.passedOn = target.kind === "agent" ? { callId, target: target.label } : undefined;
    toasts.good(t(`transfer.done.${target.kind}`, words));
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code === "auth.not-signed-in") return;
    const why = await refusalOf(target, problem);
    const sentence =
      why === undefined
        ? t("transfer.failed.other", { ...words, why: explain(problem) })
        : t("transfer.failed", { ...words, why: t(why) });
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
