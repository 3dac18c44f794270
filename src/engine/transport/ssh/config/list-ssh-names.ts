import { join } from 'node:path'
import { readSmallFile } from '../read-small-file'
import { type ConfigLine, readConfigLines } from './config-line'
import { includedFiles } from './included-files'

/** A machine that a person's ssh_config names, and the HostName it gives it (empty: none). */
export type SshName = { readonly name: string; readonly leadsTo: string }

const fileLimitBytes = 1_048_576
const mostFiles = 64

/**
 * The names that a person's own ssh_config writes out, without patterns, in its order; files that it includes come after
 * it. What can't be read is left out: this is for offering names, not for reaching them.
 */
export async function listSshNames(homeDirectory: string): Promise<readonly SshName[]> {
  const waiting = [join(homeDirectory, '.ssh', 'config')]
  const read = new Set<string>()
  const names = new Map<string, SshName>()
  for (let file = waiting.shift(); file !== undefined && read.size < mostFiles; file = waiting.shift()) {
    if (read.has(file)) continue
    read.add(file)
    const lines = await linesOf(file)
    for (const name of namesIn(lines)) if (!names.has(name.name)) names.set(name.name, name)
    for (const path of includesIn(lines)) waiting.push(...(await includedFiles(placeOf(path, homeDirectory))))
  }
  return [...names.values()]
}

async function linesOf(file: string): Promise<readonly ConfigLine[]> {
  const content = await readSmallFile(file, fileLimitBytes)
  if (content.kind !== 'read') return []
  try {
    return readConfigLines(content.bytes.toString('utf8'), file)
  } catch {
    return []
  }
}

function namesIn(lines: readonly ConfigLine[]): readonly SshName[] {
  const found: { name: string; leadsTo: string }[] = []
  let section: { name: string; leadsTo: string }[] = []
  for (const { keyword, values } of lines) {
    if (keyword === 'match') section = []
    if (keyword === 'hostname') for (const one of section) one.leadsTo ||= values[0] ?? ''
    if (keyword !== 'host') continue
    section = values.filter((name) => /^[^*?!\s]+$/.test(name)).map((name) => ({ name, leadsTo: '' }))
    found.push(...section)
  }
  return found
}

function includesIn(lines: readonly ConfigLine[]): readonly string[] {
  return lines.flatMap(({ keyword, values }) => (keyword === 'include' ? values : []))
}

function placeOf(written: string, homeDirectory: string): string {
  if (/^~[\\/]/.test(written)) return join(homeDirectory, written.slice(2))
  return written.startsWith('/') ? written : join(homeDirectory, '.ssh', written)
}
