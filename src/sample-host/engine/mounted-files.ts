import { posix } from 'node:path'
import type { FileTree } from './file-tree'

/** A volume in a container. */
export type Mount = {
  readonly volume: string
  /** Absolute. */
  readonly target: string
  readonly isReadOnly: boolean
  /** Made for this container alone, without a name of its own. */
  readonly isAnonymous: boolean
}

/** Where a path of a container leads: into which files, and by which path there. */
export type MountedPath = { readonly tree: FileTree; readonly path: string; readonly isReadOnly: boolean }

/** Finds the files behind an absolute path: those of the deepest volume on the way, else the container's own. */
export function mountedPath(
  own: FileTree,
  mounts: readonly Mount[],
  volumeOf: (name: string) => FileTree | null,
  path: string,
): MountedPath {
  const absolute = posix.resolve('/', path)
  const mount = mounts
    .filter(({ target }) => absolute === target || absolute.startsWith(`${target}/`))
    .sort((a, b) => b.target.length - a.target.length)[0]
  const tree = mount === undefined ? null : volumeOf(mount.volume)
  if (mount === undefined || tree === null) return { tree: own, path: absolute.slice(1), isReadOnly: false }
  return { tree, path: absolute.slice(mount.target.length + 1), isReadOnly: mount.isReadOnly }
}
