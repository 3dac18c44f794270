import { commandWords } from './command-words'
import { fault, type Field } from './field'
import { readKeyValues, readTextMap, record } from './read-key-values'
import { readSection } from './read-section'
import { isNull, readEntries, readInteger, readItems, readText, readTexts } from './read-values'
import type { DeviceSpec, ExtraHost, LoggingSpec, RestartSpec, UlimitSpec } from './service-spec'

/** `command` and `entrypoint`: a list, or one text that is taken apart. Null (`command:`) is the image's own. */
export function readCommand(field: Field | undefined): readonly string[] | null {
  if (field === undefined || isNull(field)) return null
  if (field.node.kind === 'list') return readTexts(field)
  const text = readText(field)
  if (text === null) return null
  const read = commandWords(text)
  return read.kind === 'words' ? read.words : fault(field, 'command-unreadable')
}

/** `restart`; without it a container is not started again. */
export function readRestart(field: Field | undefined): RestartSpec {
  const text = readText(field)
  if (field === undefined || text === null) return { name: 'no', maximumRetries: 0 }
  const [name, count, ...rest] = text.split(':')
  if (name === 'on-failure' && rest.length === 0 && /^\d{1,6}$/.test(count ?? '0')) {
    return { name, maximumRetries: Number(count ?? 0) }
  }
  const plain = (['no', 'always', 'unless-stopped'] as const).find((known) => known === text)
  if (plain === undefined) fault(field, 'word-expected', { words: 'no, always, unless-stopped, on-failure[:n]' })
  return { name: plain ?? 'no', maximumRetries: 0 }
}

const reservedLabels = /^(?:com\.docker\.compose\.|dev\.berth\.)/

/** `labels`; those that Compose and Berth write themselves are refused. */
export function readLabels(field: Field | undefined): Readonly<Record<string, string>> {
  for (const [name, { field: place }] of readKeyValues(field)) {
    if (reservedLabels.test(name)) fault(place, 'label-reserved', { name })
  }
  return readTextMap(field)
}

/** `extra_hosts`: `name:address` or `name=address`, or a map with one address or several. */
export function readExtraHosts(field: Field | undefined): readonly ExtraHost[] {
  if (field?.node.kind === 'map') {
    return [...readEntries(field)].flatMap(([hostname, value]) =>
      (value.node.kind === 'list' ? readTexts(value) : [readText(value) ?? '']).map((address) => ({
        hostname,
        address: bare(address),
      })),
    )
  }
  return readItems(field).flatMap((item) => {
    const match = /^([^:=\s]+)[:=](\S+)$/.exec(readText(item) ?? '')
    const [, hostname, address] = match ?? []
    if (hostname === undefined || address === undefined) return fault(item, 'extra-host-invalid') ?? []
    return [{ hostname, address: bare(address) }]
  })
}

function bare(address: string): string {
  return address.replace(/^\[(.*)\]$/, '$1')
}

/** `ulimits` by name: one number for both limits, or two. */
export function readUlimits(field: Field | undefined): readonly UlimitSpec[] {
  const limits = [...readEntries(field)].map(([name, value]) => {
    if (value.node.kind !== 'map') {
      const both = readInteger(value, -1, Number.MAX_SAFE_INTEGER) ?? 0
      return { name, soft: both, hard: both }
    }
    const { soft, hard } = readSection(value, { supported: ['soft', 'hard'] })
    if (soft === undefined) fault(value, 'key-missing', { key: 'soft' })
    if (hard === undefined) fault(value, 'key-missing', { key: 'hard' })
    const read = (limit: Field | undefined): number => readInteger(limit, -1, Number.MAX_SAFE_INTEGER) ?? 0
    return { name, soft: read(soft), hard: read(hard) }
  })
  return limits.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** `logging` */
export function readLogging(field: Field | undefined): LoggingSpec | null {
  if (field === undefined) return null
  const { driver, options } = readSection(field, { supported: ['driver', 'options'] })
  const entries = [...readEntries(options)].map(([name, value]) => [name, readText(value) ?? ''] as const)
  return { driver: readText(driver), options: record(entries) }
}

/** `devices`: `source[:target[:rwm]]` */
export function readDevices(field: Field | undefined): readonly DeviceSpec[] {
  return readItems(field).flatMap((item) => {
    if (item.node.kind === 'map') return fault(item, 'key-unsupported', { key: 'devices' }) ?? []
    const [source = '', target = source, permissions = 'rwm', ...rest] = (readText(item) ?? '').split(':')
    const good = source.startsWith('/') && target.startsWith('/') && /^[rwm]{1,3}$/.test(permissions)
    return good && rest.length === 0 ? [{ source, target, permissions }] : (fault(item, 'device-invalid') ?? [])
  })
}

/** `security_opt`; a seccomp profile in a file would have to come along and can't. */
export function readSecurityOptions(field: Field | undefined): readonly string[] {
  return readItems(field).flatMap((item) => {
    const text = readText(item)
    if (text === null) return []
    return /^seccomp[:=](?!unconfined$)/.test(text) ? (fault(item, 'seccomp-profile-unsupported') ?? []) : [text]
  })
}
