import svelte from "eslint-plugin-svelte";
import tseslint from "typescript-eslint";

/** Words of FreeSWITCH's event socket, API and modules; only its adapter may spell them. */
const FREESWITCH_WORDS = String.raw`\b(uuid_[a-z]+|CHANNEL_[A-Z]+|sofia|mod_[a-z]+|bgapi|fs_cli|origination_[a-z]+|sched_hangup|hangup_after_bridge|RECORD_(START|STOP))\b`;
const freeswitchMessage =
  "FreeSWITCH is spelled only in server/src/switch/freeswitch/ and freeswitch/ (docs/verbs.md).";

const typedFiles = ["schemas/**/*.ts", "server/**/*.ts", "cli/**/*.ts", "test/**/*.ts", "freeswitch/**/*.ts", "*.ts"];

export default tseslint.config(
  {
    ignores: ["**/node_modules/", "**/build/", "**/.svelte-kit/", "var/", "**/*.gen.ts", "schemas/fixtures/"],
  },
  ...tseslint.configs.strict,
  ...svelte.configs["flat/recommended"],
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // A class with only static members is how the command framework wants its commands.
      "@typescript-eslint/no-extraneous-class": "off",
      "no-fallthrough": "error",
      "no-self-compare": "error",
      "no-unmodified-loop-condition": "error",
      "no-useless-escape": "error",
      eqeqeq: ["error", "always"],
      "no-console": "error",
      "no-empty": ["error", { allowEmptyCatch: false }],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["jssip", "jssip/*"], message: "Only web/src/lib/phone imports JsSIP." }] },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: `Literal[value=/${FREESWITCH_WORDS}/]`, message: freeswitchMessage },
        { selector: `TemplateElement[value.raw=/${FREESWITCH_WORDS}/]`, message: freeswitchMessage },
      ],
    },
  },
  {
    files: typedFiles,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    // The engine: state, event and time in, state and commands out; nothing else.
    files: ["server/src/acd/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["node:*"], message: "acd/ is pure: no clock, no files, no sockets." },
            {
              regex: String.raw`^\.\./(\.\./)*(db|switch|http|live|runtime|calls|agents|users|deployments|recordings)(/|$)`,
              message: "acd/ decides; runtime/ brings it the world.",
            },
            { group: ["fastify", "kysely", "pg", "modesl", "pino"], message: "acd/ is pure." },
          ],
        },
      ],
      "no-restricted-globals": [
        "error",
        { name: "process", message: "acd/ is pure." },
        { name: "setTimeout", message: "Deadlines are state; the runtime sends a tick." },
        { name: "setInterval", message: "Deadlines are state; the runtime sends a tick." },
        { name: "performance", message: "Time comes in as an argument." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Time comes in as an argument." },
        { object: "Math", property: "random", message: "Chance comes in with the event." },
      ],
    },
  },
  {
    files: ["server/src/switch/freeswitch/**", "freeswitch/**", "test/**", "eslint.config.js"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["web/src/lib/phone/**"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    // Programs people start by hand speak through the console.
    files: ["test/run/**", "test/bench/**", "**/bin/**", "**/scripts/**"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // The static pages are served from the root; there is no base path to resolve against.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["**/*.cjs", "**/*.js"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
