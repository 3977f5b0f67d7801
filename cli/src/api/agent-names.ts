import { safeText } from "../terminal/safe-text.ts";
import type { Api } from "./client.ts";

/** Names people know agents by; empty where this caller may not see the list, and the stable names must do. */
export async function agentNames(api: Api): Promise<ReadonlyMap<string, string>> {
  const { data } = await api.http.GET("/api/v1/users");
  return new Map((data ?? []).map(({ user, label }) => [user, safeText(label)]));
}
