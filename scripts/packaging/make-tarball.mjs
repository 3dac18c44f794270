import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { projectManifest } from './project-manifest.mjs'

/** The unpacked app's folder, as electron-builder names it. */
export const unpackedName = 'linux-unpacked'
const limitMs = 600_000

/**
 * Unpacks into a folder of its own. Answers with the file.
 * @param {string} output
 */
export function makeTarball(output) {
  const { version } = projectManifest()
  const name = `Berth-${version}-linux-x64`
  const file = join(output, `${name}.tar.gz`)
  const words = ['--owner=0', '--group=0', `--transform=s,^${unpackedName},${name},`, '-czf', file, unpackedName]
  execFileSync('tar', words, { cwd: output, timeout: limitMs })
  return file
}
