import { switchChoiceFrom } from "@hotline/server";
import type { HotlineOptions } from "@hotline/server";
import { homeFolder } from "../api/transport.ts";
import { portOf, portRangeOf, wrongVariable } from "./ports-from-env.ts";

export const DEFAULT_PORT = 8080;
const DEFAULT_HOST = "127.0.0.1";
const SWITCH_PORTS = 5;

export type ServerOptions = Omit<HotlineOptions, "onProgress">;

export interface ServerFlags {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
}

/**
 * What the server is started with: flags go before the environment, the environment before the usual.
 * @throws Failure usage.wrong naming the variable that cannot be
 */
export function serverOptions(folder: string, flags: ServerFlags, env: NodeJS.ProcessEnv): ServerOptions {
  return {
    home: homeFolder(env),
    host: flags.host ?? (env["HOTLINE_HOST"] || DEFAULT_HOST),
    port: flags.port ?? portOf(env, "HOTLINE_PORT") ?? DEFAULT_PORT,
    configFolder: folder,
    databaseUrl: env["DATABASE_URL"] || undefined,
    switchChoice: switchOf(env["HOTLINE_FREESWITCH"]),
    switchPorts: portOf(env, "HOTLINE_SWITCH_PORTS", SWITCH_PORTS),
    rtpPorts: portRangeOf(env, "HOTLINE_RTP_PORTS"),
    logLevel: env["HOTLINE_LOG_LEVEL"] || "info",
    logFile: env["HOTLINE_LOG_FILE"] || undefined,
  };
}

function switchOf(text: string | undefined): HotlineOptions["switchChoice"] {
  try {
    return switchChoiceFrom(text);
  } catch {
    throw wrongVariable("HOTLINE_FREESWITCH", text ?? "", "host:port, simulated");
  }
}
