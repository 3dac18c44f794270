// npm test: sets everything up, runs all suites (or those named: unit, engine, e2e) and ends with `N passed, N failed`.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { openDisplay } from './setup/display.mjs'
import { leaksInFiles, openLeakReader } from './setup/leaked-secrets.mjs'
import { projectDirectory } from './setup/project.mjs'
import { readyToOpen } from './setup/ready-to-open.mjs'
import { runScript, say } from './setup/say.mjs'
import { suites } from './setup/suites.mjs'
import { ensureSystemPackages, testPackages } from './setup/system-packages.mjs'

/** @typedef {import('./setup/suites.mjs').Suite} Suite */
/** @typedef {import('./setup/test-reports.mjs').Counts} Counts */
/** @typedef {import('./setup/leaked-secrets.mjs').Leak} Leak */

const resultDirectory = join(projectDirectory, 'test-results')
const reportDirectory = join(resultDirectory, 'reports')
const startedAtMs = Date.now()
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
const killAfterMs = 10_000
const closeLimitMs = 2_000
/** Ctrl-C, or an end from outside: the running suite is ended and no other begins. */
const interruption = new AbortController()
for (const name of signals) process.on(name, () => interruption.abort())
const nothing = { passed: 0, failed: 0, skipped: 0 }
/** Secrets of tests in what the suites printed. @type {Leak[]} */
const leaks = []

await runScript(async () => {
  const chosen = chooseSuites(process.argv.slice(2))
  ensureDependencies(say)
  mkdirSync(reportDirectory, { recursive: true })
  const counts = []
  for (const suite of chosen) if (!interruption.signal.aborted) counts.push(await runSuite(suite))
  await removeLeftovers()
  if (counts.length > 0) counts.push(await judgeLeaks())
  const sum = counts.reduce(add, nothing)
  process.stdout.write(
    `${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}\n`,
  )
  return sum.failed === 0 ? 0 : 1
})

/** @param {readonly string[]} names */
function chooseSuites(names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name))
  if (unknown.length > 0) throw new Error(`No suite is called ${unknown.join(', ')}: npm test -- unit | engine | e2e`)
  return names.length === 0 ? suites : suites.filter((suite) => names.includes(suite.name))
}

/**
 * @param {Suite} suite
 * @returns {Promise<Counts>}
 */
async function runSuite(suite) {
  say(`\n── ${suite.name} ──`)
  const lack = whatLacks(suite)
  if (lack !== null) {
    say(`The suite ${suite.name} was left out. ${lack}`)
    // Root has all it takes to set it up, so this is a failure and not another kind of machine.
    return process.getuid?.() === 0 ? { ...nothing, failed: 1 } : nothing
  }
  const reportFile = join(reportDirectory, `${suite.name}.json`)
  rmSync(reportFile, { force: true })
  try {
    const problem = await runTool(suite, reportFile)
    return judge(suite, problem, reportFile)
  } catch (error) {
    say(`The suite ${suite.name} could not run: ${error instanceof Error ? error.message : String(error)}`)
    return { ...nothing, failed: 1 }
  }
}

/** @param {Suite} suite */
function whatLacks(suite) {
  if (!suite.needsEngines) return null
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'It starts Docker engines of its own, for which it must run as root on Linux (sudo npm test, on Debian or Ubuntu).'
  }
  return ensureSystemPackages(testPackages, say)
}

/**
 * @param {Suite} suite
 * @param {string} reportFile
 * @returns {Promise<string | null>} what went wrong as a whole
 */
async function runTool(suite, reportFile) {
  if (suite.needsWindow) readyToOpen(say)
  const display = suite.needsWindow ? await openDisplay(say, { alwaysVirtual: true }) : null
  try {
    const environment = { ...(display?.environment ?? process.env), ...suite.environment(reportFile) }
    // The user's own engine must not be what is tested.
    for (const name of ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'BERTH_HOME']) delete environment[name]
    return await watchTool(suite, environment, (await testModule('src/testing/test-secret.ts')).secretMarker)
  } finally {
    display?.stop()
  }
}

/**
 * @param {Suite} suite
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} marker
 * @returns {Promise<string | null>}
 */
function watchTool(suite, environment, marker) {
  const reportFile = join(reportDirectory, `${suite.name}.json`)
  const tool = spawn(process.execPath, suite.words(reportFile), {
    cwd: projectDirectory,
    stdio: ['inherit', 'pipe', 'pipe'],
    // What it prints goes on to this terminal.
    env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...environment } : environment,
  })
  const printed = passOn(tool, marker, suite.name)
  const end = () => {
    tool.kill('SIGTERM')
    setTimeout(() => tool.kill('SIGKILL'), killAfterMs).unref()
  }
  interruption.signal.addEventListener('abort', end)
  const limit = setTimeout(end, suite.limitMs)
  return new Promise((resolve, reject) => {
    tool.once('error', reject)
    tool.once('exit', (code, signal) => {
      clearTimeout(limit)
      interruption.signal.removeEventListener('abort', end)
      const problem = code === 0 ? null : `it ended with ${signal ?? String(code)}`
      printed.then((found) => {
        leaks.push(...found)
        resolve(problem)
      }, reject)
    })
  })
}

/**
 * Hands on what a suite prints, and answers with the secrets in it once it is whole.
 * @param {import('node:child_process').ChildProcess} tool
 * @param {string} marker
 * @param {string} suiteName
 * @returns {Promise<readonly Leak[]>}
 */
async function passOn(tool, marker, suiteName) {
  const read = [
    /** @type {const} */ ([tool.stdout, process.stdout]),
    /** @type {const} */ ([tool.stderr, process.stderr]),
  ].map(async ([from, to]) => {
    const reader = openLeakReader(marker, suiteName)
    from?.on('data', (chunk) => reader.read(chunk))
    from?.pipe(to, { end: false })
    // A process that outlives its suite may hold the pipe open.
    const exited = new Promise((resolve) => tool.once('exit', () => setTimeout(resolve, closeLimitMs).unref()))
    await Promise.race([new Promise((resolve) => from?.once('close', resolve)), exited])
    return reader.end()
  })
  return (await Promise.all(read)).flat()
}

/**
 * One more test: nothing secret stands in all that the suites printed and left.
 * @returns {Promise<Counts>}
 */
async function judgeLeaks() {
  const { secretMarker } = await testModule('src/testing/test-secret.ts')
  const all = [...leaks, ...leaksInFiles(secretMarker, resultDirectory, startedAtMs)]
  for (const { place, line, text } of all) say(`A secret shows in ${place}, line ${line}: ${text}`)
  return all.length === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 }
}

/** @param {string} path */
async function testModule(path) {
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(projectDirectory, path), { configFile: false, logLevel: 'error' })
  return module
}

/**
 * @param {Suite} suite
 * @param {string | null} problem
 * @param {string} reportFile
 * @returns {Counts}
 */
function judge(suite, problem, reportFile) {
  const counts = existsSync(reportFile) ? suite.read(JSON.parse(readFileSync(reportFile, 'utf8'))) : nothing
  if (counts.failed > 0) return counts
  const fault = problem ?? (counts.passed === 0 ? 'it ran no test' : null)
  if (fault === null) return counts
  say(`The suite ${suite.name} counts as failed: ${fault}.`)
  return { ...counts, failed: 1 }
}

/** Engines of a suite that was killed. */
async function removeLeftovers() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return
  const { reapDeadRuns } = await testModule('e2e/harness/run-directory.ts')
  const reaped = reapDeadRuns()
  if (reaped.length > 0) say(`Removed what a killed run left behind: ${reaped.join(', ')}`)
}

/**
 * @param {Counts} left
 * @param {Counts} right
 * @returns {Counts}
 */
function add(left, right) {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  }
}
