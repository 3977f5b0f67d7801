import type { Api } from "./client.ts";

/** The organization's time zone, in which all times are shown; this machine's where the server has none to tell. */
export async function askTimeZone(api: Api): Promise<string | undefined> {
  const { data } = await api.http.GET("/api/v1/session");
  return data?.organization.timeZone;
}
