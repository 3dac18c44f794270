import { spawn } from 'node:child_process'
import { displayPackage, ensureSystemPackages, findProgram } from './system-packages.mjs'

const startLimitMs = 15_000

/**
 * A display to open windows on.
 * @typedef {{ readonly environment: NodeJS.ProcessEnv, readonly virtual: boolean, readonly stop: () => void }} Display
 */

/**
 * The user's display, or a virtual one that is ended by `stop` or with this process.
 * @param {(line: string) => void} say
 * @param {{ readonly alwaysVirtual?: boolean }} [options]
 * @returns {Promise<Display>}
 */
export async function openDisplay(say, options = {}) {
  const environment = process.env
  const own = process.platform !== 'linux' || environment['DISPLAY'] || environment['WAYLAND_DISPLAY']
  if (own && !(options.alwaysVirtual && findProgram('Xvfb') !== null))
    return { environment, virtual: false, stop: () => undefined }
  const problem = ensureSystemPackages([displayPackage], say)
  if (problem !== null) throw new Error(`There is no display and no Xvfb to stand in for one. ${problem}`)
  const { display, stop } = await startVirtualDisplay()
  return { environment: { ...environment, DISPLAY: display, WAYLAND_DISPLAY: '' }, virtual: true, stop }
}

/** Xvfb chooses a free number by itself and writes it to its third file. */
function startVirtualDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const stop = () => void server.kill()
  process.once('exit', stop)
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => reject(new Error(`Xvfb did not start: ${reason}`))
    const limit = setTimeout(() => fail('no answer within 15 s'), startLimitMs)
    server.once('error', (error) => fail(error.message))
    server.once('exit', (code) => fail(`it ended with ${String(code)}`))
    server.stdio[3]?.once('data', (number) => {
      clearTimeout(limit)
      resolve({ display: `:${String(number).trim()}`, stop })
    })
  })
}
