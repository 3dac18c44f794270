import type { SettingChange } from '../../contract/kept-release'
import { displayText } from '../../domain/display-text'
import { environmentView } from '../details/environment-view'
import { hostConfigOf, readImageDefaults, readRawContainer } from '../deploy/raw-container'
import type { KeptSettings } from '../deploy/kept-settings'
import { subtractImageDefaults } from '../deploy/subtract-image-defaults'

/** The settings that people know a container by, one text each, as given to it: without what it has from its image. */
type Settings = ReadonlyMap<string, string>

/** What differs between a service's settings now and then, by name. Values that may be secrets stay here. */
export function compareSettings(service: string, now: KeptSettings, after: KeptSettings): readonly SettingChange[] {
  const present = settingsOf(now)
  const wanted = settingsOf(after)
  const names = [...new Set([...present.keys(), ...wanted.keys()])].sort()
  return names.flatMap((name) => {
    const from = present.get(name) ?? null
    const to = wanted.get(name) ?? null
    return from === to ? [] : [changeOf(service, name, from, to)]
  })
}

function changeOf(service: string, name: string, now: string | null, after: string | null): SettingChange {
  const hidden = [now, after].some((value) => value !== null && isHidden(name, value))
  const shown = (value: string | null): string | null =>
    value === null ? null : hidden ? '' : displayText(value, longestValue)
  return { service: displayText(service, 200), name: displayText(name), now: shown(now), after: shown(after), hidden }
}

const longestValue = 300

function isHidden(name: string, value: string): boolean {
  return environmentView([`${name}=${value}`])[0]?.value === null
}

function settingsOf({ inspect, imageInspect }: KeptSettings): Settings {
  const raw = readRawContainer(inspect)
  const own = subtractImageDefaults(raw.Config, readImageDefaults(imageInspect))
  return new Map([
    ...environmentOf(own['Env']),
    ...wordsOf(own),
    ...hostWords(hostConfigOf(inspect)),
    ...volumesOf(raw.Mounts),
  ])
}

function environmentOf(entries: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(entries)) return []
  return entries.map((entry: unknown) => {
    const text = String(entry)
    const equals = text.indexOf('=')
    return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)]
  })
}

const words = {
  Cmd: 'command',
  Entrypoint: 'entrypoint',
  User: 'user',
  WorkingDir: 'working_dir',
  Healthcheck: 'healthcheck',
}

/** In Compose's words, as the team's file has them. */
function wordsOf(config: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, word]) => {
    const value = config[key]
    return value === undefined || value === null ? [] : [[word, textOf(value)] as const]
  })
}

const hostNames = {
  PortBindings: 'ports',
  Memory: 'mem_limit',
  NanoCpus: 'cpus',
  ExtraHosts: 'extra_hosts',
  CapAdd: 'cap_add',
  CapDrop: 'cap_drop',
  Privileged: 'privileged',
  ReadonlyRootfs: 'read_only',
}

function hostWords(config: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(hostNames).flatMap(([key, word]) => {
    const text = textOf(config[key])
    return nothingSet.has(text) ? [] : [[word, text] as const]
  })
}

type Mount = ReturnType<typeof readRawContainer>['Mounts'][number]

/** What is mounted in fact. A volume without a name goes from container to container, so it is no setting. */
function volumesOf(mounts: readonly Mount[]): readonly (readonly [string, string])[] {
  const named = mounts.filter(({ Type, Name }) => Type === 'bind' || (Type === 'volume' && !anonymous.test(Name)))
  const texts = named.map(
    ({ Type, Name, Source, Destination, RW }) =>
      `${Type === 'bind' ? Source : Name}:${Destination}${RW === false ? ':ro' : ''}`,
  )
  return texts.length === 0 ? [] : [['volumes', texts.sort().join(' ')]]
}

const anonymous = /^[0-9a-f]{64}$/

const nothingSet: ReadonlySet<string> = new Set(['', 'null', '0', 'false', '[]', '{}'])

function textOf(value: unknown): string {
  if (value === undefined) return ''
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join(' ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
