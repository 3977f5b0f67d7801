import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "svelte/compiler";
import { expect, test } from "vitest";
import { catalogues, fillMessage } from "./catalogue.ts";

const sources = fileURLToPath(new URL("../..", import.meta.url));

function filesOf(ending: string): string[] {
  return readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending));
}

const placesOf = (message: string): string[] => [...message.matchAll(/\{[a-zA-Z]+\}/g)].map(([place]) => place).sort();

test("Chinese and English have the same keys, none of them empty", () => {
  expect(Object.keys(catalogues.en).sort()).toEqual(Object.keys(catalogues["zh-CN"]).sort());
  for (const catalogue of Object.values(catalogues)) {
    for (const [key, message] of Object.entries(catalogue)) expect(message.trim(), key).not.toBe("");
  }
});

test("each English message has the places of the Chinese one", () => {
  for (const [key, message] of Object.entries(catalogues["zh-CN"])) {
    expect(placesOf(catalogues.en[key as keyof typeof catalogues.en]), key).toEqual(placesOf(message));
  }
});

test("a place without a value stays visible", () => {
  expect(fillMessage("{name} 已挂断 {count}", { name: "王护士" })).toBe("王护士 已挂断 {count}");
});

/** Attributes whose literal value a person would read or hear. */
const spokenAttributes = new Set(["title", "placeholder", "alt", "label", "aria-label", "aria-description", "text"]);
const hasWords = (text: string): boolean => /[\p{L}]{2,}/u.test(text);

test("no page or component has words of its own outside the catalogue", () => {
  const found: string[] = [];
  for (const file of filesOf(".svelte")) {
    const tree = parse(readFileSync(join(sources, file), "utf8"), { modern: true });
    walk(tree.fragment, (node) => {
      if (node["type"] === "Text" && node["inAttribute"] !== true && hasWords(String(node["data"]))) {
        found.push(`${file}: ${String(node["data"]).trim()}`);
      }
      if (node["type"] === "Attribute" && spokenAttributes.has(String(node["name"])) && Array.isArray(node["value"])) {
        for (const part of node["value"] as Record<string, unknown>[]) {
          if (part["type"] === "Text" && hasWords(String(part["data"]))) found.push(`${file}: ${String(part["data"])}`);
        }
      }
    });
  }
  expect(found).toEqual([]);
});

test("no program text outside the catalogue holds Chinese words", () => {
  const found = [...filesOf(".ts"), ...filesOf(".svelte")].filter((file) => {
    if (file.startsWith(join("lib", "i18n")) || file.endsWith(".test.ts") || file.endsWith(".gen.ts")) return false;
    return /\p{Script=Han}/u.test(readFileSync(join(sources, file), "utf8"));
  });
  expect(found).toEqual([]);
});

/** Text inside an attribute is marked so that only text between elements counts as page text. */
function walk(node: unknown, visit: (node: Record<string, unknown>) => void, inAttribute = false): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit, inAttribute);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const record = node as Record<string, unknown>;
  const nowInAttribute = inAttribute || record["type"] === "Attribute" || record["type"] === "StyleDirective";
  if (typeof record["type"] === "string") visit(nowInAttribute ? { ...record, inAttribute: true } : record);
  for (const [key, child] of Object.entries(record)) if (key !== "parent") walk(child, visit, nowInAttribute);
}
