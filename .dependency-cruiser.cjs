/** Which part of the house may look at which; eslint says the same about import texts, this follows resolved files. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other hide a third that is not written yet.",
      severity: "error",
      from: {},
      // A cycle with a type-only import in it is none when the code runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "engine-is-pure",
      comment: "acd/ decides; it reads no clock, file, socket or table (design.md, The engine).",
      severity: "error",
      from: { path: "^server/src/acd/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(server/src/(?!acd/)|cli/|web/|test/|freeswitch/)" },
    },
    {
      name: "engine-has-no-node",
      severity: "error",
      from: { path: "^server/src/acd/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "freeswitch-behind-its-port",
      comment: "Only the adapter and where the server is put together know which switch it is.",
      severity: "error",
      from: { path: "^server/src/(acd|http|live|db)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^server/src/switch/(freeswitch|simulated)/" },
    },
    {
      name: "freeswitch-by-its-front-door",
      comment: "The runtime takes in the switch's call records; how they are read stays inside.",
      severity: "error",
      from: { path: "^server/src/runtime/", pathNot: "\\.test\\.ts$" },
      to: { path: "^server/src/switch/freeswitch/(?!index\\.ts$)" },
    },
    {
      name: "schemas-stand-alone",
      severity: "error",
      from: { path: "^schemas/" },
      to: { path: "^(server|cli|web|test)/" },
    },
    {
      name: "server-without-cli-and-web",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^(cli|web|test)/" },
    },
    {
      name: "cli-through-front-doors",
      comment: "Commands use what @hotline/server exports, never its insides.",
      severity: "error",
      from: { path: "^cli/", pathNot: "\\.test\\.ts$" },
      to: { path: "^server/src/(?!index\\.ts$)" },
    },
    {
      name: "server-when-it-is-needed",
      comment:
        "Every command's file is read at each start; one that brought the whole server along made all of them slow.",
      severity: "error",
      from: { path: "^cli/(bin|src)/", pathNot: "(\\.test\\.ts$|^cli/src/up/server-options\\.ts$)" },
      to: {
        path: "^(server/|cli/src/up/server-options\\.ts$)",
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-tests-in-the-product",
      severity: "error",
      from: { path: "^(schemas|server|cli)/", pathNot: "(\\.test\\.ts$|/testing/)" },
      to: { path: "(\\.test\\.ts$|/testing/|^test/)" },
    },
    {
      name: "jssip-only-in-the-phone",
      severity: "error",
      from: { path: "^web/src/", pathNot: "^web/src/lib/phone/" },
      to: { path: "node_modules/jssip" },
    },
    {
      name: "resolves",
      severity: "error",
      from: { pathNot: "^web/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules|build|\\.svelte-kit|var)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    moduleSystems: ["es6", "cjs"],
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
