import createClient from "openapi-fetch";
import { networkProblem, problemOf } from "./problem.ts";
import type { paths } from "./schema.ts";

const client = createClient<paths>({ baseUrl: "/api/v1", headers: { "x-hotline-csrf": "1" } });

interface Outcome<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

type Refusal = "auth.not-signed-in" | "auth.password-must-change";
let onRefused: (code: Refusal) => void = () => undefined;

/** Who is told when a request shows that the session is over or the password must be changed first. */
export function whenRefused(listener: (code: Refusal) => void): void {
  onRefused = listener;
}

/** Runs one request; gives its data or throws an ApiProblem. */
export async function ask<Data>(request: (api: typeof client) => Promise<Outcome<Data>>): Promise<Data> {
  let outcome: Outcome<Data>;
  try {
    outcome = await request(client);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw networkProblem(cause);
  }
  if (outcome.response.ok) return outcome.data as Data;
  const problem = problemOf(outcome.error, outcome.response);
  if (problem.code === "auth.not-signed-in" || problem.code === "auth.password-must-change") onRefused(problem.code);
  throw problem;
}
