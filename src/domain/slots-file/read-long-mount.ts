import { fault, type Field } from './field'
import type { MountSpec } from './mount-spec'
import { readBindSource } from './read-bind-source'
import { readSection } from './read-section'
import { readBoolean, readBytes, readText, readWord } from './read-values'
import { containerPath } from './relative-path'
import type { ServiceSurroundings } from './service-surroundings'

/** One of `volumes` in its long form. */
export function readLongMount(field: Field, surroundings: ServiceSurroundings): MountSpec | null {
  const section = readSection(field, {
    supported: ['type', 'source', 'target', 'read_only', 'bind', 'volume', 'tmpfs'],
    withoutEffect: ['consistency'],
    refused: { image: 'key-unsupported' },
  })
  const type = readWord(section.type, ['volume', 'bind', 'tmpfs'])
  const written = readText(section.target)
  const source = readText(section.source)
  if (section.type === undefined) return fault(field, 'key-missing', { key: 'type' })
  if (section.target === undefined) return fault(field, 'key-missing', { key: 'target' })
  if (type === null || written === null) return null
  const target = containerPath(written)
  if (target === null) return fault(section.target, 'target-not-absolute', { target: written })
  for (const other of ['bind', 'volume', 'tmpfs'] as const) {
    const misplaced = other === type ? undefined : section[other]
    if (misplaced !== undefined) fault(misplaced, 'mount-option-unsupported', { option: other })
  }
  const common = { target, readOnly: readBoolean(section.read_only) }
  switch (type) {
    case 'volume':
      return volumeMount(
        section.source ?? field,
        { ...common, source, noCopy: readNoCopy(section.volume) },
        surroundings,
      )
    case 'bind':
      if (source === null) return fault(field, 'key-missing', { key: 'source' })
      return bindMount(section.source ?? field, { ...common, source }, section.bind, surroundings)
    case 'tmpfs':
      if (section.source !== undefined) return fault(section.source, 'mount-option-unsupported', { option: 'source' })
      return { kind: 'tmpfs', ...common, ...readTmpfsOptions(section.tmpfs) }
  }
}

type Common = { readonly target: string; readonly readOnly: boolean }

function volumeMount(
  field: Field,
  { source, ...mount }: Common & { readonly source: string | null; readonly noCopy: boolean },
  { volumes }: ServiceSurroundings,
): MountSpec | null {
  if (source === null) return { kind: 'anonymous', ...mount }
  const volume = volumes.get(source)
  if (volume === undefined) return fault(field, 'volume-unknown', { volume: source })
  return { kind: 'volume', key: volume.key, name: volume.name, ...mount }
}

function bindMount(
  field: Field,
  { source, ...mount }: Common & { readonly source: string },
  bind: Field | undefined,
  surroundings: ServiceSurroundings,
): MountSpec | null {
  const options = readSection(bind, {
    supported: ['propagation', 'create_host_path', 'selinux'],
    refused: { recursive: 'key-unsupported' },
  })
  const path = readBindSource(field, source, surroundings)
  if (path === null) return null
  return {
    kind: 'bind',
    source: path,
    ...mount,
    createHostPath: options.create_host_path === undefined || readBoolean(options.create_host_path),
    propagation: readWord(options.propagation, ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']),
    selinux: readWord(options.selinux, ['z', 'Z']),
  }
}

function readNoCopy(volume: Field | undefined): boolean {
  const refused = { subpath: 'key-unsupported', labels: 'key-unsupported' } as const
  return readBoolean(readSection(volume, { supported: ['nocopy'], refused }).nocopy)
}

function readTmpfsOptions(tmpfs: Field | undefined): {
  readonly sizeBytes: number | null
  readonly mode: number | null
} {
  const { size, mode } = readSection(tmpfs, { supported: ['size', 'mode'] })
  return { sizeBytes: readBytes(size), mode: readMode(mode) }
}

/** Permissions in octal, in quotes: `"1777"`. Without quotes Compose would read a decimal number. */
function readMode(field: Field | undefined): number | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  const isNumber = field.node.kind === 'scalar' && field.node.type === 'number'
  return /^0?[0-7]{3,4}$/.test(text) && !isNumber ? Number.parseInt(text, 8) : fault(field, 'mode-expected')
}
