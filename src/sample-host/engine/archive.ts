import { posix } from 'node:path'
import { extract, pack } from 'tar-stream'
import type { Container } from './container'
import type { Node } from './file-tree'
import { mountedPath, type MountedPath } from './mounted-files'
import { Refusal } from './refusal'
import type { World } from './world'

/** What is at a path of a container: the file, or the directory with all below it. */
export type FoundPath = MountedPath & { readonly node: Node; readonly name: string }

/** The files that a path of a container leads into. */
export function placeOf(world: World, { files, mounts }: Container, path: string): MountedPath {
  return mountedPath(files, mounts, (name) => world.volumes.get(name)?.files ?? null, path)
}

/** Refused with 404 where there is nothing. */
export function findPath(world: World, container: Container, path: string): FoundPath {
  const place = placeOf(world, container, path)
  const node = place.tree.get(place.path)
  if (node === null) throw new Refusal(404, `Could not find the file ${path} in container ${container.id}`)
  return { ...place, node, name: posix.basename(posix.resolve('/', path)) || '/' }
}

/** What Docker tells of a path in a header: JSON in base64. */
export function pathStat({ node, name }: FoundPath): string {
  const isDirectory = node.kind === 'directory'
  const stat = {
    name,
    size: isDirectory ? 4_096 : node.bytes.length,
    // Go's bit for a directory stands above those of Unix.
    mode: isDirectory ? node.mode + 2 ** 31 : node.mode,
    mtime: new Date(node.atMs).toISOString(),
    linkTarget: '',
  }
  return Buffer.from(JSON.stringify(stat)).toString('base64')
}

/** A tar of what is there: a file by its name, a directory with its name in front of all below it. */
export function packPath({ tree, path, node, name }: FoundPath): AsyncIterable<unknown> {
  const archive = pack()
  const root = name === '/' ? '.' : name
  const add = (entryName: string, entry: Node): void => {
    const header = { mode: entry.mode, mtime: new Date(entry.atMs) }
    if (entry.kind === 'file') archive.entry({ name: entryName, ...header }, entry.bytes)
    else archive.entry({ name: `${entryName}/`, type: 'directory', ...header })
  }
  add(root, node)
  if (node.kind === 'directory') {
    for (const [below, entry] of tree.below(path)) {
      add(`${root}/${path === '' ? below : below.slice(path.length + 1)}`, entry)
    }
  }
  archive.finalize()
  return archive
}

/** Puts what a tar holds below a directory: adds and overwrites, takes nothing away. */
export async function unpackInto(world: World, container: Container, directory: string, tar: Buffer): Promise<void> {
  const { tree, path, node, isReadOnly } = findPath(world, container, directory)
  if (node.kind !== 'directory') throw new Refusal(400, 'extraction point is not a directory')
  if (isReadOnly) throw new Refusal(403, 'mounted volume is marked read-only')
  const reader = extract()
  reader.end(tar)
  for await (const entry of reader) {
    const { name, type, mode, mtime } = entry.header
    const target = posix.join(path, posix.resolve('/', name).slice(1))
    const common = { mode, atMs: mtime?.getTime() ?? Date.now() }
    if (type === 'directory') {
      entry.resume()
      tree.put(target, { kind: 'directory', ...common })
      continue
    }
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    if (type === 'file') tree.put(target, { kind: 'file', bytes: Buffer.concat(chunks), ...common })
  }
}
