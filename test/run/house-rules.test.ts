import { ESLint } from "eslint";
import { beforeAll, describe, expect, test } from "vitest";

const root = new URL("../..", import.meta.url).pathname;

/** The rule names ESLint reports for this text if it stood in this file. */
let rulesBroken: (filePath: string, text: string) => Promise<string[]>;

beforeAll(() => {
  // Type-aware rules need files that exist; the lines held here are about words and imports.
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: [
      {
        files: ["**/*.ts"],
        languageOptions: { parserOptions: { projectService: false, project: null } },
        rules: {
          "@typescript-eslint/await-thenable": "off",
          "@typescript-eslint/no-floating-promises": "off",
          "@typescript-eslint/no-misused-promises": "off",
          "@typescript-eslint/only-throw-error": "off",
          "@typescript-eslint/return-await": "off",
          "@typescript-eslint/switch-exhaustiveness-check": "off",
        },
      },
    ],
  });
  rulesBroken = async (filePath, text) => {
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
  };
});

describe("the engine", () => {
  test.each([
    ["a table", 'import "../db/index.ts";'],
    ["the switch", 'import "../switch/port.ts";'],
    ["a route", 'import "../http/app.ts";'],
    ["the runtime", 'import "../../runtime/clock.ts";'],
    ["a Node module", 'import "node:fs";'],
  ])("may not import %s", async (_what, text) => {
    expect(await rulesBroken("server/src/acd/probe.ts", text)).toEqual(["no-restricted-imports"]);
  });

  test("may not read the clock or throw dice", async () => {
    const text = "export const now = Date.now();\nexport const dice = Math.random();\n";
    expect(await rulesBroken("server/src/acd/probe.ts", text)).toEqual([
      "no-restricted-properties",
      "no-restricted-properties",
    ]);
  });

  test("may import its own files", async () => {
    expect(await rulesBroken("server/src/acd/agents/probe.ts", 'import "../model.ts";')).toEqual([]);
  });
});

describe("words of FreeSWITCH", () => {
  const command = 'export const text = "uuid_transfer";\n';
  const event = "export const text = `x CHANNEL_ANSWER ${1}`;\n";

  test("are refused outside its adapter, in strings and in templates", async () => {
    expect(await rulesBroken("server/src/runtime/probe.ts", command)).toEqual(["no-restricted-syntax"]);
    expect(await rulesBroken("server/src/http/probe.ts", event)).toEqual(["no-restricted-syntax"]);
    expect(await rulesBroken("cli/src/probe.ts", 'export const text = "mod_sofia";\n')).toEqual([
      "no-restricted-syntax",
    ]);
  });

  test("are accepted in its adapter and in the templates of its configuration", async () => {
    expect(await rulesBroken("server/src/switch/freeswitch/probe.ts", command)).toEqual([]);
    expect(await rulesBroken("freeswitch/probe.ts", event)).toEqual([]);
  });
});

describe("JsSIP", () => {
  test("is imported by the phone of the web page and by nothing else", async () => {
    const text = 'import "jssip";\n';
    expect(await rulesBroken("web/src/lib/phone/probe.ts", text)).toEqual([]);
    expect(await rulesBroken("web/src/lib/live/probe.ts", text)).toEqual(["no-restricted-imports"]);
  });
});
