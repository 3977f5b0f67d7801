/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Outcome extends Tally {
  readonly failedTitles: readonly string[];
  readonly skippedTitles: readonly string[];
}

/**
 * What happened in one run. A file that could not be loaded counts as one failure, and so does a run that ended badly
 * although every test passed (an error nobody awaited, a crash after the last test).
 */
export function outcomeOf(report: VitestReport | undefined, exitCode: number): Outcome {
  const failedTitles: string[] = [];
  const skippedTitles: string[] = [];
  let passed = 0;
  for (const file of report?.testResults ?? []) {
    const failedBefore = failedTitles.length;
    for (const { fullName, status } of file.assertionResults) {
      if (status === "passed") passed += 1;
      else if (status === "failed") failedTitles.push(fullName);
      else skippedTitles.push(fullName);
    }
    if (file.status === "failed" && failedTitles.length === failedBefore) failedTitles.push(`${file.name} as a whole`);
  }
  if (exitCode !== 0 && failedTitles.length === 0) {
    failedTitles.push(report ? "an error outside the tests" : "the test runner ended without a report");
  }
  return { passed, failed: failedTitles.length, skipped: skippedTitles.length, failedTitles, skippedTitles };
}
