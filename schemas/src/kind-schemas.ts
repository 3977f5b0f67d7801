import accessNumber from "../kinds/access-number.schema.json" with { type: "json" };
import addressBook from "../kinds/address-book.schema.json" with { type: "json" };
import agent from "../kinds/agent.schema.json" with { type: "json" };
import breakReasons from "../kinds/break-reasons.schema.json" with { type: "json" };
import calendar from "../kinds/calendar.schema.json" with { type: "json" };
import callerIdGroup from "../kinds/caller-id-group.schema.json" with { type: "json" };
import common from "../kinds/common.schema.json" with { type: "json" };
import organization from "../kinds/organization.schema.json" with { type: "json" };
import skillGroup from "../kinds/skill-group.schema.json" with { type: "json" };
import trunk from "../kinds/trunk.schema.json" with { type: "json" };
import type { Kind } from "./kinds.ts";
import type { Words } from "./words.ts";

/** What our keyword `x-field` says of a field, beside what JSON Schema can say. */
export interface FieldNotes {
  zh: string;
  en: string;
  /** What a valid value looks like, where a pattern or format would not tell a person. */
  expect?: Words;
  unit?: "seconds";
  /** The value is the name of a document of this kind. */
  ref?: Kind;
  values?: Record<string, Words>;
  secret?: true;
  /** `none`: the order of the list means nothing, so writing it in another order is no change. */
  order?: "none";
  /** For a list of objects: the property that tells its items apart. */
  key?: string;
  /** For objects: how to say one, with properties in braces. */
  text?: Words;
  /** For a list of enum words: three or more in a row are said as first and last with this between. */
  runs?: Words;
}

/** The part of JSON Schema the kinds use, with references to common.schema.json already followed. */
export interface FieldSchema {
  type?: string;
  const?: string;
  enum?: readonly string[];
  default?: unknown;
  required?: readonly string[];
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  "x-field"?: FieldNotes;
}

interface RawSchema extends Omit<FieldSchema, "properties" | "items"> {
  $ref?: string;
  properties?: Record<string, RawSchema>;
  items?: RawSchema;
}

export const commonSchema = common;

/** The JSON Schemas as they stand in schemas/kinds, for ajv and for the type generator. */
export const rawSchemas: Record<Kind, object> = {
  Organization: organization,
  Calendar: calendar,
  Trunk: trunk,
  CallerIdGroup: callerIdGroup,
  SkillGroup: skillGroup,
  BreakReasons: breakReasons,
  Agent: agent,
  AccessNumber: accessNumber,
  AddressBook: addressBook,
};

export const fieldSchemas = Object.fromEntries(
  Object.entries(rawSchemas).map(([kind, schema]) => [kind, followReferences(schema as RawSchema)]),
) as Record<Kind, FieldSchema>;

function followReferences(schema: RawSchema): FieldSchema {
  const { $ref, properties, items, ...own } = schema;
  const target = $ref === undefined ? {} : commonDefinition($ref);
  const merged: FieldSchema = { ...target, ...own };
  const notes = { ...target["x-field"], ...own["x-field"] };
  if (notes.zh !== undefined && notes.en !== undefined) merged["x-field"] = { ...notes, zh: notes.zh, en: notes.en };
  if (items !== undefined) merged.items = followReferences(items);
  if (properties !== undefined) {
    merged.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, followReferences(property)]),
    );
  }
  return merged;
}

function commonDefinition(reference: string): FieldSchema {
  const name = reference.replace("common.schema.json#/$defs/", "");
  const definition = (common.$defs as Record<string, FieldSchema>)[name];
  if (definition === undefined) throw new Error(`schemas/kinds refers to ${reference}, which does not exist`);
  return definition;
}

/** The schema of the field at a path such as ["spec", "groups", 0, "group"], if there is such a field. */
export function fieldAt(kind: Kind, path: readonly (string | number)[]): FieldSchema | undefined {
  let schema: FieldSchema | undefined = fieldSchemas[kind];
  for (const step of path) {
    schema =
      typeof step === "number"
        ? schema.items
        : Object.hasOwn(schema.properties ?? {}, step)
          ? schema.properties?.[step]
          : undefined;
    if (schema === undefined) return undefined;
  }
  return schema;
}
