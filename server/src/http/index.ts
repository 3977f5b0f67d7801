export { buildApp, type AppParts, type BuiltApp } from "./build-app.ts";
export { listenLocally, type LocalListener } from "./local-listener.ts";
export { makeLogger } from "./logger.ts";
