import { ask } from "#lib/api/client.ts";
import type { paths, TransferTarget } from "#lib/api/schema.ts";
import type { MessageKey } from "#lib/i18n/catalogue.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import { work } from "#lib/work/current-call.svelte.ts";
import { tell } from "#lib/work/tell.ts";
import { callerName } from "#lib/work/words.ts";
import { colleague } from "./agent-labels.svelte.ts";
import { askOf } from "./transfer-actions.ts";
import { bodyOf } from "./target-words.ts";

export type ConsultStep = paths["/calls/{callId}/consult/{step}"]["post"]["parameters"]["path"]["step"];

/** The customer hears music from here on; the page says so when the server does. */
export async function consult(target: TransferTarget): Promise<void> {
  await askOf(target, "consult.failed", async (callId) => {
    const params = { path: { callId } };
    await ask((api) => api.POST("/calls/{callId}/consult", { params, body: bodyOf(target) }));
    work.conferenceFor = work.panel?.purpose === "conference" ? callId : undefined;
    work.panel = undefined;
  });
}

const failures: Record<ConsultStep, MessageKey> = {
  retrieve: "consult.retrieve.failed",
  swap: "consult.swap.failed",
  complete: "consult.complete.failed",
  conference: "consult.conference.failed",
};

export async function consultStep(step: ConsultStep): Promise<void> {
  const { callId, name, number, consult: now } = work.current;
  if (callId === undefined || now?.role !== "by") return;
  // Given up by hand, nobody needs to be told that it was not answered.
  if (step === "retrieve") work.gaveUp = callId;
  const words = { customer: callerName(name, number), target: colleague(now.other) };
  const params = { path: { callId, step } };
  // The side is named, so that a second click of the same button does not undo the first.
  const body = step === "swap" ? { to: now.place === "agents" ? ("customer" as const) : ("target" as const) } : {};
  const done = await tell(
    (why) => t(failures[step], { ...words, why }),
    () => ask((api) => api.POST("/calls/{callId}/consult/{step}", { params, body })),
  );
  if (!done) work.gaveUp = undefined;
}
