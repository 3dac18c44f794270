import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectDirectory } from './project.mjs'

const buildLimitMs = 300_000
const sources = [
  'src',
  'renderer',
  'assets',
  'electron.vite.config.ts',
  'vite.cli.config.ts',
  'package.json',
  'scripts/build.mjs',
]
const stampFile = join(projectDirectory, 'out/.built-from')

/**
 * Builds window, engine and command line unless what is in `out` was built from the sources as they stand.
 * @param {(line: string) => void} say
 */
export function ensureBuild(say) {
  const found = stampOfSources()
  if (readStamp() === found) return
  say('Building …')
  // A process of its own: what the tools print stays off stdout, and what they keep in memory goes.
  const run = spawnSync(process.execPath, [join(projectDirectory, 'scripts/build.mjs'), '--quiet'], {
    encoding: 'utf8',
    timeout: buildLimitMs,
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (run.status !== 0) throw new Error(`Berth could not be built:\n${run.error?.message ?? run.stdout + run.stderr}`)
  mkdirSync(join(projectDirectory, 'out'), { recursive: true })
  // As it was before building, so that a file saved meanwhile counts as newer.
  writeFileSync(stampFile, found)
}

/** Number and time of the sources: a deleted file changes the first, a written one the second. */
function stampOfSources() {
  const files = sources.flatMap((name) => filesBelow(join(projectDirectory, name)))
  const newestMs = files.reduce((newest, file) => Math.max(newest, statSync(file).mtimeMs), 0)
  return `${files.length} ${newestMs}`
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesBelow(join(path, name)))
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return ''
  }
}
