export * from "./acd.ts";
export * from "./commands.ts";
export * from "./config.ts";
export * from "./events.ts";
export * from "./facts.ts";
export * from "./model.ts";
export type { AcdSnapshot } from "./snapshot.ts";
export type { AcdOutput } from "./state/output.ts";
export * from "./views.ts";
