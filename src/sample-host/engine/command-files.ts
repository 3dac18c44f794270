import { posix } from 'node:path'
import { placeOf } from './archive'
import type { Container } from './container'
import type { CommandFiles } from './program'
import type { World } from './world'

/** See `CommandFiles`. */
export function commandFiles(world: World, container: Container): CommandFiles {
  const fileAt = (path: string) => {
    const { tree, path: inner } = placeOf(world, container, path)
    const node = tree.get(inner)
    return { tree, inner, file: node?.kind === 'file' ? node : null }
  }
  return {
    read: (path) => fileAt(path).file?.bytes.toString('utf8') ?? null,
    list: (directory) => {
      const { tree, path } = placeOf(world, container, directory)
      const names = tree.below(path).map(([name]) => posix.relative(path, name))
      return names.filter((name) => !name.includes('/') && !name.startsWith('.'))
    },
    move: (from, to) => {
      const { tree, inner, file } = fileAt(from)
      if (file === null) return false
      const target = placeOf(world, container, to)
      target.tree.put(target.path, file)
      tree.remove(inner)
      return true
    },
    remove: (path) => {
      const { tree, inner, file } = fileAt(path)
      if (file !== null) tree.remove(inner)
    },
  }
}
