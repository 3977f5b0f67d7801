import { ask } from "#lib/api/client.ts";
import { explain, supportLine } from "#lib/api/explain.ts";
import { asProblem } from "#lib/api/problem.ts";
import type { ChosenState } from "#lib/api/schema.ts";
import { t } from "#lib/i18n/language.svelte.ts";
import { live } from "#lib/live/live.svelte.ts";
import type { AgentView } from "#lib/live/live-state.ts";
import { MicrophoneError } from "#lib/phone/microphone.ts";
import { phone } from "#lib/phone/phone.svelte.ts";
import { toasts } from "#lib/ui/toasts.svelte.ts";

type Who = Pick<AgentView, "agent" | "label">;

export async function forceState({ agent, label }: Who, state: ChosenState, breakReason?: string): Promise<void> {
  const word = t(`state.${state}`);
  const body = { state, ...(breakReason === undefined ? {} : { breakReason }) };
  await tell(
    async () => {
      const now = await ask((api) => api.POST("/agents/{agent}/state", { params: { path: { agent } }, body }));
      return now.state === state
        ? t("monitor.forced", { name: label, state: word })
        : t("monitor.forcedLater", { name: label, state: word });
    },
    (why) => t("monitor.forceFailed", { name: label, state: word, why }),
  );
}

export async function endAcwOf({ agent, label }: Who): Promise<void> {
  await tell(
    async () => {
      await ask((api) => api.POST("/agents/{agent}/acw/end", { params: { path: { agent } } }));
      return t("monitor.acwEnded", { name: label });
    },
    (why) => t("monitor.acwFailed", { name: label, why }),
  );
}

export async function extendAcwOf({ agent, label }: Who, seconds: number): Promise<void> {
  await tell(
    async () => {
      await ask((api) => api.POST("/agents/{agent}/acw/extend", { params: { path: { agent } }, body: { seconds } }));
      return t("monitor.acwExtended", { name: label, seconds });
    },
    (why) => t("monitor.acwFailed", { name: label, why }),
  );
}

export type ListenMode = NonNullable<AgentView["listening"]>["mode"];

/** Done when the live state says so; only a refusal is told here. */
export async function listenTo({ label }: Who, callId: string, mode: ListenMode): Promise<void> {
  await tell(
    async () => {
      if (phone.place === "here" && live.switch?.kind !== "simulated") await phone.microphone.open();
      await ask((api) => api.POST("/calls/{callId}/listen", { params: { path: { callId } }, body: { mode } }));
      return undefined;
    },
    (why) => t("monitor.listenFailed", { action: t(`monitor.${mode}`), name: label, why }),
  );
}

export async function stopListening(callId: string): Promise<void> {
  await tell(
    async () => {
      await ask((api) => api.POST("/calls/{callId}/listen/end", { params: { path: { callId } } }));
      return undefined;
    },
    (why) => t("monitor.leaveFailed", { why }),
  );
}

export async function takeOver({ label }: Who, callId: string): Promise<boolean> {
  return tell(
    async () => {
      await ask((api) => api.POST("/calls/{callId}/take-over", { params: { path: { callId } } }));
      return undefined;
    },
    (why) => t("monitor.takeOverFailed", { name: label, why }),
  );
}

/** Says what was done, or in one sentence why not. */
async function tell(work: () => Promise<string | undefined>, failure: (why: string) => string): Promise<boolean> {
  try {
    const done = await work();
    if (done !== undefined) toasts.good(done);
    return true;
  } catch (error) {
    if (error instanceof MicrophoneError) return false; // its notice stands on the page
    const problem = asProblem(error);
    if (problem.code !== "auth.not-signed-in") toasts.bad(failure(explain(problem)), supportLine(problem));
    return false;
  }
}
