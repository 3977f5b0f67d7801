import { switchChoiceFrom } from "@hotline/server";
import type { HotlineOptions } from "@hotline/server";
import { homeFolder } from "../api/transport.ts";
import { failure } from "../errors/failure.ts";
import { say } from "../language.ts";

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
    rtpPorts: rangeOf(env, "HOTLINE_RTP_PORTS"),
    logLevel: env["HOTLINE_LOG_LEVEL"] || "info",
    logFile: env["HOTLINE_LOG_FILE"] || undefined,
  };
}

/** @param inARow how many ports from this one on are used */
export function portOf(env: NodeJS.ProcessEnv, name: string, inARow = 1): number | undefined {
  const text = env[name];
  if (!text) return undefined;
  const port = Number(text);
  const last = 65_536 - inARow;
  if (!Number.isInteger(port) || port < 1 || port > last) throw wrong(name, text, `1–${String(last)}`);
  return port;
}

function rangeOf(env: NodeJS.ProcessEnv, name: string): { first: number; last: number } | undefined {
  const text = env[name];
  if (!text) return undefined;
  const [first = 0, last = 0] = text.split("-").map(Number);
  if (!(first >= 1024 && last > first && last <= 65_535)) throw wrong(name, text, "16384-32767");
  return { first, last };
}

function switchOf(text: string | undefined): HotlineOptions["switchChoice"] {
  try {
    return switchChoiceFrom(text);
  } catch {
    throw wrong("HOTLINE_FREESWITCH", text ?? "", "host:port, simulated");
  }
}

function wrong(name: string, text: string, allowed: string): Error {
  const reason = say({ zh: `${name} 是 ${text}，可以是 ${allowed}`, en: `${name} is ${text}; it may be ${allowed}` });
  return failure("usage.wrong", { reason });
}
