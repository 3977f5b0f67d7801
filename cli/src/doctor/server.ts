import { answer, connect } from "../api/client.ts";
import type { Check } from "../api/views.ts";
import { Failure } from "../errors/failure.ts";
import { say } from "../language.ts";
import { safeDeep } from "../terminal/safe-text.ts";
import { fail, ok } from "./check.ts";
import { inOurWords } from "./server-words.ts";

export interface ServerView {
  readonly checks: readonly Check[];
  readonly reachable: boolean;
  /** Hash in force; null when nothing was ever applied, undefined when the server cannot say. */
  readonly inForce: string | null | undefined;
}

/** What the server says of itself and of what it depends on; a server that is away is itself a finding. */
export async function askServer(): Promise<ServerView> {
  try {
    const api = connect();
    const { checks } = await answer(api, api.http.GET("/api/v1/doctor"));
    const status = await answer(api, api.http.GET("/api/v1/status"));
    const found = say({ zh: `在运行，版本 ${status.version}`, en: `running, version ${status.version}` });
    return {
      reachable: true,
      inForce: status.deployment?.hash ?? null,
      checks: [ok("server", found), ...safeDeep(checks).map(inOurWords)],
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message, hint } = error.parts;
    const down = fail("server", say({ zh: "没有回答", en: "no answer" }), { cause: message, cure: hint ?? "" });
    return { reachable: code !== "server.unreachable", inForce: undefined, checks: [down] };
  }
}
