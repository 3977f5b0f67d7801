import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const code = ["schemas", "server", "cli", "test"];

/** The four speeds of the tests; see docs/tests.md for what each needs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [...code.map((folder) => `${folder}/**/*.test.ts`), "web/src/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.db.test.ts", "test/calls/**", "test/e2e/**", "test/chaos/**"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "db",
          include: code.map((folder) => `${folder}/**/*.db.test.ts`),
          globalSetup: ["server/src/db/testing/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "calls",
          include: ["test/calls/**/*.test.ts", "test/chaos/**/*.test.ts"],
          // A switch, ports and folders of its own make each file independent of the others, and it waits nine tenths of its time.
          maxWorkers: 2 * availableParallelism(),
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
