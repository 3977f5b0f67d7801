export * from "./commands.ts";
export * from "./config.ts";
export * from "./events.ts";
export * from "./facts.ts";
export * from "./model.ts";
export * from "./views.ts";
