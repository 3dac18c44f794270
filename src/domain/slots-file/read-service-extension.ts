import { placeholdersOf, upstreamPlaceholders } from '../upstream-template'
import { fault, type Field, warn } from './field'
import { readCommand } from './read-container-settings'
import { readSection } from './read-section'
import { readBoolean, readDurationMs, readInteger, readText, readWord } from './read-values'
import type { HealthProbe, ServiceSpec, SwitchOverSpec } from './service-spec'

/** What a service's `x-berth` says. */
export type ServiceExtension = Pick<ServiceSpec, 'strategy' | 'sharedVolumes' | 'health' | 'switchOver'>

const defaultDrainMs = 10_000

/** Reads a service's `x-berth`; `proxy` is the file's own, whose keys hold where `switchOver` says nothing. */
export function readServiceExtension(field: Field | undefined, proxy: Field | undefined): ServiceExtension {
  const section = readSection(field, { supported: ['strategy', 'sharedVolumes', 'health', 'switchOver'] })
  const strategy = readWord(section.strategy, ['recreate', 'blue-green']) ?? 'recreate'
  if (strategy === 'recreate' && section.switchOver !== undefined) warn(section.switchOver, 'switch-over-unused')
  return {
    strategy,
    sharedVolumes: readBoolean(section.sharedVolumes),
    health: readProbe(section.health),
    switchOver: strategy === 'blue-green' ? readSwitchOver(section.switchOver, proxy) : null,
  }
}

function readProbe(field: Field | undefined): HealthProbe {
  const { http, port, timeout } = readSection(field, { supported: ['http', 'port', 'timeout'] })
  const path = readText(http)
  if (http !== undefined && path !== null && !/^\/[^\s]{0,500}$/.test(path)) fault(http, 'probe-path-invalid')
  const containerPort = readInteger(port, 1, 65_535)
  if (port !== undefined && http === undefined) fault(port, 'key-missing', { key: 'http' })
  return { http: path === null ? null : { path, containerPort }, timeoutMs: readDurationMs(timeout) }
}

const switchOverKeys = ['container', 'file', 'template', 'test', 'reload', 'drain'] as const

function readSwitchOver(own: Field | undefined, proxy: Field | undefined): SwitchOverSpec | null {
  if (own?.node.kind === 'scalar' && own.node.text === 'none') return null
  const place = own ?? proxy
  if (place === undefined) return null
  const keys = {
    ...readSection(proxy, { supported: switchOverKeys }),
    ...readSection(own, { supported: switchOverKeys }),
  }
  const missing = switchOverKeys.filter((key) => key !== 'drain' && keys[key] === undefined)
  for (const key of missing) fault(place, 'key-missing', { key })
  const file = readText(keys.file)
  if (keys.file !== undefined && file !== null && !isCleanPath(file))
    fault(keys.file, 'target-not-absolute', { target: file })
  const template = readText(keys.template)
  if (template !== null) checkTemplate(keys.template, template)
  if (missing.length > 0) return null
  return {
    container: readText(keys.container) ?? '',
    file: file ?? '',
    template: template ?? '',
    test: readWords(keys.test),
    reload: readWords(keys.reload),
    drainMs: readDurationMs(keys.drain) ?? defaultDrainMs,
  }
}

/** A proxy whose file says the same for both containers is led nowhere. */
function checkTemplate(field: Field | undefined, template: string): void {
  if (field === undefined || placeholdersOf(template).size > 0) return
  fault(field, 'template-without-placeholder', {
    placeholders: upstreamPlaceholders.map((placeholder) => `{${placeholder}}`).join(', '),
  })
}

function isCleanPath(path: string): boolean {
  return path.startsWith('/') && !path.endsWith('/') && !path.split('/').some((part) => part === '.' || part === '..')
}

function readWords(field: Field | undefined): readonly string[] {
  const words = readCommand(field)
  if (field !== undefined && words?.length === 0) fault(field, 'value-missing')
  return words ?? []
}
