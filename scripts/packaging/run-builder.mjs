import { spawnSync } from 'node:child_process'
import { cpSync, lstatSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { projectDirectory } from '../setup/project.mjs'

const builderLimitMs = 1_200_000

/**
 * Runs electron-builder with electron-builder.yml.
 * @param {readonly string[]} targets none: those of the file for this platform
 * @param {(line: string) => void} say
 */
export function runBuilder(targets, say) {
  const { version, directory, isForTrials } = ownRuntime(say)
  const configuration = join(projectDirectory, 'out/electron-builder.json')
  writeFileSync(configuration, JSON.stringify(configurationOf(version, directory, isForTrials)))
  if (process.platform === 'darwin' && targets.length === 0 && !canNotarize())
    say('Not notarized: neither APPLE_API_KEY nor APPLE_ID with APPLE_APP_SPECIFIC_PASSWORD is set.')
  const words = [
    join(projectDirectory, 'node_modules/electron-builder/cli.js'),
    ...(targets.length === 0 ? [] : [platformWord(), ...targets]),
    '--publish=never',
    `--config=${configuration}`,
  ]
  const run = spawnSync(process.execPath, words, {
    cwd: projectDirectory,
    encoding: 'utf8',
    timeout: builderLimitMs,
    maxBuffer: 64_000_000,
    // Linked files would have the fuses of everybody's Electron flipped.
    env: { ...process.env, USE_HARD_LINKS: 'false' },
  })
  if (run.status !== 0)
    throw new Error(`electron-builder failed:\n${run.error?.message ?? shortLines(run.stdout + run.stderr)}`)
}

/** It tells of every duplicate among the dependencies in one line. @param {string} text */
function shortLines(text) {
  return text
    .split('\n')
    .filter((line) => line.length < 1_000)
    .join('\n')
}

function platformWord() {
  return process.platform === 'darwin' ? '--mac' : process.platform === 'win32' ? '--win' : '--linux'
}

function canNotarize() {
  const { APPLE_API_KEY, APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD } = process.env
  return Boolean(APPLE_API_KEY ?? (APPLE_ID && APPLE_APP_SPECIFIC_PASSWORD))
}

/**
 * electron-builder.yml, for the runtime that is there.
 * @param {string} version
 * @param {string} directory
 * @param {boolean} isForTrials
 */
function configurationOf(version, directory, isForTrials) {
  const { electronFuses, mac, ...rest } = parse(readFileSync(join(projectDirectory, 'electron-builder.yml'), 'utf8'))
  // Electron 25 does not have it yet.
  const { grantFileProtocolExtraPrivileges: _newer, ...older } = electronFuses
  return {
    ...rest,
    electronVersion: version,
    electronDist: directory,
    electronFuses: isForTrials ? older : electronFuses,
    mac: { ...mac, notarize: canNotarize() },
  }
}

/**
 * The Electron that is installed. Where that is the stand-in for trials, what is made of it is for trials, too: a copy without
 * its default app, which reads paths from the command line.
 * @param {(line: string) => void} say
 */
function ownRuntime(say) {
  const directory = join(projectDirectory, 'node_modules/electron')
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  const dist = join(directory, 'dist')
  if (!lstatSync(dist).isSymbolicLink()) return { version, directory: dist, isForTrials: false }
  const copy = join(projectDirectory, 'out/electron-for-trials')
  rmSync(copy, { recursive: true, force: true })
  cpSync(realpathSync(dist), copy, { recursive: true, filter: (path) => !path.endsWith('default_app.asar') })
  // linkStandIn names its folder by its version.
  const older = basename(realpathSync(dist)).slice('electron-'.length)
  say(
    `Packed with Electron ${older}, not the one to release (${version} can’t be fetched from here): for trials alone.`,
  )
  return { version: older, directory: copy, isForTrials: true }
}
