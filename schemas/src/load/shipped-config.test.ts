import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { formatProblem, loadFolder } from "../index.ts";

const config = fileURLToPath(new URL("../../../config/", import.meta.url));
const kindsFolder = fileURLToPath(new URL("../../kinds/", import.meta.url));
const yamlFiles = readdirSync(config).filter((name) => name.endsWith(".yaml"));

test("K1: the shipped hospital loads without a problem and without any environment variable", async () => {
  const { problems, deployment } = await loadFolder(config, { env: {} });
  expect(problems.map(formatProblem)).toEqual([]);
  expect(deployment?.organization.label).toBe("市第一人民医院");
});

test("K1: the shipped hospital has ten agents with extensions, two DIDs, two trunks and all roles", async () => {
  const { deployment } = await loadFolder(config);
  const agents = Object.values(deployment?.agents ?? {});
  expect(agents.filter(({ spec }) => spec.roles.includes("agent"))).toHaveLength(10);
  expect(new Set(agents.flatMap(({ spec }) => spec.roles))).toEqual(
    new Set(["agent", "leader", "admin", "operator", "senior-manager"]),
  );
  const numbers = Object.values(deployment?.accessNumbers ?? {}).map(({ spec }) => spec.number);
  expect(numbers.sort()).toEqual(["8000", "8001"]);
  expect(Object.keys(deployment?.trunks ?? {})).toEqual(["carrier", "demo"]);
});

test.each(yamlFiles)(
  "K1: the $schema line of %s leads to a schema that accepts the file, as an editor uses it",
  (name) => {
    const text = readFileSync(join(config, name), "utf8");
    const reference = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1] ?? "";
    const schemaPath = resolve(dirname(join(config, name)), reference);
    expect(existsSync(schemaPath)).toBe(true);
    const editor = new Ajv2020({ strict: false, validateFormats: false, schemas: kindSchemas() });
    const schemaId = schemaPath.slice(kindsFolder.length);
    const documents = parseAllDocuments(text);
    expect(Array.isArray(documents) ? documents.length : 0).toBeGreaterThan(0);
    for (const document of Array.isArray(documents) ? documents : []) {
      expect(editor.validate(schemaId, document.toJS()), editor.errorsText()).toBe(true);
    }
  },
);

test("K1: every shipped file has comments in Chinese", () => {
  for (const name of yamlFiles) expect(readFileSync(join(config, name), "utf8")).toMatch(/^\s*# .*\p{Script=Han}/mu);
});

function kindSchemas(): object[] {
  return readdirSync(kindsFolder).map((name) => JSON.parse(readFileSync(join(kindsFolder, name), "utf8")) as object);
}
