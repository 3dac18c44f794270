import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectDirectory } from '../setup/project.mjs'
import { projectManifest } from './project-manifest.mjs'

const sbomLimitMs = 120_000
const rule = `\n\n${'-'.repeat(80)}\n\n`

/** The licence texts of every package that may be bundled and of the fonts. Throws where one names no licence. */
export function thirdPartyNotices() {
  const packages = bundledPackages().map(noticeOf)
  const head = `Berth contains the work of others: ${packages.length} packages from npm and two typefaces, under these licences.\nElectron's own notices are in LICENSE.electron.txt and LICENSES.chromium.html.`
  return `${[head, ...packages, ...fontNotices()].join(rule)}\n`
}

/**
 * CycloneDX, as npm writes it from a lock file that has nothing but what is bundled: of the project's own it would leave out
 * what a tool for development happens to need, too.
 */
export function billOfMaterials() {
  const temporary = mkdtempSync(join(tmpdir(), 'berth-sbom-'))
  try {
    // npm calls the whole by its folder's name.
    const directory = join(temporary, projectManifest().name)
    mkdirSync(directory)
    const { lockfileVersion, packages, ...lock } = readLock()
    const { devDependencies: _left, ...root } = packages['']
    const bundled = Object.fromEntries(
      Object.entries(packages).filter(([path, entry]) => path !== '' && isBundled(entry)),
    )
    const own = { ...lock, lockfileVersion, packages: { '': root, ...bundled } }
    writeFileSync(join(directory, 'package-lock.json'), JSON.stringify(own))
    writeFileSync(join(directory, 'package.json'), JSON.stringify(root))
    return execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'], {
      cwd: directory,
      encoding: 'utf8',
      timeout: sbomLimitMs,
      maxBuffer: 64_000_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    })
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** @typedef {{ readonly dev?: boolean, readonly optional?: boolean, readonly devOptional?: boolean, readonly devDependencies?: object }} LockEntry */

/** @returns {{ readonly lockfileVersion: number, readonly packages: Record<string, LockEntry> }} */
function readLock() {
  return JSON.parse(readFileSync(join(projectDirectory, 'package-lock.json'), 'utf8'))
}

/** @param {LockEntry} entry */
function isBundled({ dev, optional, devOptional }) {
  return dev !== true && optional !== true && devOptional !== true
}

/** Folders below node_modules of what is not for development alone. */
function bundledPackages() {
  return Object.entries(readLock().packages)
    .filter(([path, entry]) => path !== '' && isBundled(entry))
    .map(([path]) => join(projectDirectory, path))
    .filter((path) => existsSync(path))
    .sort()
}

/** @param {string} directory */
function noticeOf(directory) {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const texts = readdirSync(directory)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(directory, file), 'utf8').trim())
  if (typeof license !== 'string' && texts.length === 0) throw new Error(`${name} ${version} names no licence.`)
  return [`${name} ${version} (${String(license)})`, ...texts].join('\n\n')
}

function fontNotices() {
  const directory = join(projectDirectory, 'assets/fonts')
  return readdirSync(directory)
    .filter((file) => /licen[cs]e|ofl/i.test(file))
    .map((file) => `${file}\n\n${readFileSync(join(directory, file), 'utf8').trim()}`)
}
