import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** A program that is ready to run, and a way to remember for the next time what compiling it took. */
export type CompiledProgram = {
  readonly script: Script
  /** Called when the program has run, so that what it compiled on the way is remembered too. Null: nothing is new. */
  readonly remember: (() => void) | null
}

/**
 * Compiles a program, with what an earlier run of the same command left in the folder. Compiling is half of what a short
 * command takes. A file of another program, Node or command is never used; a damaged one neither. Nothing here can fail a command.
 */
export function compileProgram(source: string, filename: string, folder: string, command: string): CompiledProgram {
  const file = join(folder, cacheName(source, command))
  const cachedData = readSealed(file)
  const script = new Script(source, { filename, ...(cachedData === null ? {} : { cachedData }) })
  const isKnown = cachedData !== null && script.cachedDataRejected !== true
  return { script, remember: isKnown ? null : () => writeSealed(file, script) }
}

const nameLengthInHex = 16
const sealBytes = 32

/** By command: each compiles other parts. Words that are no command's share one file. */
function cacheName(source: string, command: string): string {
  const key = hash(`${process.version} ${process.arch} ${source}`).toString('hex').slice(0, nameLengthInHex)
  return `${prefixOf(command)}${key}.bin`
}

function prefixOf(command: string): string {
  return `${/^[a-z]{1,20}$/.test(command) ? command : 'other'}-`
}

function readSealed(file: string): Buffer | null {
  try {
    const sealed = readFileSync(file)
    const data = sealed.subarray(sealBytes)
    return hash(data).equals(sealed.subarray(0, sealBytes)) ? data : null
  } catch {
    return null
  }
}

/** Beside and renamed, as two commands may end at once. What an older program left under the command's name goes. */
function writeSealed(file: string, script: Script): void {
  const folder = dirname(file)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const prefix = `${basename(file).split('-')[0] ?? ''}-`
    for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(join(folder, name), { force: true })
    const data = script.createCachedData()
    const beside = `${file}.${randomBytes(4).toString('hex')}`
    writeFileSync(beside, Buffer.concat([hash(data), data]), { mode: 0o600 })
    renameSync(beside, file)
  } catch {
    // The next command compiles again.
  }
}

function hash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(data).digest()
}
