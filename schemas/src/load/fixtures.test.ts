import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { formatProblem, loadFiles, loadFolder } from "../index.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));
const folders = readdirSync(fixtures, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const broken = folders.map(({ name }) => name).filter((name) => /^\d\d-/.test(name));
const good = folders.map(({ name }) => name).filter((name) => name.startsWith("good-"));

describe("K2: a folder with mistakes", () => {
  test("there are at least forty such folders, numbered without gaps", () => {
    expect(broken.length).toBeGreaterThanOrEqual(40);
    expect(broken.map((name) => Number(name.slice(0, 2)))).toEqual(broken.map((_, index) => index + 1));
  });

  test.each(broken)("%s gives exactly the lines of its expected.txt and no deployment", async (name) => {
    const { problems, deployment } = await loadFolder(join(fixtures, name));
    const expected = readFileSync(join(fixtures, name, "expected.txt"), "utf8");
    expect(problems.map(formatProblem).join("\n") + "\n").toBe(expected);
    expect(deployment).toBeUndefined();
  });

  test.each(broken)("%s gives the same places and codes in English, with no Chinese of ours", async (name) => {
    const chinese = await loadFolder(join(fixtures, name));
    const english = await loadFolder(join(fixtures, name), { lang: "en" });
    const places = ({ problems }: typeof chinese) =>
      problems.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`).sort();
    expect(places(english)).toEqual(places(chinese));
    for (const { message, hint } of english.problems) expect(`${message}${hint ?? ""}`).not.toMatch(/[，。：（）]/);
  });

  test("no message or hint of any folder still holds an unfilled {word}", async () => {
    for (const name of broken) {
      for (const lang of ["zh", "en"] as const) {
        const { problems } = await loadFolder(join(fixtures, name), { lang });
        for (const { message, hint } of problems) expect(`${message} ${hint ?? ""}`).not.toMatch(/(?<!\$)\{[a-z]+\}/);
      }
    }
  });

  test("no output of any folder holds a password that stood in a file", async () => {
    const result = await loadFolder(join(fixtures, "33-secret-literal"));
    expect(result.problems.map(({ code }) => code)).toEqual(["secret.literal", "secret.literal"]);
    expect(JSON.stringify(result.problems)).not.toMatch(/hunter2|12345678/);
  });
});

describe("K2: a folder without mistakes", () => {
  test.each(good)("%s loads without a problem", async (name) => {
    const { problems, deployment } = await loadFolder(join(fixtures, name));
    expect(problems.map(formatProblem)).toEqual([]);
    expect(deployment).toBeDefined();
  });

  test("one file, several files, sub-folders and Windows line ends all make the same deployment", async () => {
    const load = async (name: string) => (await loadFolder(join(fixtures, name))).deployment;
    const minimal = await load("good-minimal");
    expect(await load("good-files")).toEqual(minimal);
    expect(await load("good-folders")).toEqual(minimal);
    expect(await load("good-crlf-bom")).toEqual(minimal);
  });

  test("the texts a folder was loaded from make the same deployment again, as an apply request does", async () => {
    for (const name of good) {
      const { files, deployment, prompts } = await loadFolder(join(fixtures, name));
      const builtinPrompts = ["default", ...prompts.map((prompt) => prompt.name)];
      expect(loadFiles(files, { builtinPrompts }).deployment).toEqual(deployment);
    }
  });

  test("a prompt that a group plays is listed with its absolute path", async () => {
    const { prompts, deployment } = await loadFolder(join(fixtures, "good-prompt"));
    expect(deployment?.groups["repair"]?.spec.music).toBe("garden.wav");
    expect(prompts).toEqual([{ name: "garden.wav", path: join(fixtures, "good-prompt/prompts/garden.wav") }]);
  });
});
