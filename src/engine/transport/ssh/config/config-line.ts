import { LineType, parse } from 'ssh-config'
import { BerthError, type ErrorDetails } from '../../../../domain/berth-error'
import { type ReasonCode, reasonDetails } from '../../../../domain/error-reasons'
import { displayText } from '../../../../domain/display-text'

/** One setting of an ssh_config as it stands there. `keyword` is in small letters; errors name `file` and `line`. */
export type ConfigLine = {
  readonly keyword: string
  /** Quotes taken off. Several for the keywords that take several. */
  readonly values: readonly string[]
  readonly file: string
  readonly line: number
}

/** `ssh-config-invalid` for a setting that can't be understood. */
export function invalidSetting(
  { keyword, file, line }: ConfigLine,
  reason: ReasonCode,
  values: ErrorDetails = {},
): BerthError {
  const place = { file, line, field: displayText(keyword, 60) }
  return new BerthError('ssh-config-invalid', { ...place, ...reasonDetails(reason, values) })
}

/** `ssh-config-unsupported` for a setting that is understood, and that Berth can't follow. */
export function unsupportedSetting({ keyword, file, line }: ConfigLine, field: string = keyword): BerthError {
  return new BerthError('ssh-config-unsupported', { file, line, field: displayText(field, 60) })
}

/**
 * The settings of a file, in order. Each line is read on its own: the library doesn't say where it is, reads on over the
 * end of a line without a value, and one broken line would take the rest of the file along.
 */
export function readConfigLines(text: string, file: string): readonly ConfigLine[] {
  return text
    .split(/\r?\n|\r/)
    .flatMap((written, index) => readLine(written.replace(/^\uFEFF/, '').trim(), file, index + 1) ?? [])
}

function readLine(written: string, file: string, line: number): ConfigLine | null {
  if (written === '' || written.startsWith('#')) return null
  const keyword = (/^"?([^\s="]*)/.exec(written)?.[1] ?? '').toLowerCase()
  const place = { keyword, values: [], file, line }
  // Only what is understood has to be well-formed: the rest is none of ours.
  if (!understood.has(keyword)) return { ...place, values: [] }
  if (/^[^\s="]+\s*=?\s*(#.*)?$/.test(written)) throw invalidSetting(place, 'no-value')
  const [directive, rest] = parsed(written, place)
  if (directive?.type !== LineType.DIRECTIVE) throw invalidSetting(place, 'not-a-setting')
  if (rest !== undefined && directive.value.length > 0 && !/["\s]#/.test(written)) {
    throw invalidSetting(place, 'hash-needs-quotes')
  }
  const { value } = directive
  return { ...place, values: typeof value === 'string' ? [value] : value.map(({ val }) => val) }
}

function parsed(written: string, place: ConfigLine): ReturnType<typeof parse> {
  try {
    return parse(written)
  } catch (cause) {
    // Its texts quote the line, which may hold anything.
    throw Object.assign(invalidSetting(place, 'quote-open'), { cause })
  }
}

/** Keywords that divide the file. */
export const sectionKeywords = ['host', 'match', 'include'] as const

/** What decides whom Berth reaches, how it logs in or whom it trusts. Everything else ssh can be told is left alone. */
const settingKeywords = [
  'addressfamily',
  'batchmode',
  'bindaddress',
  'bindinterface',
  'canonicalizehostname',
  'certificatefile',
  'challengeresponseauthentication',
  'connecttimeout',
  'globalknownhostsfile',
  'hostkeyalias',
  'hostname',
  'identitiesonly',
  'identityagent',
  'identityfile',
  'kbdinteractiveauthentication',
  'knownhostscommand',
  'passwordauthentication',
  'pkcs11provider',
  'port',
  'preferredauthentications',
  'proxycommand',
  'proxyjump',
  'pubkeyauthentication',
  'revokedhostkeys',
  'securitykeyprovider',
  'skeyauthentication',
  'stricthostkeychecking',
  'tag',
  'user',
  'userknownhostsfile',
] as const

/** One of the settings that Berth heeds or refuses. */
export type SettingKeyword = (typeof settingKeywords)[number]

const understood: ReadonlySet<string> = new Set([...sectionKeywords, ...settingKeywords])

/** Whether a line is a setting that Berth heeds or refuses. */
export function isHeeded(line: ConfigLine): boolean {
  return understood.has(line.keyword)
}
