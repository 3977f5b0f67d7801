import { t, tOr } from "#lib/i18n/language.svelte.ts";
import { asProblem } from "./problem.ts";
import type { ApiProblem } from "./problem.ts";

/** The one sentence of a failure: our words for its code, else what the server said. */
export function explain(error: unknown): string {
  const problem = asProblem(error);
  if (problem.status === 0) return t("error.network");
  const fallback =
    problem.status >= 500
      ? t("error.server")
      : [problem.detail ?? problem.title, problem.hint].filter(Boolean).join(" ");
  return tOr(`error.${problem.code}`, fallback);
}

/** The small line for support beneath it. */
export function supportLine(error: unknown): string {
  const { code, requestId }: ApiProblem = asProblem(error);
  return requestId ? t("common.support", { code, requestId }) : t("common.supportCode", { code });
}
