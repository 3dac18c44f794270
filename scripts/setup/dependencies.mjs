// Plain Node only: this runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from './project.mjs'

const oldestNode = 20
const installLimitMs = 900_000

/**
 * Installs what package-lock.json names unless exactly that is installed already (checked in milliseconds).
 * @param {(line: string) => void} say
 */
export function ensureDependencies(say) {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Error(
      `Berth needs Node ${oldestNode} or newer to be built; this is ${process.version}. Get it from nodejs.org.`,
    )
  }
  if (dependenciesAreCurrent()) return
  say('Installing dependencies …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const run = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: projectDirectory,
    encoding: 'utf8',
    timeout: installLimitMs,
    shell: process.platform === 'win32',
  })
  if (run.status === 0) return
  throw new Error(`npm ci failed: dependencies are missing. What it said:\n${run.error?.message ?? run.stderr}`)
}

/** npm writes down what it has installed when it is done, so an installation that was cut off counts as none. */
function dependenciesAreCurrent() {
  const wanted = readPackages(join(projectDirectory, 'package-lock.json'))
  const installed = readPackages(join(projectDirectory, 'node_modules/.package-lock.json'))
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return {}
  }
}
