import { dirname, isAbsolute, join } from 'node:path'
import { BerthError } from '../../../../domain/berth-error'
import { matchesPatterns } from '../name-pattern'
import { fileFault, readSmallFile } from '../read-small-file'
import {
  type ConfigLine,
  invalidSetting,
  isHeeded,
  readConfigLines,
  type SettingKeyword,
  unsupportedSetting,
} from './config-line'
import { includedFiles } from './included-files'
import { judgeMatch, wantsFinalPass } from './match-criteria'

/** Who is asked for, and where the files are. */
export type ConfigQuery = {
  readonly name: string
  /** Given with the name: stronger than any file. */
  readonly user: string | null
  readonly localUser: string
  readonly homeDirectory: string
  /** Read one after the other; the first value found is the one that counts. */
  readonly files: readonly string[]
}

const fileLimitBytes = 1_048_576
const nestingLimit = 16
const filesLimit = 256

/**
 * The settings of all files that mean the host, in order: the first of a keyword counts. A missing file is empty. Refused
 * are a file that can't be read (`ssh-config-unreadable`), a setting that can't (`ssh-config-invalid`), and settings under a
 * `Match` whose outcome Berth can't know (`ssh-config-unsupported`).
 */
export async function applyingSettings(query: ConfigQuery): Promise<readonly ConfigLine[]> {
  const walk: Walk = { query, found: [], isFinalPass: false, wantsFinalPass: false, filesRead: 0 }
  for (const file of query.files) await walkFile(walk, file, 0, { kind: 'applies' })
  if (!walk.wantsFinalPass) return walk.found
  const second: Walk = { ...walk, isFinalPass: true, filesRead: 0 }
  for (const file of query.files) await walkFile(second, file, 0, { kind: 'applies' })
  return second.found
}

/** The first value of a keyword, which is the one that counts. */
export function firstSetting(settings: readonly ConfigLine[], keyword: SettingKeyword): ConfigLine | undefined {
  return settings.find((setting) => setting.keyword === keyword)
}

type Walk = {
  readonly query: ConfigQuery
  readonly found: ConfigLine[]
  readonly isFinalPass: boolean
  wantsFinalPass: boolean
  filesRead: number
}

/** Whether the lines that follow mean the host. */
type Section =
  | { readonly kind: 'applies' | 'skipped' }
  | { readonly kind: 'unknowable'; readonly criterion: string; readonly at: ConfigLine }

async function walkFile(walk: Walk, file: string, depth: number, inherited: Section): Promise<void> {
  let section = inherited
  for (const line of await linesOf(walk, file)) {
    switch (line.keyword) {
      case 'host':
        section = matchesPatterns(line.values, walk.query.name) ? { kind: 'applies' } : { kind: 'skipped' }
        break
      case 'match':
        section = judgeSection(walk, line)
        break
      case 'include':
        if (isIn(section, line)) await include(walk, line, depth)
        break
      default:
        if (isHeeded(line) && isIn(section, line)) walk.found.push(line)
    }
  }
}

async function linesOf(walk: Walk, file: string): Promise<readonly ConfigLine[]> {
  walk.filesRead += 1
  const content = await readSmallFile(file, fileLimitBytes)
  switch (content.kind) {
    case 'read':
      return readConfigLines(content.bytes.toString('utf8'), file)
    case 'missing':
      return []
    default:
      throw new BerthError('ssh-config-unreadable', { file, ...fileFault(content) })
  }
}

function isIn(section: Section, line: ConfigLine): boolean {
  if (section.kind !== 'unknowable') return section.kind === 'applies'
  throw unsupportedSetting(section.at, `${section.criterion} (with ${line.keyword})`)
}

function judgeSection(walk: Walk, line: ConfigLine): Section {
  const { query, found } = walk
  walk.wantsFinalPass ||= wantsFinalPass(line)
  const verdict = judgeMatch(line, {
    originalHost: query.name,
    host: firstSetting(found, 'hostname')?.values[0] ?? query.name,
    user: query.user ?? firstSetting(found, 'user')?.values[0] ?? query.localUser,
    localUser: query.localUser,
    isFinalPass: walk.isFinalPass,
  })
  return verdict.kind === 'unknowable' ? { ...verdict, at: line } : verdict
}

async function include(walk: Walk, line: ConfigLine, depth: number): Promise<void> {
  if (depth >= nestingLimit) throw invalidSetting(line, 'includes-too-deep')
  for (const written of line.values) {
    if (/[%$[]/.test(written)) throw unsupportedSetting(line, `Include ${written}`)
    for (const file of await includedFiles(includePath(walk.query, written, line.file))) {
      if (walk.filesRead >= filesLimit) throw invalidSetting(line, 'too-many-files', { limit: filesLimit })
      await walkFile(walk, file, depth + 1, { kind: 'applies' })
    }
  }
}

function includePath({ homeDirectory, files }: ConfigQuery, written: string, from: string): string {
  if (/^~[\\/]/.test(written)) return join(homeDirectory, written.slice(2))
  if (isAbsolute(written)) return written
  // As ssh: below ~/.ssh, but for the system's own files, which stay in their folder.
  const systemFolder = files.slice(1).map((file) => dirname(file))
  return join(systemFolder.find((folder) => from.startsWith(folder)) ?? join(homeDirectory, '.ssh'), written)
}
