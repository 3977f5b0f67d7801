import type { Problem } from "@hotline/schemas";
import { answer } from "../api/client.ts";
import type { Api } from "../api/client.ts";
import type { Plan } from "../api/views.ts";
import { Failure } from "../errors/failure.ts";
import { invalid, readConfig } from "./read-config.ts";

export interface PlannedFolder {
  readonly files: { path: string; text: string }[];
  readonly plan: Plan;
}

/**
 * The folder as the server would take it. It is checked here first, where its prompt files are.
 * @throws Failure config.invalid with the problems, from here or from the server
 */
export async function askPlan(api: Api, folder: string): Promise<PlannedFolder> {
  const { files, problems } = await readConfig(folder);
  if (problems.length > 0) throw invalid(problems);
  const plan = await answer(api, api.http.POST("/api/v1/deployments/plan", { body: { files } }));
  return { files, plan };
}

/** The problems a failure carries, to be printed as lines before the failure itself. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (!(error instanceof Failure) || error.parts.code !== "config.invalid") return [];
  const problems = error.parts.data?.["problems"];
  return Array.isArray(problems) ? problems.filter(isProblem) : [];
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "file" in value && "line" in value && "code" in value;
}
