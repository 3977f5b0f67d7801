import { safeText } from "../terminal/safe-text.ts";
import { answerIfAllowed } from "./client.ts";
import type { Api } from "./client.ts";

/** Names people know agents by; empty where this caller may not see the list, and the stable names must do. */
export async function agentNames(api: Api): Promise<ReadonlyMap<string, string>> {
  const users = await answerIfAllowed(api, api.http.GET("/api/v1/users"));
  return new Map((users ?? []).map(({ user, label }) => [user, safeText(label)]));
}
