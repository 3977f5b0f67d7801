import { Type, type Static, type TSchema } from "@sinclair/typebox";
import type { App } from "./type-provider.ts";

const known: TSchema[] = [];

/** A schema that stands once in the OpenAPI document, under this name; what is returned refers to it. */
export function named<Schema extends TSchema>(name: string, schema: Schema) {
  known.push({ ...schema, $id: name });
  return Type.Unsafe<Static<Schema>>({ $ref: `${name}#` });
}

export function addNamedSchemas(app: App): void {
  for (const schema of known) app.addSchema(schema);
}
