import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A package of the system and how one sees that it is there. Names after the first are the same package in other releases.
 * @typedef {{ readonly names: readonly string[], readonly program?: string }} SystemPackage
 */

const attempts = 3
const attemptLimitMs = 900_000
const programDirectories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
const servicePolicy = '/usr/sbin/policy-rc.d'

/** What engine and window tests need beside Electron's libraries. @type {readonly SystemPackage[]} */
export const testPackages = [
  { names: ['docker.io'], program: 'dockerd' },
  { names: ['docker-registry'], program: 'docker-registry' },
  { names: ['docker-compose'], program: 'docker-compose' },
  { names: ['openssh-server'], program: 'sshd' },
  { names: ['nginx-light'], program: 'nginx' },
  { names: ['libnginx-mod-http-js'] },
  { names: ['busybox-static'], program: 'busybox' },
  { names: ['iproute2'], program: 'ip' },
  { names: ['jq'], program: 'jq' },
  { names: ['curl'], program: 'curl' },
]

/** @type {SystemPackage} */
export const displayPackage = { names: ['xvfb'], program: 'Xvfb' }

/** What the private engine of the demo needs. @type {readonly SystemPackage[]} */
export const demoPackages = testPackages.filter(({ program }) =>
  ['dockerd', 'docker-compose', 'busybox', 'ip'].includes(program ?? ''),
)

/** What Electron links to; each brings its own needs along. @type {readonly SystemPackage[]} */
export const electronPackages = [
  { names: ['libgtk-3-0', 'libgtk-3-0t64'] },
  { names: ['libnss3'] },
  { names: ['libasound2', 'libasound2t64'] },
  { names: ['libgbm1'] },
]

/** Whether this script may install packages: root on Debian or Ubuntu. */
export function mayInstallPackages() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || findProgram('apt-get') === null) return false
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** @param {string} program */
export function findProgram(program) {
  const directories = [...(process.env['PATH'] ?? '').split(':'), ...programDirectories]
  return directories.map((directory) => join(directory, program)).find(isExecutable) ?? null
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Installs what is missing where that is allowed.
 * @param {readonly SystemPackage[]} packages
 * @param {(line: string) => void} say
 * @returns {string | null} one sentence about what is missing and how to get it, or null when everything is there
 */
export function ensureSystemPackages(packages, say) {
  const missing = packages.filter((wanted) => !isInstalled(wanted))
  if (missing.length === 0) return null
  const names = missing.map(({ names: [name] }) => name).join(' ')
  const cure = `on Debian or Ubuntu: sudo apt-get install ${names}`
  if (!mayInstallPackages()) return `Missing on this system: ${names} (${cure}, or run this as root there).`
  say(`Installing ${names} …`)
  const reason = install(missing)
  const left = missing.filter((wanted) => !isInstalled(wanted)).map(({ names: [name] }) => name)
  return left.length === 0 ? null : `Could not install ${left.join(' ')} (${cure}): ${reason}`
}

/** @param {SystemPackage} wanted */
function isInstalled({ names, program }) {
  if (program !== undefined) return findProgram(program) !== null
  const query = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}\n', ...names], { encoding: 'utf8' })
  return (query.stdout ?? '').split('\n').includes('installed')
}

/**
 * @param {readonly SystemPackage[]} packages
 * @returns {string} why the last attempt failed, empty when it did not
 */
function install(packages) {
  let reason = ''
  const ownPolicy = forbidServices()
  try {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const updated = apt(['update'])
      reason = apt(['install', '--no-install-recommends', '-y', ...packages.map(availableName)])
      if (reason === '') return ''
      reason = updated === '' ? reason : updated
    }
    return reason
  } finally {
    if (ownPolicy) rmSync(servicePolicy, { force: true })
  }
}

/** Berth starts what it needs by itself: a package's own service would only be in the way. */
function forbidServices() {
  if (existsSync(servicePolicy)) return false
  writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n')
  chmodSync(servicePolicy, 0o755)
  return true
}

/** @param {SystemPackage} wanted */
function availableName({ names }) {
  return names.find((name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0) ?? names[0]
}

/** @param {readonly string[]} words */
function apt(words) {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q']
  const run = spawnSync('apt-get', [...options, ...words], {
    encoding: 'utf8',
    timeout: attemptLimitMs,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (run.status === 0) return ''
  return (run.error?.message ?? run.stderr.trim().split('\n').slice(-3).join(' ')) || 'apt-get failed'
}
