import type { HotlineOptions, RunningHotline } from "@hotline/server";
import { Failure, failure } from "../errors/failure.ts";
import { serverWords } from "../errors/server-words.ts";
import { lang } from "../language.ts";

/** @throws Failure with the server's reason, start.* where it knows one */
export async function start(options: HotlineOptions): Promise<RunningHotline> {
  // Loading the server costs a second; other commands do not pay for it.
  const { startHotline } = await import("@hotline/server");
  try {
    return await startHotline(options);
  } catch (error) {
    throw startFailure(error);
  }
}

/** Resolves at the first Ctrl-C or end from a service manager; a second one ends the program at once. */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(signal === "SIGINT" ? 130 : 143);
      asked = true;
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

function startFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return failure("server.start-failed", { reason: String(error) });
  const code = "code" in error ? String(error.code) : "";
  if (!code.startsWith("start.")) return failure("server.start-failed", { reason: error.message });
  const known = lang === "zh" && Object.hasOwn(serverWords, code) ? serverWords[code] : undefined;
  const hint = known?.hint ?? ("hint" in error ? String(error.hint) : undefined);
  if (known === undefined) return new Failure({ code, message: error.message, hint });
  return new Failure({ code, message: known.message, hint, cause: known.withDetail ? error.message : undefined });
}
