import { join } from 'node:path'
import { projectDirectory } from './project.mjs'
import { readPlaywrightReport, readVitestReport } from './test-reports.mjs'

const minutes = 60_000

/**
 * A suite of `npm test`.
 * @typedef {{
 *   readonly name: string,
 *   readonly needsEngines: boolean,
 *   readonly needsWindow: boolean,
 *   readonly limitMs: number,
 *   readonly words: (reportFile: string) => readonly string[],
 *   readonly environment: (reportFile: string) => Readonly<Record<string, string>>,
 *   readonly read: (report: unknown) => import('./test-reports.mjs').Counts,
 * }} Suite
 */

/**
 * @param {string} project
 * @returns {(reportFile: string) => readonly string[]}
 */
const vitest = (project) => (reportFile) => [
  join(projectDirectory, 'node_modules/vitest/vitest.mjs'),
  'run',
  `--project=${project}`,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${reportFile}`,
]

/** See e2e/harness/light-load.ts. */
const engineEnvironment = { BERTH_TEST_LOAD: 'light' }

/** In the order in which they run. @type {readonly Suite[]} */
export const suites = [
  {
    name: 'unit',
    needsEngines: false,
    needsWindow: false,
    limitMs: 10 * minutes,
    words: vitest('unit'),
    environment: () => ({}),
    read: readVitestReport,
  },
  {
    name: 'engine',
    needsEngines: true,
    needsWindow: false,
    limitMs: 30 * minutes,
    words: vitest('engine'),
    environment: () => engineEnvironment,
    read: readVitestReport,
  },
  {
    name: 'e2e',
    needsEngines: true,
    needsWindow: true,
    limitMs: 40 * minutes,
    words: () => [join(projectDirectory, 'node_modules/@playwright/test/cli.js'), 'test'],
    environment: (reportFile) => ({ ...engineEnvironment, BERTH_E2E_REPORT: reportFile }),
    read: readPlaywrightReport,
  },
]
