import type { ConfigFile } from "@hotline/schemas";
import type { Services } from "../http/services.ts";
import type { RunningHotline } from "./options.ts";

const BY = { actor: "server", address: undefined, requestId: undefined };

/** Applies the folder the server was started with. */
export async function applyFirstFiles(services: Services, files: readonly ConfigFile[]): Promise<void> {
  const request = { files, base: null, message: "首次启动 first start", author: undefined, commit: undefined } as const;
  await services.deployments.apply({ ...request, lang: "zh" }, BY);
}

/**
 * A password for one sign-in for each person, as long as nobody has one. Made when nothing can fail any more: passwords of a
 * start that was killed, or found its port taken, would never be shown, and the next start would have nothing to show.
 */
export async function firstPasswords({ users }: Services): Promise<RunningHotline["oneTimePasswords"]> {
  return users.giveFirstPasswords(BY);
}
