import { posix } from 'node:path'

/** A file with its content, or a directory. */
export type Node =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly mode: number; readonly atMs: number }
  | { readonly kind: 'directory'; readonly mode: number; readonly atMs: number }

/** Files by their paths from a root, without a slash at the beginning; the root itself is ''. */
export class FileTree {
  readonly #nodes = new Map<string, Node>([['', { kind: 'directory', mode: 0o755, atMs: Date.now() }]])

  get(path: string): Node | null {
    return this.#nodes.get(path) ?? null
  }

  /** Replaces what is there; directories on the way are made. */
  put(path: string, node: Node): void {
    const parent = posix.dirname(path)
    if (path !== '' && parent !== '.' && !this.#nodes.has(parent))
      this.put(parent, { kind: 'directory', mode: 0o755, atMs: node.atMs })
    this.#nodes.set(path, node)
  }

  remove(path: string): void {
    this.#nodes.delete(path)
  }

  /** All that is below a path, in the order of names. */
  below(path: string): readonly (readonly [string, Node])[] {
    const start = path === '' ? '' : `${path}/`
    const found = [...this.#nodes].filter(([name]) => name !== '' && name.startsWith(start))
    return found.sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** Bytes of all files. */
  size(): number {
    return [...this.#nodes.values()].reduce((sum, node) => sum + (node.kind === 'file' ? node.bytes.length : 0), 0)
  }
}
