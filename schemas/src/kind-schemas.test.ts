import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { typesPath, renderTypes } from "../scripts/render-types.ts";
import anySchema from "../kinds/any.schema.json" with { type: "json" };
import { commonSchema, fieldSchemas, rawSchemas, type FieldSchema } from "./kind-schemas.ts";
import { kinds, settledKinds } from "./kinds.ts";

const han = /\p{Script=Han}/u;

function fieldsOf(schema: FieldSchema, path: string): { path: string; field: FieldSchema }[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).map(([name, field]) => ({ path: `${path}.${name}`, field })),
    ...(schema.items ? [{ path: `${path}[]`, field: schema.items }] : []),
  ];
  return inside.flatMap(({ path: below, field }) => [{ path: below, field }, ...fieldsOf(field, below)]);
}

const fields = kinds
  .flatMap((kind) => fieldsOf(fieldSchemas[kind], kind))
  // `kind` is fixed and `spec` only holds the others.
  .filter(({ path }) => !/^[A-Za-z]+\.(kind|spec)$/.test(path));

test("K1: the names of all kinds are settled", () => {
  const names =
    "Organization Calendar Agent SkillGroup BreakReasons CallerIdGroup Trunk Gateway AccessNumber Ivr DispositionTree " +
    "RecordForm CustomerForm WorkOrderForm AddressBook StateAlarms LinePlan ChatEntry Integration";
  expect([...settledKinds].sort()).toEqual(names.split(" ").sort());
});

test("K1: each kind's schema is valid JSON Schema 2020-12 and names its kind", () => {
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validateSchema(commonSchema)).toBe(true);
  for (const kind of kinds) {
    expect(ajv.validateSchema(rawSchemas[kind])).toBe(true);
    expect(fieldSchemas[kind].properties?.["kind"]?.const).toBe(kind);
  }
});

test("K3: every field of every kind has its Chinese and its English word", () => {
  for (const { path, field } of fields) {
    const notes = field["x-field"];
    expect(notes?.zh, path).toMatch(han);
    expect(notes?.en, path).toMatch(/[a-z]/i);
    expect(notes?.en, path).not.toMatch(han);
  }
});

test("K3: every word of every enum has its Chinese and English", () => {
  for (const { path, field } of fields) {
    for (const word of field.enum ?? []) {
      const values = field["x-field"]?.values?.[word];
      expect(values?.zh, `${path} ${word}`).toBeTruthy();
      expect(values?.en, `${path} ${word}`).not.toMatch(han);
    }
  }
});

test("K1: every field has a description in Chinese and then in English, which the editor shows", () => {
  for (const { path, field } of fields) {
    if (path.endsWith("[]")) continue;
    const [chinese = "", english = ""] = ((field as { description?: string }).description ?? "").split("\n");
    expect(chinese, path).toMatch(han);
    expect(english, path).toMatch(/^[A-Z]/);
    expect(english, path).not.toMatch(han);
  }
});

test("K1: every field in seconds says so in its name and to the plan", () => {
  for (const { path, field } of fields)
    expect(field["x-field"]?.unit === "seconds", path).toBe(path.endsWith("Seconds"));
});

test("every list has a longest length, so that no file can make one that takes hours", () => {
  for (const { path, field } of fields) {
    if (field.type === "array") expect((field as { maxItems?: number }).maxItems, path).toBeGreaterThan(0);
  }
});

test("every pattern and format comes with words for what is expected", () => {
  for (const { path, field } of fields) {
    const { pattern, format } = field as { pattern?: string; format?: string };
    if (pattern !== undefined || format !== undefined) expect(field["x-field"]?.expect?.zh, path).toMatch(han);
  }
});

test("the schema for mixed files knows every kind there is", () => {
  expect(anySchema.properties.kind.enum).toEqual(expect.arrayContaining([...kinds]));
  expect(anySchema.allOf).toHaveLength(kinds.length);
  for (const kind of kinds) {
    const branch = anySchema.allOf.find((each) => each.if.properties.kind.const === kind);
    expect(branch?.then.$ref).toBe((rawSchemas[kind] as { $id?: string }).$id);
  }
});

test("types.gen.ts is what the schemas make today", async () => {
  expect(readFileSync(typesPath, "utf8")).toBe(await renderTypes());
});
