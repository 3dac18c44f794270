import { spawn } from 'node:child_process'
import { projectDirectory } from './project.mjs'

const screenshotLimitMs = 90_000

/**
 * Opens the app and resolves with its exit code when it is closed.
 * @param {{
 *   readonly electronPath: string,
 *   readonly display: import('./display.mjs').Display,
 *   readonly appArguments: readonly string[],
 *   readonly environment?: Readonly<Record<string, string>>,
 *   readonly screenshot: string | null,
 * }} start
 * @param {(line: string) => void} say
 * @returns {Promise<number>}
 */
export function openApp(start, say) {
  const app = spawn(start.electronPath, [...switchesFor(start.display), projectDirectory, ...argumentsFor(start)], {
    cwd: projectDirectory,
    stdio: ['inherit', 'inherit', 'inherit'],
    env: { ...start.display.environment, ...start.environment },
  })
  const end = (/** @type {NodeJS.Signals} */ signal) => void app.kill(signal)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, end)
  const limit =
    start.screenshot === null
      ? undefined
      : setTimeout(() => giveUp(app, start.screenshot ?? '', say), screenshotLimitMs)
  return new Promise((resolve, reject) => {
    app.once('error', (error) => reject(new Error(`The app did not start: ${error.message}`)))
    app.once('exit', (code, signal) => {
      clearTimeout(limit)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/** @param {import('./display.mjs').Display} display */
function switchesFor(display) {
  // Chromium refuses to run as root with its sandbox; where the display is virtual there is no graphics card and no
  // desktop bus either, and each of its attempts to reach one would be told.
  const bare = display.virtual ? ['--disable-gpu', '--log-level=3'] : []
  return process.getuid?.() === 0 ? ['--no-sandbox', ...bare] : bare
}

/** @param {{ readonly appArguments: readonly string[], readonly screenshot: string | null }} start */
function argumentsFor({ appArguments, screenshot }) {
  return screenshot === null ? appArguments : [...appArguments, `--screenshot=${screenshot}`]
}

/**
 * @param {import('node:child_process').ChildProcess} app
 * @param {string} file
 * @param {(line: string) => void} say
 */
function giveUp(app, file, say) {
  say(`The app gave no picture within ${screenshotLimitMs / 1000} s; ${file} was not written.`)
  app.kill('SIGKILL')
}
