/**
 * What a suite came to. A file that could not even be loaded counts as one failure.
 * @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts
 */

/**
 * @param {any} report as Vitest's JSON reporter writes it
 * @returns {Counts}
 */
export function readVitestReport(report) {
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.every(passed),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** @param {any} result */
function passed(result) {
  return result.status !== 'failed'
}

/**
 * @param {any} report as Playwright's JSON reporter writes it
 * @returns {Counts}
 */
export function readPlaywrightReport({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
