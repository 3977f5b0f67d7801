import type { DocumentOptions, ParseOptions, SchemaOptions } from "yaml";

/** YAML 1.2 core whatever a file's %YAML line says: no dates, no merge keys, no `yes` that means true. */
export const yamlOptions = {
  schema: "core",
  resolveKnownTags: false,
  // Our own walk looks for duplicate keys: the library compares each with each, which a hostile file makes last for hours.
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: "silent",
} as const satisfies ParseOptions & DocumentOptions & SchemaOptions;
