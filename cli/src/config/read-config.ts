import { join } from "node:path";
import { formatProblem, loadFolder } from "@hotline/schemas";
import type { LoadResult, Problem } from "@hotline/schemas";
import { failure } from "../errors/failure.ts";
import type { Failure } from "../errors/failure.ts";
import { lang } from "../language.ts";
import { paint } from "../terminal/paint.ts";

export const DEFAULT_FOLDER = "config";

/** @throws Failure config.unreadable when the folder's listing itself cannot be had */
export async function readConfig(folder: string): Promise<LoadResult> {
  try {
    return await loadFolder(folder, { lang });
  } catch (error) {
    throw failure("config.unreadable", {
      path: folder,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

/**
 * One line per problem, its file named as seen from here so that editors and terminals can open it. A person at a
 * terminal sees the hint below; scripts get exactly one line each.
 */
export function problemLines(folder: string, problems: readonly Problem[]): string[] {
  return problems.flatMap((problem) => {
    const line = formatProblem({ ...problem, file: join(folder, problem.file) });
    return process.stdout.isTTY && problem.hint ? [line, paint("dim", `    ${problem.hint}`)] : [line];
  });
}

export function invalid(problems: readonly Problem[]): Failure {
  return failure("config.invalid", { count: problems.length }, { data: { problems } });
}
