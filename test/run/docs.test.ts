import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./program.ts";

/** Pages people read: those of the root, of docs/, and the README of any folder. */
const pages = [...markdownUnder(ROOT)].filter((page) => /^[^/]+$|^docs\/|(^|\/)README[^/]*$/.test(page)).sort();

const scripts = new Set(
  Object.keys((JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts),
);

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");

  test("links only to files and headings that exist", () => {
    const broken = linksOf(text).filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });

  test("names only npm scripts that exist", () => {
    const named = [...text.matchAll(/npm (?:run )?(?:-s )?(check|test|bench|start|run [a-z][\w:-]*)/g)];
    const names = named.map(([, name = ""]) => name.replace(/^run /, ""));
    expect(names.filter((name) => !scripts.has(name))).toEqual([]);
  });
});

function* markdownUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || ["node_modules", "build", "var", "fixtures"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* markdownUnder(path);
    else if (entry.name.endsWith(".md")) yield relative(ROOT, path);
  }
}

/** Targets of links and pictures; what stands in code is no link. */
function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(https?:|mailto:)/.test(target));
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), decodeURIComponent(path));
  if (!existsSync(target)) return false;
  if (heading === undefined || !target.endsWith(".md") || statSync(target).isDirectory()) return true;
  return headingsOf(readFileSync(target, "utf8")).includes(decodeURIComponent(heading));
}

/** As GitHub makes them: lower case, punctuation gone, spaces to hyphens. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ +(.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}
