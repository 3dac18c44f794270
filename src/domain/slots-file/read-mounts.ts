import { fault, type Field } from './field'
import type { MountSpec, TmpfsSpec } from './mount-spec'
import { readBindSource } from './read-bind-source'
import { readLongMount } from './read-long-mount'
import { containerPath } from './relative-path'
import { readItems, readText, readTextOrTexts } from './read-values'
import type { ServiceSurroundings } from './service-surroundings'

/** `volumes`, short and long. Two on one place in the container are a fault. */
export function readMounts(field: Field | undefined, surroundings: ServiceSurroundings): readonly MountSpec[] {
  const targets = new Set<string>()
  return readItems(field).flatMap((item) => {
    const mount = item.node.kind === 'map' ? readLongMount(item, surroundings) : shortMount(item, surroundings)
    if (mount === null) return []
    if (targets.has(mount.target)) fault(item, 'mount-twice', { target: mount.target })
    targets.add(mount.target)
    return [mount]
  })
}

/** `tmpfs`: one or several `path[:options]`. */
export function readTmpfs(field: Field | undefined): readonly TmpfsSpec[] {
  return readTextOrTexts(field).flatMap((text) => {
    const colon = text.indexOf(':')
    const written = colon === -1 ? text : text.slice(0, colon)
    const target = containerPath(written)
    if (target === null)
      return field === undefined ? [] : (fault(field, 'target-not-absolute', { target: written }) ?? [])
    return [{ target, options: colon === -1 ? '' : text.slice(colon + 1) }]
  })
}

/** `[source:]target[:options]` */
function shortMount(field: Field, surroundings: ServiceSurroundings): MountSpec | null {
  const text = readText(field)
  if (text === null) return null
  const parts = text.split(':')
  if (parts.length > 3 || parts.includes('') || /^[A-Za-z]:[\\/]/.test(text)) return fault(field, 'mount-invalid')
  const [first = '', second, third] = parts
  const target = containerPath(second ?? first)
  if (target === null) return fault(field, 'target-not-absolute', { target: second ?? first })
  const options = readOptions(field, third ?? '')
  if (options === null) return null
  if (second === undefined) return { kind: 'anonymous', target, readOnly: false, noCopy: false }
  return /^[./~]/.test(first)
    ? bindMount(field, { source: first, target, options }, surroundings)
    : namedMount(field, { source: first, target, options }, surroundings)
}

type Options = {
  readonly readOnly: boolean
  readonly noCopy: boolean
  readonly selinux: 'z' | 'Z' | null
  readonly propagation: (typeof propagations)[number] | null
}
type ShortMount = { readonly source: string; readonly target: string; readonly options: Options }

function bindMount(
  field: Field,
  { source, target, options }: ShortMount,
  surroundings: ServiceSurroundings,
): MountSpec | null {
  if (options.noCopy) return fault(field, 'mount-option-unsupported', { option: 'nocopy' })
  const path = readBindSource(field, source, surroundings)
  if (path === null) return null
  const { readOnly, selinux, propagation } = options
  return { kind: 'bind', source: path, target, readOnly, createHostPath: true, propagation, selinux }
}

function namedMount(
  field: Field,
  { source, target, options }: ShortMount,
  { volumes }: ServiceSurroundings,
): MountSpec | null {
  const misplaced = options.selinux ?? options.propagation
  if (misplaced !== null) return fault(field, 'mount-option-unsupported', { option: misplaced })
  const volume = volumes.get(source)
  if (volume === undefined) return fault(field, 'volume-unknown', { volume: source })
  const { readOnly, noCopy } = options
  return { kind: 'volume', key: volume.key, name: volume.name, target, readOnly, noCopy }
}

const propagations = ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'] as const
/** Hints for Docker Desktop's shared folders; an engine on Linux does not look at them. */
const consistencies = new Set(['cached', 'delegated', 'consistent'])

function readOptions(field: Field, text: string): Options | null {
  let options: Options = { readOnly: false, noCopy: false, selinux: null, propagation: null }
  for (const option of text === '' ? [] : text.split(',')) {
    const propagation = propagations.find((known) => known === option)
    if (option === 'ro') options = { ...options, readOnly: true }
    else if (option === 'nocopy') options = { ...options, noCopy: true }
    else if (option === 'z' || option === 'Z') options = { ...options, selinux: option }
    else if (propagation !== undefined) options = { ...options, propagation }
    else if (option !== 'rw' && !consistencies.has(option)) return fault(field, 'mount-option-unsupported', { option })
  }
  return options
}
