import { BerthError } from '../domain/berth-error'
import type { DockerClient, NamedFile } from '../engine/ports'
import { type FakeParts, refused } from './fake-docker-parts'
import { containerOf, emitOf, type FakeContainer, type FakeFiles, type FakeState } from './fake-docker-state'

type FileCalls = Pick<DockerClient, 'writeFile' | 'readFile' | 'writeFiles' | 'readFiles' | 'sizeAt'>

/** Something of the host in a container. `source` is a volume's name or a folder. */
export type FakeMount = {
  readonly type: 'volume' | 'bind'
  readonly source: string
  readonly target: string
  readonly readOnly: boolean
}

/** Files of containers: in their own layer, or in the volume or folder that is mounted there. */
export function fakeFileCalls({ state, calls }: FakeParts): FileCalls {
  const write = (containerId: string, directory: string, files: readonly NamedFile[]): void => {
    const container = containerOf(state, containerId)
    for (const { name, bytes } of files) {
      const place = placeOf(state, container, `${directory.replace(/\/$/, '')}/${name}`)
      if (place.readOnly) throw refused('write files', 'mounted volume is marked read-only', 500)
      place.files.set(place.path, Uint8Array.from(bytes))
    }
    emitOf(state, container, 'extract-to-dir')
  }
  const read = (containerId: string, path: string): readonly NamedFile[] | null =>
    filesAt(state, containerOf(state, containerId), path.replace(/(.)\/$/, '$1'))
  return {
    writeFile: async (containerId, directory, name, content, signal) => {
      await calls.enter('writeFile', [containerId, directory, name, content], signal)
      write(containerId, directory, [{ name, bytes: new TextEncoder().encode(content) }])
    },
    readFile: async (containerId, path, signal) => {
      await calls.enter('readFile', [containerId, path], signal)
      const container = containerOf(state, containerId)
      const place = placeOf(state, container, path)
      const bytes = place.files.get(place.path)
      return bytes === undefined ? null : new TextDecoder().decode(bytes)
    },
    writeFiles: async (containerId, directory, files, signal) => {
      await calls.enter('writeFiles', [containerId, directory, files], signal)
      write(containerId, directory, files)
    },
    readFiles: async (containerId, path, limitBytes, signal) => {
      await calls.enter('readFiles', [containerId, path, limitBytes], signal)
      const found = read(containerId, path)
      const length = (found ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0)
      if (length > limitBytes) throw new BerthError('file-too-large', { path, bytes: limitBytes })
      return found
    },
    sizeAt: async (containerId, path, signal) => {
      await calls.enter('sizeAt', [containerId, path], signal)
      return read(containerId, path)?.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? null
    },
  }
}

/** What is mounted in a container by `HostConfig.Mounts` and `HostConfig.Binds`. */
export function mountsOf({ body }: Pick<FakeContainer, 'body'>): readonly FakeMount[] {
  const host = (body['HostConfig'] ?? {}) as {
    readonly Mounts?: readonly { Type?: string; Source?: string; Target?: string; ReadOnly?: boolean }[]
    readonly Binds?: readonly string[]
  }
  const mounts = (host.Mounts ?? []).flatMap(({ Type, Source = '', Target = '', ReadOnly = false }): FakeMount[] =>
    Type === 'volume' || Type === 'bind' ? [{ type: Type, source: Source, target: Target, readOnly: ReadOnly }] : [],
  )
  const binds = (host.Binds ?? []).map((bind): FakeMount => {
    const [source = '', target = '', options = ''] = bind.split(':')
    return { type: source.startsWith('/') ? 'bind' : 'volume', source, target, readOnly: options.includes('ro') }
  })
  return [...mounts, ...binds]
}

type Place = { readonly files: FakeFiles; readonly path: string; readonly readOnly: boolean }

function placeOf(state: FakeState, container: FakeContainer, path: string): Place {
  const mount = mountsOf(container)
    .filter(({ target }) => path === target || path.startsWith(`${target}/`))
    .sort((one, other) => other.target.length - one.target.length)[0]
  if (mount === undefined) return { files: container.files, path, readOnly: false }
  const { type, source, target, readOnly } = mount
  const files = type === 'volume' ? volumeFiles(state, source) : folderFiles(state, source)
  return { files, path: path.slice(target.length), readOnly }
}

/** Docker makes a volume that a container names, where there is none. */
function volumeFiles(state: FakeState, name: string): FakeFiles {
  const known = state.volumes.get(name)
  if (known !== undefined) return known.files
  const files: FakeFiles = new Map()
  const observation = { name, labels: {}, driver: 'local', driverOptions: {}, createdAtMs: state.nowMs() }
  state.volumes.set(name, { observation, files })
  return files
}

function folderFiles(state: FakeState, source: string): FakeFiles {
  const files = state.hostFolders.get(source) ?? new Map<string, Uint8Array>()
  state.hostFolders.set(source, files)
  return files
}

function filesAt(state: FakeState, container: FakeContainer, path: string): readonly NamedFile[] | null {
  const place = placeOf(state, container, path)
  const own = place.files.get(place.path)
  if (own !== undefined) return [{ name: path.slice(path.lastIndexOf('/') + 1), bytes: own }]
  const folder = `${place.path.replace(/\/$/, '')}/`
  const below = [...place.files].filter(([name]) => name.startsWith(folder))
  const isThere = below.length > 0 || path === '/' || mountsOf(container).some(({ target }) => target === path)
  return isThere ? below.map(([name, bytes]) => ({ name: name.slice(folder.length), bytes })) : null
}
