import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { commonSchema, rawSchemas } from "../kind-schemas.ts";
import type { Kind } from "../kinds.ts";
import { formats } from "./formats.ts";

let ajv: Ajv2020 | undefined;
const validators = new Map<Kind, ValidateFunction>();

/**
 * Checks a document against its kind's schema and fills in defaults in place. Compiled at first use, since a folder
 * rarely needs every kind and the CLI's other commands need none.
 */
export function schemaErrors(kind: Kind, document: unknown): readonly ErrorObject[] {
  let validate = validators.get(kind);
  if (validate === undefined) {
    ajv ??= makeAjv();
    validate = ajv.compile(rawSchemas[kind]);
    validators.set(kind, validate);
  }
  return validate(document) ? [] : (validate.errors ?? []);
}

function makeAjv(): Ajv2020 {
  const made = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    verbose: true,
    unicodeRegExp: true,
    validateSchema: false,
  });
  made.addKeyword("x-field");
  for (const [name, validate] of Object.entries(formats)) made.addFormat(name, validate);
  made.addSchema(commonSchema);
  return made;
}
