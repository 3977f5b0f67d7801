import type { Entries } from "../check/entries.ts";
import type { AgentDocument } from "../types.gen.ts";
import type { AnyDocument, Deployment } from "../deployment.ts";
import { fieldSchemas, type FieldSchema } from "../kind-schemas.ts";
import type { Kind } from "../kinds.ts";

/**
 * The deployment of entries that have no problems, in one normal form: lists whose order means nothing are sorted,
 * documents stand in order of name. So two ways of writing the same thing are the same deployment.
 */
export function buildDeployment(entries: Entries): Deployment {
  const record = <K extends Kind>(kind: K) =>
    Object.fromEntries(
      entries
        .valid(kind)
        .map(({ name, content }) => [name, normalize(content, fieldSchemas[kind])] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const only = <K extends Kind>(kind: K) => {
    const [entry] = entries.valid(kind);
    if (entry === undefined) throw new Error(`no ${kind}, though the checks found no problem`);
    return normalize(entry.content, fieldSchemas[kind]);
  };
  return {
    organization: only("Organization"),
    calendars: record("Calendar"),
    trunks: record("Trunk"),
    callerIdGroups: record("CallerIdGroup"),
    groups: record("SkillGroup"),
    breakReasons: only("BreakReasons"),
    agents: Object.fromEntries(
      entries
        .valid("Agent")
        .map(({ name, content }) => [name, normalize(withPrimaryGroup(content), fieldSchemas.Agent)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    accessNumbers: record("AccessNumber"),
    addressBooks: record("AddressBook"),
  };
}

/** Who names no primary group has the first one written, which sorting would forget. */
function withPrimaryGroup(agent: AgentDocument): AgentDocument {
  const primaryGroup = agent.spec.primaryGroup ?? agent.spec.groups[0]?.group;
  return primaryGroup === undefined ? agent : { ...agent, spec: { ...agent.spec, primaryGroup } };
}

function normalize<Document extends AnyDocument>(document: Document, schema: FieldSchema): Document {
  return normalizeValue(document, schema) as Document;
}

/** Fields in the schema's order, unordered lists sorted. */
function normalizeValue(value: unknown, schema: FieldSchema): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => (schema.items ? normalizeValue(item, schema.items) : item));
    return schema["x-field"]?.order === "none" ? items.sort((a, b) => compareItems(a, b, schema)) : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const map = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name]) => map[name] !== undefined)
      .map(([name, property]) => [name, normalizeValue(map[name], property)]),
  );
}

function compareItems(a: unknown, b: unknown, list: FieldSchema): number {
  const [first, second] = [sortText(a, list), sortText(b, list)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Words of an enum in the schema's order (Monday before Friday), list entries by their key, all else by its text. */
function sortText(item: unknown, list: FieldSchema): string {
  const place = typeof item === "string" ? list.items?.enum?.indexOf(item) : undefined;
  if (place !== undefined) return String(place).padStart(3, "0");
  if (typeof item === "string") return item;
  const key = list["x-field"]?.key;
  return key === undefined ? JSON.stringify(item) : String((item as Record<string, unknown>)[key]);
}
