import { expect, test } from "vitest";
import { outcomeOf } from "./vitest-report.ts";

const file = (status: string, ...tests: [string, string][]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map(([fullName, result]) => ({ fullName, status: result })),
});

test("passed, failed, skipped and to-do tests are counted apart", () => {
  const report = {
    testResults: [
      file("failed", ["a", "passed"], ["b", "failed"], ["c", "skipped"], ["d", "pending"], ["e", "todo"]),
      file("passed", ["f", "passed"]),
    ],
  };
  expect(outcomeOf(report, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 3, failedTitles: ["b"] });
});

test("a file that cannot be loaded is one failure", () => {
  expect(outcomeOf({ testResults: [file("failed")] }, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test("a run that ends badly after passing every test is a failure", () => {
  expect(outcomeOf({ testResults: [file("passed", ["a", "passed"])] }, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test("a runner that leaves no report is a failure", () => {
  expect(outcomeOf(undefined, 137)).toMatchObject({ passed: 0, failed: 1 });
});

test("a project without tests is neither passed nor failed", () => {
  expect(outcomeOf({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 0, skipped: 0 });
});
