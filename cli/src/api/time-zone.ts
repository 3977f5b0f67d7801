import { answerIfAllowed } from "./client.ts";
import type { Api } from "./client.ts";

/** The organization's time zone, in which all times are shown; this machine's where a token may not ask for it. */
export async function askTimeZone(api: Api): Promise<string | undefined> {
  const session = await answerIfAllowed(api, api.http.GET("/api/v1/session"));
  return session?.organization.timeZone;
}
