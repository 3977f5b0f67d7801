import type { ConfigFile } from "@hotline/schemas";
import type { Services } from "../http/services.ts";
import type { RunningHotline } from "./options.ts";

const BY = { actor: "server", address: undefined, requestId: undefined };

/** Applies the folder the server was started with and gives each of its people a password for one sign-in. */
export async function applyFirstFiles(
  services: Services,
  files: readonly ConfigFile[],
): Promise<RunningHotline["oneTimePasswords"]> {
  const request = { files, base: null, message: "首次启动 first start", author: undefined, commit: undefined } as const;
  await services.deployments.apply({ ...request, lang: "zh" }, BY);
  const passwords: { user: string; label: string; password: string }[] = [];
  for (const { user, label } of await services.users.list()) {
    passwords.push({ user, label, password: await services.users.resetPassword(user, BY) });
  }
  return passwords;
}
