import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { formatProblem, loadFiles, loadFolder, type ConfigFile } from "../index.ts";

const goodFolder = fileURLToPath(new URL("../../fixtures/good-minimal/", import.meta.url));
const { files: goodFiles } = await loadFolder(goodFolder);
const goodText = goodFiles[0]?.text ?? "";

const codes = (files: ConfigFile[], options = {}) => loadFiles(files, options).problems.map(({ code }) => code);
const hotline = (text: string): ConfigFile[] => [{ path: "hotline.yaml", text }];

describe("the folder", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-schemas-"));
    writeFileSync(join(folder, "hotline.yaml"), goodText);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const lines = async () => (await loadFolder(folder)).problems.map(formatProblem);

  test("a folder that does not exist is one problem", async () => {
    const { problems } = await loadFolder(join(folder, "nowhere"));
    expect(problems.map(({ code }) => code)).toEqual(["folder.missing"]);
  });

  test("a file in place of the folder is one problem", async () => {
    const { problems } = await loadFolder(join(folder, "hotline.yaml"));
    expect(problems.map(({ code }) => code)).toEqual(["folder.missing"]);
  });

  test("a file over 5 MB is refused without being read, and what might be in it is not called missing", async () => {
    writeFileSync(join(folder, "big.yaml"), "# padding\n".repeat(600_000));
    writeFileSync(join(folder, "hotline.yaml"), goodText.replace("primaryGroup: repair", "primaryGroup: elsewhere"));
    expect(await lines()).toEqual([
      "big.yaml:1:1  file.too-large  文件有 5.7 MB，上限是 5 MB",
      "hotline.yaml:58:17  agent.primary-not-member  主技能组 elsewhere 不在坐席 李四 的 groups 里",
    ]);
  });

  test("a named pipe with the name of a config file is refused and not waited for", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    expect(await lines()).toEqual(["pipe.yaml:1:1  file.unreadable  文件读不出来：not a regular file"]);
  });

  test("a link to nowhere is refused", async () => {
    symlinkSync(join(folder, "gone"), join(folder, "link.yaml"));
    expect(await lines()).toEqual(["link.yaml:1:1  file.unreadable  文件读不出来：ENOENT"]);
  });

  test("a link from the folder to itself does not make the loader go round in circles", async () => {
    symlinkSync(folder, join(folder, "self"));
    expect(await lines()).toEqual([]);
  });

  test("a link to a file inside the folder is read like a file", async () => {
    mkdirSync(join(folder, ".kept"));
    writeFileSync(join(folder, ".kept/extra.yaml"), "kind: Agent\nname: boss\nlabel: 院长\nspec: { roles: [boss] }\n");
    symlinkSync(join(folder, ".kept/extra.yaml"), join(folder, "extra.yaml"));
    expect(await lines()).toHaveLength(1);
  });

  test.skipIf(process.getuid?.() === 0)("a file we may not read is refused", async () => {
    chmodSync(join(folder, "hotline.yaml"), 0);
    expect(await lines()).toEqual(["hotline.yaml:1:1  file.unreadable  文件读不出来：EACCES"]);
  });
});

describe("secrets", () => {
  const withPassword = hotline(
    goodText.replace(
      "  channels: 4",
      "  registration: { username: u, password: '${env:SIP_PASSWORD}' }\n  channels: 4",
    ),
  );

  test("a missing environment variable is no problem while only checking", () => {
    expect(codes(withPassword)).toEqual([]);
  });

  test("a missing or empty environment variable is a problem once an environment is given, as before an apply", () => {
    expect(codes(withPassword, { env: {} })).toEqual(["env.missing"]);
    expect(codes(withPassword, { env: { SIP_PASSWORD: "" } })).toEqual(["env.missing"]);
    expect(codes(withPassword, { env: { SIP_PASSWORD: "x" } })).toEqual([]);
  });

  test("the deployment keeps the reference, never the secret", () => {
    const { deployment } = loadFiles(withPassword, { env: { SIP_PASSWORD: "hunter2" } });
    expect(deployment?.trunks["carrier"]?.spec.registration?.password).toBe("${env:SIP_PASSWORD}");
    expect(JSON.stringify(deployment)).not.toContain("hunter2");
  });
});

describe("defaults and normal form", () => {
  test("fields left out get their defaults, so that nobody who reads a deployment must know them", () => {
    const { deployment } = loadFiles(goodFiles);
    expect(deployment?.groups["callback"]?.spec).toEqual({
      direction: "outbound",
      ringSeconds: 20,
      afterCallWorkSeconds: 30,
      music: "default",
      dutyList: [],
      leaders: [],
      record: true,
      recordConsults: true,
    });
    expect(deployment?.organization.spec).toMatchObject({ retryMissedAfterSeconds: 30, answerWithinSeconds: 20 });
  });

  test("an agent that names no primary group has the first of its groups as written", () => {
    const text = goodText
      .replace("  primaryGroup: repair\n", "")
      .replace("    - group: repair\n    - group: callback\n", "    - group: repair\n    - group: callback\n");
    expect(loadFiles(hotline(text)).deployment?.agents["li-si"]?.spec.primaryGroup).toBe("repair");
    const turned = text.replace(
      "    - group: repair\n    - group: callback\n",
      "    - group: repair\n      priority: 2\n",
    );
    expect(
      loadFiles(
        hotline(
          turned.replace("group: repair\n      priority", "group: callback\n    - group: repair\n      priority"),
        ),
      ).deployment?.agents["li-si"]?.spec.primaryGroup,
    ).toBe("callback");
  });

  test("names such as constructor and __proto__ are names like any other", () => {
    const text = goodText.replaceAll("callback", "constructor");
    expect(Object.keys(loadFiles(hotline(text)).deployment?.groups ?? {})).toEqual(["constructor", "repair"]);
    expect(codes(hotline(`${goodText}---\n__proto__: { kind: Agent }\n`))).toEqual(["kind.missing"]);
  });
});

describe("hostile and broken text", () => {
  test("brackets nested a hundred thousand deep are one problem, not a crash", () => {
    expect(codes(hotline("[".repeat(100_000)))).toEqual(["yaml.too-deep"]);
    expect(codes(hotline("- ".repeat(100_000)))).toEqual(["yaml.too-deep"]);
  });

  test("a hundred thousand duplicate keys are all reported and do not overflow anything", () => {
    const found = codes(hotline("kind: Agent\n".repeat(100_000)));
    expect(found.filter((code) => code === "yaml.duplicate-key")).toHaveLength(99_999);
  });

  test("a hundred thousand unknown fields are all reported", () => {
    const extra = Array.from({ length: 100_000 }, (_, index) => `  x${index}: 1\n`).join("");
    const found = codes(hotline(`kind: Agent\nname: a\nlabel: a\nspec:\n  roles: [admin]\n${extra}`));
    expect(found.filter((code) => code === "field.unknown")).toHaveLength(100_000);
  });

  test("%YAML 1.1 changes nothing: yes stays text, as in every other file", () => {
    const text = "%YAML 1.1\n---\nkind: Calendar\nname: c\nlabel: c\nspec:\n  alwaysOpen: yes\n";
    expect(codes([...goodFiles, { path: "old.yaml", text }])).toEqual(["field.type"]);
  });

  test("any text at all is answered with problems inside the text, never with an exception", () => {
    const bits = fc.constantFrom(
      "kind: Agent\n",
      "---\n",
      "  ",
      "- ",
      "[",
      "}",
      "&a ",
      "*a",
      "'",
      '"',
      "\t",
      "!x ",
      "? ",
      ": ",
      "\r\n",
      "|\n",
      "#",
      "a",
      "\u0000",
      "\ud800",
      "报",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(bits, { maxLength: 60 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (any) => expectPlacesWithin(any)),
      { numRuns: 500 },
    );
  });

  test("a good file with a stretch cut out or something put in is answered likewise", () => {
    const edit = fc.tuple(fc.nat(goodText.length), fc.nat(30), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(edit, ([at, length, put]) => {
        expectPlacesWithin(goodText.slice(0, at) + put + goodText.slice(at + length));
      }),
      { numRuns: 500 },
    );
  });
});

function expectPlacesWithin(text: string): void {
  const { problems, deployment } = loadFiles(hotline(text));
  expect(deployment === undefined).toBe(problems.length > 0);
  const lines = text.replace(/^\ufeff/, "").split("\n");
  for (const problem of problems) {
    expect(formatProblem(problem)).not.toMatch(/[\n\r\u001b]/);
    if (problem.file === ".") continue;
    expect(problem.line).toBeLessThanOrEqual(lines.length);
    expect(problem.column).toBeLessThanOrEqual((lines[problem.line - 1] ?? "").length + 1);
  }
}
