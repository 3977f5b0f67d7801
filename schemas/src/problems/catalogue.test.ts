import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Words } from "../words.ts";
import { catalogue } from "./catalogue.ts";

const entries: [string, Words & { hint?: Words }][] = Object.entries(catalogue);
const codes = entries.map(([code]) => code).sort();
const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));

test("K2: the codes of the catalogue and those docs/config-errors.md explains are the same set", () => {
  const page = readFileSync(new URL("../../../docs/config-errors.md", import.meta.url), "utf8");
  const explained = [...page.matchAll(/^\| `([a-z.-]+)`\s+\|/gm)].map((match) => match[1]);
  expect(explained.sort()).toEqual(codes);
});

test("every code has Chinese and English, and English uses no word in braces that Chinese lacks", () => {
  for (const [code, { zh, en, hint }] of entries) {
    expect(`${zh}${hint?.zh ?? "中"}`, code).toMatch(/\p{Script=Han}/u);
    expect(`${en}${hint?.en ?? ""}`, code).not.toMatch(/\p{Script=Han}/u);
    const chinese = wordsIn(zh);
    for (const word of wordsIn(en)) expect(chinese, code).toContain(word);
  }
});

test("every code is shown by a fixture, or by a test that needs a machine's own state", () => {
  const shown = new Set(
    readdirSync(fixtures)
      .filter((name) => /^\d\d-/.test(name))
      .flatMap((name) => readFileSync(`${fixtures}${name}/expected.txt`, "utf8").trim().split("\n"))
      .map((line) => line.split("  ")[1]),
  );
  const elsewhere = ["env.missing", "file.too-large", "file.unreadable", "folder.missing"];
  expect(codes.filter((code) => !shown.has(code))).toEqual(elsewhere);
});

function wordsIn(text: string): (string | undefined)[] {
  return [...text.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]);
}
