import type { SettingChange } from '../../contract/kept-release'
import type { ChangedName } from '../../contract/plan-comparison'
import { displayText } from '../../domain/display-text'
import type { KeptSettings } from '../deploy/kept-settings'
import { readImageDefaults } from '../deploy/raw-container'
import type { ContainerCreateBody, RawInspect } from '../ports'
import { compareSettings } from '../rollback/compare-settings'

/**
 * The settings of a container that differ from those that a new one is to be made by, by name alone. What the present
 * container has from its image counts on neither side. Pure.
 */
export function changedSettingNames(now: KeptSettings, body: ContainerCreateBody): readonly ChangedName[] {
  const settings = (inspect: RawInspect, imageInspect: RawInspect): KeptSettings => ({
    inspect: plainInspect(inspect),
    imageInspect,
  })
  const after = settings(inspectOfBody(body), defaultsBeside(body, now.imageInspect))
  return compareSettings('', settings(now.inspect, now.imageInspect), after).map(namedChange)
}

/** A change without its values. */
export function namedChange({ name, now, after }: SettingChange): ChangedName {
  return { name, change: now === null ? 'added' : after === null ? 'removed' : 'changed' }
}

/** The variables that two images bring by themselves, as far as they differ. Pure. */
export function changedDefaultNames(now: RawInspect, after: RawInspect): readonly ChangedName[] {
  const [before, then] = [variablesOf(now), variablesOf(after)]
  const names = [...new Set([...before.keys(), ...then.keys()])].sort()
  return names.flatMap((name): readonly ChangedName[] => {
    if (before.get(name) === then.get(name)) return []
    const change = !before.has(name) ? 'added' : then.has(name) ? 'changed' : 'removed'
    return [{ name: displayText(name), change }]
  })
}

function variablesOf(image: RawInspect): ReadonlyMap<string, string> {
  const entries = (readImageDefaults(image).Env ?? []).map((entry) => entry.split(/=(.*)/s))
  return new Map(entries.map(([name = '', value = '']) => [name, value]))
}

/** Docker fills in an image's entrypoint only where the body has none: then there is nothing to compare it with. */
function defaultsBeside(body: ContainerCreateBody, image: RawInspect): RawInspect {
  const { Entrypoint, ...defaults } = readImageDefaults(image)
  return { Config: { ...defaults, ...(isEmpty(body['Entrypoint']) ? {} : { Entrypoint }) } }
}

function isEmpty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0
}

/** What Docker would say of a container made by a body, as far as settings are compared. */
function inspectOfBody(body: ContainerCreateBody): RawInspect {
  const host = recordOf(body['HostConfig'])
  // A name without a value only takes the image's variable away.
  const Env = listOf(body['Env']).filter((entry) => String(entry).includes('='))
  return {
    Id: 'new',
    Image: 'new',
    Config: { ...body, Env },
    HostConfig: host,
    Mounts: [...bindsOf(host), ...mountsOf(host)],
  }
}

function bindsOf(host: Readonly<Record<string, unknown>>): readonly unknown[] {
  return listOf(host['Binds']).map((bind) => {
    const [source = '', target = '', options = ''] = String(bind).split(':')
    const place = source.startsWith('/') ? { Type: 'bind', Source: source } : { Type: 'volume', Name: source }
    return { ...place, Destination: target, RW: !options.split(',').includes('ro') }
  })
}

/** A volume without a name gets one of Docker's making, and is no setting. */
function mountsOf(host: Readonly<Record<string, unknown>>): readonly unknown[] {
  return listOf(host['Mounts'])
    .map(recordOf)
    .flatMap(({ Type, Source, Target, ReadOnly }) => {
      if (Source === undefined || Source === '') return []
      const place = Type === 'volume' ? { Type, Name: Source } : { Type, Source }
      return [{ ...place, Destination: Target, RW: ReadOnly !== true }]
    })
}

/** Writes what Docker and the slots file say differently (order, empty fields, prefixes) in one way. */
function plainInspect(inspect: RawInspect): RawInspect {
  const [config, host] = [recordOf(inspect['Config']), recordOf(inspect['HostConfig'])]
  const { Healthcheck, ...others } = config
  const check = plain(Healthcheck)
  return {
    ...inspect,
    Config: { ...others, ...(check === undefined ? {} : { Healthcheck: check }) },
    HostConfig: {
      ...host,
      PortBindings: plain(host['PortBindings']) ?? {},
      CapAdd: plainCapabilities(host['CapAdd']),
      CapDrop: plainCapabilities(host['CapDrop']),
      ExtraHosts: listOf(host['ExtraHosts']).map(String).sort(),
    },
  }
}

function plainCapabilities(value: unknown): readonly string[] {
  return listOf(value)
    .map((name) => String(name).toUpperCase().replace(/^CAP_/, ''))
    .sort()
}

/** The same with sorted keys and without empty fields; undefined where nothing is left. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((entry) => plain(entry) ?? '')
  if (typeof value !== 'object' || value === null) return isNothing(value) ? undefined : value
  const entries = Object.entries(value).flatMap(([key, field]) => {
    const kept = plain(field)
    return kept === undefined ? [] : [[key, kept] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === 0 || value === false
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
