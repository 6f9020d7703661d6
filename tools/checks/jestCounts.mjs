/**
 * Counts of jest's `--json` report (undefined if it wrote none). A suite that did not load holds no test, and a run may
 * fail for another reason than a test: each of these counts as one failure, and so does a run that executed nothing.
 */
export function jestCounts(report, ok) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0, reason: 'jest wrote no report' };
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  if (failed > 0) return { passed, failed, skipped };
  if (passed === 0) return { passed, failed: 1, skipped, reason: 'no test was executed' };
  if (!ok || !report.success) return { passed, failed: 1, skipped, reason: 'every test passed, but jest did not' };
  return { passed, failed, skipped };
}
