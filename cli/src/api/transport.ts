import { resolve } from "node:path";
import { failure } from "../errors/failure.ts";

/** How the server is reached: over its own socket, guarded by the file system, or over the network with a token. */
export type Transport =
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "url"; readonly origin: string; readonly token: string };

export function homeFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env["HOTLINE_HOME"] || "var");
}

/** @throws Failure server.url-wrong, server.token-missing */
export function chooseTransport(env: NodeJS.ProcessEnv = process.env): Transport {
  const url = env["HOTLINE_URL"];
  if (!url) return { kind: "socket", path: resolve(homeFolder(env), "hotline.sock") };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw failure("server.url-wrong", { url });
  const token = env["HOTLINE_TOKEN"];
  if (!token) throw failure("server.token-missing");
  return { kind: "url", origin: new URL(url).origin, token };
}

/** For messages: the socket's path or the origin, never the token. */
export function placeOf(transport: Transport): string {
  return transport.kind === "socket" ? transport.path : transport.origin;
}
