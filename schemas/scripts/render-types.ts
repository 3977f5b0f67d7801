import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { fieldSchemas, type FieldSchema } from "../src/kind-schemas.ts";
import { kinds } from "../src/kinds.ts";

export const typesPath = fileURLToPath(new URL("../src/types.gen.ts", import.meta.url));

/** The text of types.gen.ts: one interface per kind, as a document is once it is loaded. */
export async function renderTypes(): Promise<string> {
  const parts = ["// Made from schemas/kinds by `node schemas/scripts/generate-types.ts`; do not edit.\n"];
  for (const kind of kinds) {
    parts.push(
      await compile(asLoaded(fieldSchemas[kind]), `${kind}Document`, {
        bannerComment: "",
        additionalProperties: false,
        ignoreMinAndMaxItems: true,
        style: { printWidth: 120 },
      }),
    );
  }
  return parts.join("\n");
}

/** The loader fills in defaults, so in a loaded document a field with a default is always there. */
function asLoaded(schema: FieldSchema): object {
  const { properties, items, required, ...rest } = schema;
  delete rest["x-field"];
  delete rest.default;
  const loaded: Record<string, unknown> = { ...rest };
  if (items !== undefined) loaded["items"] = asLoaded(items);
  if (properties !== undefined) {
    loaded["properties"] = Object.fromEntries(Object.entries(properties).map(([name, p]) => [name, asLoaded(p)]));
    const defaulted = Object.keys(properties).filter((name) => properties[name]?.default !== undefined);
    loaded["required"] = [...(required ?? []), ...defaulted];
  }
  return loaded;
}
